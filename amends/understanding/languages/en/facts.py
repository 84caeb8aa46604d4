"""How numbers, money and time are written in English (folded to lower case): patterns, and the values of words."""

from __future__ import annotations

import re
from typing import Final

NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen)"
WORDS: Final = rf"(?:{_TENS}(?:[ -]{_ONES})?|{_ONES})"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
MONTHS: Final = {
    name: i + 1
    for i, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
}
WEEKDAYS: Final = {
    name: i
    for i, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_UNIT = r"(?:working|business)[ -]days?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?|yrs?"

MONEY: Final = re.compile(r"\b(?:dollars?|bucks|pounds?|quid|euros?|yuan|usd|gbp|eur|hkd|cny|rmb)\b")
AMOUNT: Final = re.compile(
    rf"(?<![a-z0-9,.])(?P<number>(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,12}})(?:\.\d{{1,2}})?|(?:a|{WORDS})(?: hundred| thousand)(?:(?: and)? {WORDS})?|{WORDS})"
    r"\s?(?P<scale>k\b|million\b|thousand\b)?\s?(?P<unit>dollars?|bucks|usd|pounds?|gbp|quid|euros?|eur|hkd|cny|yuan|rmb)\b"
)
CURRENCIES: Final = {
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "usd": "USD", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP",
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "hkd": "HKD", "cny": "CNY", "yuan": "CNY", "rmb": "CNY",
}  # fmt: skip
SCALES: Final = {"k": 1000, "thousand": 1000, "million": 1_000_000}

_ORDINAL = r"(?:st|nd|rd|th)"
DATE: Final = re.compile(
    r"(?<![a-z0-9/.-])(?=[jfmasondtylcbnwhv\d])(?:"
    rf"(?P<month>{_MONTH})\s(?:the\s)?(?P<day>\d{{1,2}}){_ORDINAL}?(?:,?\s(?P<year>(?:19|20)\d\d))?(?![\d:])"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL}?\s(?:of\s)?(?P<month2>{_MONTH})(?:,?\s(?P<year2>(?:19|20)\d\d)\b)?"
    rf"|(?P<month3>(?!may\b(?!,?\s(?:19|20)\d\d)|mar\b|march\b(?!,?\s(?:19|20)\d\d)){_MONTH}),?(?:\s(?P<year3>(?:19|20)\d\d)\b)?"
    r"|(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year4>(?:19|20)\d\d|\d\d))?(?![\d/a-z])"
    r"|(?P<year5>(?:19|20)\d\d)-(?P<month5>\d{1,2})-(?P<day5>\d{1,2})\b"
    r"|(?P<near>(?:the )?day before yesterday|yesterday|last night|today|tonight|this (?:morning|afternoon|evening)|tomorrow)\b"
    rf"|(?P<which>last|this|next)?\s?(?P<weekday>{_DAYS})\b"
    r"|(?P<last>last|this|next)\s(?P<span>month|year)\b"
    rf"|(?P<count>\d{{1,3}}|{WORDS}|an?(?: couple of)?)\s(?P<ago>{_UNIT})\sago\b"
    rf"|(?P<day6>\d{{1,2}}){_ORDINAL}\b(?!\s(?:floor|time|attempt|call|email|street|avenue|request|visit|st\b|ave\b|[a-z]+\s(?:time|call|email)))"
    r"|(?P<holiday>christmas eve|christmas(?: day)?|boxing day|new year'?s eve|new year'?s day|halloween|valentine'?s(?: day)?)\b(?!\s(?:gift|present|menu|sale|offer|tree|dinner|party|market))"
    r"|(?P<year6>(?:19|20)\d\d)\b"
    r")"
)
YEAR_BEFORE: Final = re.compile(r"\b(?:in|since|during|from|of|until|early|late)\s$")
CLOCK: Final = re.compile(
    rf"(?:,?\s(?:morning|afternoon|evening|night))?,?\s(?:at\s)?(?:about\s|around\s)?(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b|(?P<hour2>\d{{1,2}}):(?P<minute2>\d\d)(?!\d)"
    rf"|(?<=at )(?P<hour3>{_ONES}|\d{{1,2}})(?:\so'clock)?(?:\s(?:in the|at)\s(?P<part>morning|afternoon|evening|night))|(?P<noon>noon|midday))"
)
HOLIDAYS: Final = {
    "christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new years eve": (12, 31), "new year's day": (1, 1), "new years day": (1, 1), "halloween": (10, 31), "valentine's": (2, 14),
    "valentine's day": (2, 14), "valentines": (2, 14), "valentines day": (2, 14),
}  # fmt: skip
NEAR: Final = {
    "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "tomorrow": 1,
}  # fmt: skip
TO_COME_BEFORE: Final = re.compile(
    r"\b(?:by|until|till|before|due(?: on)?|for|no later than|pay(?: on)?)\s(?:the\s)?$"
)

DURATION: Final = re.compile(
    rf"(?<![a-z0-9.$£€/-])(?=[\dtfonsehabw])(?P<number>\d{{1,4}}(?:\.\d)?|{WORDS}|half an?|a couple of|an?)(?:\s?\+|\sor\s\w{{2,5}}|\sto\s\w{{2,5}}|-\d{{1,2}})?"
    rf"(?P<half>\sand a half)?[\s-](?P<full>full\s|whole\s|long\s|straight\s)?(?P<unit>{_UNIT}|h)\b(?P<half2>\sand a half\b)?"
    rf"(?:\sand\s(?P<more>\d{{1,2}}|{WORDS})\s(?P<unit2>minutes?|mins?|months?)\b)?(?!\sago|\sold|-old)"
)
# `a day`, `an hour` last only where something says so; else they are rates.
ONE_BEFORE: Final = re.compile(
    r"\b(?:for|over|than|within|in|took|take|takes|after|waited|waiting|about|nearly|almost|another|lost|lasted|around|under|be|was|spent|wasted|just|least|like)\s$"
)
ONE_AFTER: Final = re.compile(
    r"\s(?:late|later|early|wait|and counting|of waiting|on hold|delay|past|in|queue|trying)\b"
)
RATE_BEFORE: Final = re.compile(r"(?:\d|times|twice|once|per|every|each)\s$")
NO_DURATION_AFTER: Final = re.compile(
    r"[\s-](?:store|helpline|hotline|line|service|supermarket|shop|gym|returns?|trial|money|guarantee|warranty|support|old|pass|plan|clinic|garage)\b"
)
DURATION_UNITS: Final = {
    "second": "S", "sec": "S", "minute": "M", "min": "M", "hour": "H", "hr": "H", "h": "H", "day": "D", "night": "D", "week": "W",
    "fortnight": "F", "month": "MONTH", "year": "Y", "yr": "Y",
}  # fmt: skip
AGO_UNITS: Final = {
    "day": "day", "night": "day", "week": "week", "fortnight": "fortnight", "month": "month", "year": "year", "yr": "year",
}  # fmt: skip
