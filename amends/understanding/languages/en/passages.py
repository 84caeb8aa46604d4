"""What a clause of English begins with when it complains of nothing, words for how a house is run, and ordinary writing to measure complaints against."""

from typing import Final

COURTESY: Final = """
    dear ; hello;hi there;hi team;thank;many thanks;sincerely;kind regards;best regards;regards;yours ;with regards;
    good morning;good afternoon;i hope this;i hope that this;i am grateful;i look forward;looking forward;to whom it may"""
ASKING: Final = """
    please;kindly ;i want ;we want ;i demand ;we demand ;i request ;we request ;i would like ;i'd like ;we would like ;
    i ask ;i am asking;i'm asking;i am requesting;i'm requesting;i expect you;i expect a ;i expect an ;i insist;refund me;
    give me ;stop calling;you should ;you must ;could you;can you please;would you;and i want ;and i would like ;and give me ;my request is;my demand is"""
ADVISING: Final = "you should;you ought;i hope you ;i hope that you ;we hope that you "
MANAGEMENT: Final = "management;manager;nobody is in charge;badly run;badly organised;run by;chaos"
THREATS: Final = """
    otherwise;or else;or i will;or i'll;or we will;if you do not;if you don't;if this is not;if i do not hear;
    i will report;i'll report;i will sue;i will take this;i'll take this;i will contact;i am going to report;unless """

ORDINARY: Final = """
Yesterday morning I went into town to do some shopping and had a bowl of soup at the corner. The shop is near the station, about five minutes on foot.
I have worked here for several years and take the bus every day. Last Wednesday I bought a washing machine in your store and it was brought to the house the day after.
Our son is in his third year at school and likes to draw and to play football. Since he retired, my father has gone to the park every morning and read the paper in the afternoon.
We are a family of four and live in the east of the city in a flat that we bought two years ago. In May my company went on a trip to the south and we all stayed in a hotel by the sea.
I have used this brand for many years, and the fridge and the television at home are both yours. After supper I sat down at the computer to write this letter while it was raining outside.
The weather is getting cooler and the leaves have turned yellow. My wife is a nurse and often works nights, so I do most of the housework.
At the weekend we take my parents for a walk and some pictures. A friend told me about your company, and then I looked at the website.
It was a Saturday, there were few people in the shop, and the music was low. I am not good with words and I write slowly, as things come to mind.
The order was placed on the twelfth of March and paid by card. The neighbours have a cat that likes to lie in the sun on our terrace.
After university I worked in a factory for some years and then moved to the place where I am now. A new road has been built near the house, with trees on both sides.
My sister came home from abroad and brought something for everybody. I have written down what happened from the beginning, in several parts.
What I wrote above is the background, and below I go on with what came later. When I was a child we had little money, and one coat had to last for years.
"""
