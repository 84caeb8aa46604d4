"""Phrases of English by what they point to; separated by semicolons, written in lower case."""

from typing import Final

PHRASES: Final[dict[str, str]] = {
    "emotion:anger": "angry; furious; outraged; outrageous; disgusted; disgusting; ridiculous; unacceptable; pathetic; disgrace; disgraceful; shame on you; shameful; appalling; appalled; worst; the worst; horrible; terrible; awful; hate; livid; fed up; sick of; sick and tired; enough is enough; how dare; scam; crooks; thieves; liars; lied; insane; absurd; joke; a joke; rude; incompetent; infuriating; pissed; mad; violation; violated; how is this legal",
    "emotion:disappointed": "disappointed; disappointing; disappointment; let down; expected better; expected more; used to be; used to love; loyal customer; never again; won't be back; sad; sadly; unfortunately; regret; thought you; not what i expected; not as good; underwhelming; overrated; poor experience; not impressed; unimpressed",
    "emotion:confused": "confused; confusing; don't understand; do not understand; unclear; why is; why does; why would; what is going on; what's going on; how come; not sure why; no idea why; puzzled; any idea; is there a reason; can you explain; what happened; how do i; how can i; unaware",
    "emotion:anxious": "worried; anxious; afraid; scared; desperate; desperately; please help; need help; urgent; urgently; asap; stressed; stress; panic; can't sleep; cannot afford; can't afford; losing my; help me; i need this; emergency; deadline; foreclosure; eviction; evicted; homeless; begging; nightmare; overwhelmed; help",
    "emotion:dissatisfied": "not happy; unhappy; dissatisfied; unsatisfied; complaint; issue; problem; inaccurate; incorrect; error; not working; doesn't work; didn't; wrong; still; refused; refuses; failed; unable; poor; bad; dispute; inconvenience; frustrated; frustrating; annoying; annoyed",
    "abuse": "fuck; fucking; fuckin; shit; shitty; bullshit; ass; asshole; crap; damn; idiot; idiots; moron; morons; stupid; dumb; bitch; wtf; suck; sucks; bastard; bastards; garbage; trash; screw you; hell; scumbags; stfu; ffs; smh",
    "intensifier": "very; extremely; absolutely; completely; totally; so; really; seriously; literally; ever; never; always; whatsoever; at all; repeatedly; constantly",
    "mild": "a bit; a little; slightly; somewhat; minor; small; otherwise; kind of; ok; okay; not too; just",
    "plea": "please; please help; i beg; begging; kindly; i am asking; would you please; pls; plz; help me",
    "polite": "please; thank you; thanks; sorry; appreciate; kindly; hi; hello; dear; sincerely; regards; good morning; excuse me; grateful; would be great",
    "positive": "great; excellent; love; loved; good; nice; amazing; perfect; awesome; wonderful; friendly; helpful; best; fantastic; happy; recommend; delicious; pleased; satisfied",
    "motive:venting": "worst; sucks; ugh; never again; hate; terrible; awful; pathetic; wtf; smh; fail; ridiculous; joke; lol; seriously; thanks for nothing; garbage; disappointed",
    "motive:expression": "don't buy; do not buy; stay away; avoid; beware; be warned; warning; everyone; people should know; consumers; should; you guys should; you need to; other customers; public; customers deserve; warn others; recommend",
    "motive:recognition": "apology; apologize; apologise; respect; disrespect; disrespectful; disrespected; rude; treated; acknowledge; listen; dignity; fair; unfair; discriminated; discrimination; no one cares; don't care; dismissed; ignored; apologies; customer service",
    "motive:redress": "refund; refunded; compensation; compensate; reimburse; reimbursement; reimbursed; money back; credit back; owe me; owed; damages; charged; overcharged; my money; return my; fee; fees; interest; deposit; payment; waive; settlement; compensated; statutory damages",
    "motive:revenge": "boycott; put you out of business; fired; should be fired; go out of business; shut down; expose; i will make sure; go to jail; in jail; prison; bankrupt; never do business; punish; punished; sue you",
    "motive:resolution": "remove; removed; delete; deleted; fix; fixed; resolve; resolved; correct; corrected; investigate; investigation; update; help; assist; respond; response; explain; stop; need; would like; want; request; requesting; how do i; verify; validate; validation; block; cease",
    "demands:refund": "refund; refunded; money back; reimburse; reimbursed; reimbursement; return my money; credit back; my money; return the money; give me back; credited; want my",
    "demands:replace": "replace; replacement; exchange; new one; send another; resend; redo; replaced; swap",
    "demands:repair": "repair; repaired; fix; fix it; not working; doesn't work; won't work; broken; stopped working; won't turn on; error; can't connect; crash; crashes; crashing; glitch; bug; won't load; freezes; not charging; out of order; keeps",
    "demands:compensation": "compensation; compensate; compensated; damages; make it up; lost wages; pay for; for my trouble; statutory damages; punitive damages",
    "demands:apology": "apology; apologize; apologise; say sorry; apologies; letter of apology",
    "demands:explanation": "explain; explanation; why; reason; answer; clarify; clarification; what happened; how come; tell me; documentation; proof; provide; show me; validation; validate; verify; response; respond; reply; when will; when is",
    "demands:action": "remove; removed; removal; delete; deleted; update; correct; corrected; immediately; asap; resolve; resolved; help; cancel; close; release; unlock; process; deliver; reinstate; restore; as soon as possible; right away; rectify; deletion; expunge; take off; taken off; off my credit; off my report; modification; lift",
    "demands:discipline": "fired; fire him; fire her; disciplined; held accountable; reprimand; training; train your; accountable; punished; fined; retrain",
    "demands:improvement": "improve; improvement; better; should; need to do better; do better; hope you; upgrade; more staff; consider; train; please add; bring back; get better",
    "demands:stop": "stop; stop calling; stop contacting; cease; cease and desist; harassing; harassment; harass; leave me alone; calling me; keep calling; calls; do not contact; desist; block; unsubscribe; no longer contact; opt out",
    "demands:investigate": "investigate; investigation; investigated; look into; looked into; audit; review; reinvestigate; inquiry; verify; identity theft; fraud; fraudulent; not mine; do not recognize; unauthorized; file a police report; check",
    "category:quality": "broken; defective; quality; faulty; damaged; not working; doesn't work; stopped working; stale; cold; taste; tasted; tastes; dirty; undercooked; overcooked; battery; screen; crash; crashes; bug; glitch; error; expired; fake; fell apart; came off; coming off; came apart; peeling; gets hot; overheats; overheating; ripped; torn; printer; update; signal; internet; room; food; slow; bland; disgusting; moldy; soggy; app; phone; burnt; poor quality",
    "category:service": "late; delay; delayed; waiting; waited; wait; hold; on hold; no response; no reply; no answer; never arrived; hasn't arrived; delivery; delivered; shipping; order; lost; cancelled; canceled; missed; wrong order; mistake; appointment; flight; baggage; luggage; customer service; support; nobody; no one; credit report; reporting; inaccurate; incorrect; dispute; disputed; bureau; bureaus; bank error; failed to; escalate; status; tracking; process; loan modification; paperwork; missing",
    "category:attitude": "rude; attitude; unprofessional; disrespectful; yelled; yelling; shouted; hung up; hang up; hung up on me; ignored; condescending; mocking; laughed; sarcastic; dismissive; unfriendly; insulted; insult; threatened; threatening; threaten; abusive; aggressive; lied to me; bully; bullying; harassing; snapped; argued; impolite; hostile",
    "category:billing": "charge; charged; charges; fee; fees; price; expensive; overpriced; overcharged; bill; billing; billed; refund; payment; payments; interest; deposit; invoice; cost; balance; late fee; double charged; twice; rate; amount; owe; owed; debt; paid; escrow; autopay; dollars; overdraft; collection; collections; paid off; credit card; mortgage; premium",
    "category:privacy": "privacy; personal information; identity theft; identity; stolen; hacked; breach; data breach; leaked; unauthorized; without my consent; without my permission; without authorization; my information; social security; phishing; spam; robocalls; calling my; calls; my family; my employer; third party; hippa; hipaa; inquiry; inquiries; did not authorize; never authorized; written consent; victim; fcra; permissible purpose; harassing; fraudulent accounts; not mine; never opened",
    "category:safety": "unsafe; dangerous; danger; injury; injured; hurt; burned; burnt; fire; smoke; sick; vomiting; diarrhea; food poisoning; poison; allergic; allergy; hospital; hospitalized; emergency room; bleeding; broke my; fell; slipped; glass in; hair in; bug in; insect; cockroach; roach; rat; mouse; choke; choking; electric shock; exploded; brakes; airbag; mold; health",
    "category:promise": "promised; promise; promises; advertised; advertisement; false advertising; misleading; misled; mislead; as described; not as described; told me; told that; said they would; contract; agreement; guaranteed; guarantee; deceptive; bait and switch; offer; lied; terms; warranty; denied my claim; claim denied; deceived; false; falsely; misrepresentation; bonus",
    "category:policy": "policy; policies; rule; rules; procedure; system; management; unfair; discriminate; discrimination; requirement; restriction; limit; not allowed; terms and conditions; parking; noise; facility; seats; crowded; closed; hours; hold my; verification; process; law; laws; illegal",
    "severity:high": "hospital; injured; death; died; lawsuit; identity theft; foreclosure; eviction; evicted; homeless; years; months; thousands; life savings; severe; serious; suicide; threatened; assault; bankrupt; bankruptcy; lost my; destroyed; ruined; fraud; victim; police; criminal; crime; damage; medical; repeatedly; multiple times; violation; violations; job; denied",
    "severity:low": "slightly; minor; a bit; cold; late; slow; annoying; app; taste; minutes; small; song; menu; seat; store; website",
    "risks:safety": """
        injury; injured; unsafe; dangerous; burned; fire; smoke; food poisoning; vomiting; diarrhea; allergic; hospital;
        hospitalized; emergency room; bleeding; electric shock; exploded; brakes failed; choking; mold; insect; cockroach;
        glass in; depression; heart attack; stroke; panic attacks; medical""",
    "hint:safety": "health; anxiety",
    "risks:legal": """
        lawyer; attorney; lawsuit; sue; suing; legal action; court; litigation; small claims; class action; solicitor;
        take you to court; actionable; damages; arbitration; u s c; consumer rights""",
    "hint:legal": "legal; violation of; fcra; fdcpa; usc",
    "risks:regulator": """
        cfpb; ftc; federal trade commission; bbb; better business bureau; attorney general; ombudsman; regulator; regulators;
        trading standards; fcc; fda; financial protection; file a complaint with; report you to; reported you to; consumer protection;
        department of""",
    "risks:media": "media; newspaper; newspapers; reporter; reporters; journalist; journalists; go viral; going viral; tv station; post this; social media; tell everyone",
    "hint:media": "news; twitter; facebook; youtube; press",
    "risks:privacy": """
        identity theft; stolen identity; personal information; data breach; breach; leaked; hacked; without my consent;
        my information; social security number; unauthorized access; third party; privacy; my employer; my family; victim of identity;
        used my name; written consent; disclosed; my data""",
    "risks:vulnerable": """
        elderly; old lady; my mother; my grandmother; my grandfather; grandma; grandpa; child; children; baby; infant;
        toddler; kids; pregnant; pregnancy; disabled; disability; wheelchair; cancer; patient; senior; seniors; blind;
        veteran; autistic; my son; my daughter; disabilities; years old; single mother; illness; deaf; surgery; sick""",
    "risks:mass": """
        many people; all customers; thousands of; hundreds of; other customers; class action; whole building; residents;
        passengers; neighbors; we all; other people; tenants; victims; many others; all of us; outage""",
    "hint:mass": "everyone; employees; consumers",
    "risks:violence": "kill; kill myself; suicide; suicidal; end my life; violence; violent; assault; assaulted; punch; punched; hurt you; shoot; gun; knife; attacked",
    "hint:violence": "threatened; threatening; threats; hit me; beat; die; threaten",
    "risks:fraud": """
        fraud; fraudulent; fraudulently; scam; scammed; scammer; scammers; stole; stolen; theft; identity theft; criminal;
        crime; illegally; forged; forgery; counterfeit; con; ponzi; deceptive; deceive; embezzle; embezzled; stealing;
        thieves; crooks; never authorized; do not recognize; not mine""",
    "hint:fraud": "illegal; fake",
    "risks:repeat": """
        several times; multiple times; many times; numerous times; three times; third time; second time; again and again;
        over and over; repeatedly; times already; still no; still not; still have not; still hasn't; called twice; no response;
        keep getting; keeps happening; every time; nothing has changed; no one has; never heard back; to no avail; no avail;
        countless; so many times; disputed""",
    "hint:repeat": "numerous; multiple; again; several",
    "persona:owl": "on or about; pursuant; section; account; according to; documentation; attached; enclosed; dated; per; report; number; evidence; records; first; second; third; finally; therefore; however; violation; furthermore; regarding; additionally; statement; verified; letter; xxxx; act; law",
    "persona:eagle": "immediately; now; asap; demand; must; manager; supervisor; within; or else; i want; i expect; today; get this; fix it; deadline; right now; check your; answer me",
    "persona:peacock": "lol; haha; omg; my friend; my husband; my wife; guys; love; so excited; honestly; literally; anyway; wow; yay; dear; hey; fam; family; fun; birthday",
    "persona:dove": "sorry; please; thank you; thanks; appreciate; kindly; wondering; would you; could you; if possible; grateful; excuse; maybe; perhaps; just; hope; understand",
    "kind:enquiry": "how do i; how can i; can i; can you; is there; what is the; when will; when does; where can i; do you; could you tell me; wondering; question; would like to know; what time; how long; how much; are you; does anyone; is it possible; which; what's",
    "kind:suggestion": "suggest; suggestion; it would be nice; would be great; please add; bring back; you should; consider; idea; could you add; wish you; would love; feature; please make; needs to be",
    "kind:praise": "thank you; thanks; great; love; excellent; amazing; awesome; best; well done; kudos; fantastic; appreciate; good job; wonderful; impressed; happy with; shout out; helpful; quick response",
    "kind:other": "check out; follow me; click here; win; giveaway; promo; rt; link in bio; subscribe; free gift; dm me; sent a dm; sent dm; test",
    "needs:fairness": "refund; fair; unfair; overcharged; charged; compensation; reimburse; money back; fee; owed; interest; wrongfully; equal",
    "needs:control": "when; status; update; waiting; no response; still; how long; nobody told; without my; unable; no one; delay; unauthorized; again; help; track",
    "needs:respect": "rude; disrespectful; ignored; apology; apologize; hung up; lied; attitude; treated; respect; condescending; no one cares; dismissed; harassing; threatened; insulted",
    "negation": "not; no; never; without; n't; don't; doesn't; didn't; isn't; wasn't; won't; can't; cannot; nor; neither; none; not going to; do not want",
    "waiting": "waiting; waited; still; on hold; hours; days; weeks; months; ago; since; late; long time; forever",
    "contrast": "but; however; yet; instead; although; though; even though; despite",
    "question": "why; how; what; when; where; who; is it; do you; can you",
    "staff": "agent; representative; rep; manager; supervisor; cashier; driver; employee; staff; waiter; waitress; clerk; server; technician; receptionist; associate; crew",
}
