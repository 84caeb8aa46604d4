"""English sentences: how they begin, what makes them whole, and how they turn from the customer's mouth into ours."""

from __future__ import annotations

import re

FIRST_WORDS = r"(?:you|your|the|it|its|this|that|these|those|there|a|an|he|she|they|his|her|their|nobody|no|my|our|we|one|two|some|any|every|all|both|each|after|when|while|on|in|at|from|since|today|yesterday|last|customer|staff|service|nothing|even|now|despite|without|instead|only|several|multiple|many|most|over|more|until|before|during)"
# What many complaints are about begins a sentence with a capital and is no name.
COMMON = (
    r"(?:accounts?|agents?|airline|app|appointment|bag|baggage|balance|bank|battery|bed|bill|billing|boots?|box|breakfast|bus|cable|cake|call|card|car"
    r"|cashier|chair|charger|charges|charging|check-?in|chicken|clerk|coffee|collectors?|companies|company|connection|contract|coupon|courier|credit|dealer|debit"
    r"|delivery|deposit|dinner|door|dress|driver|engine|engineer|estimate|everyone|everything|fee|fees|flights?|food|fries|fridge|games?|gas|heating|hotel|invoice"
    r"|items?|jacket|keyboard|laptop|late|lights?|lines?|loan|lunch|luggage|manager|management|meal|mechanic|messages?|mortgage|mouse|movie|neither|network|neighbou?rs?|noise"
    r"|none|online|order|orders|package|packaging|page|parcel|passengers?|password|payments?|people|person|phone|pizza|plane|please|power|premium|price|prices|printer|product|products|quality"
    r"|receipt|reception|refund|rep|representatives?|reservation|reset|restaurant|room|router|screen|seats?|seller|sheets?|shipping|shipment|shirt|shoes?|signal|site|software|someone|somebody|something|speaker"
    r"|speakers|store|support|sushi|system|table|technician|teller|tickets?|toilet|towels?|tracking|trains?|transfer|tyres?|tires?|update|vendor|video|waiter|waitress|warranty|washer|watch|water|website|wifi|wires?|workers?)"
)
FIRST_WORDS = rf"(?:{FIRST_WORDS}|{COMMON})"
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|did|does|do|will|would|(?<!my )(?<!our )(?<!your )(?<!the )(?<!a )can|could|cannot|may|might|should|\w+n[\x27\u2019]t|\w{2,}ed|went|came|said|told|took|got|gave|sent|kept|made|left|paid|lost|broke|found|sold|bought|put|cut|shut|let|hung|charges?|refuses?|keeps?|says?|takes?|shows?|makes?|needs?|wants?|continues?|seems?|(?:never|always|still) [a-z]{3,})\b",
    re.I,
)
YOU_AFTER = r"(?:called?|calling|tell|told|contact(?:ed)?|ask(?:ed)?|inform(?:ed)?|notif(?:y|ied)|paid|pay|give|gave|send|sent|trust(?:ed)?|email(?:ed)?|wrote|to|from|with|by|of|for|at|on|about)"
ENGLISH_TURNS = {
    "i am": "you are",
    "i'm": "you are",
    "im": "you are",
    "i was": "you were",
    "i wasn't": "you were not",
    "am i": "are you",
    "was i": "were you",
    "i've": "you have",
    "i'd": "you had",
    "i'll": "you will",
    "i": "you",
    "my": "your",
    "me": "you",
    "mine": "yours",
    "myself": "yourself",
    "we": "you",
    "we're": "you are",
    "we've": "you have",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "you": "we",
    "you're": "we are",
    "you've": "we have",
    "your": "our",
    "yours": "ours",
}


# Whatever follows who it is about is what they do.
DOES = re.compile(r"(?:I|you|we|they)(?: (?:\w+ly|never|always|still|also|just))? [a-z]{2,}\b", re.I)


# What leads into a part of a sentence that has a verb of its own.
SUBORDINATE = re.compile(
    r"\b(?:as|because|when|while|after|before|since|that|who|which|where|if|unless|until|although|though)\b",
    re.I,
)
# What begins a sentence without being its subject; its main part comes later.
OPENING = re.compile(
    r"(?:after|when|while|on|in|at|from|since|until|before|during|despite|without|instead|even|as|because|if|that)\b",
    re.I,
)
# A sentence with a slip in it is the customer's: said as ours it would be our slip.
SLIPS = re.compile(
    r"\b(?:it|he|she|this) (?:(?:still|also|just|never|always) )?(?:show|say|make|give|come|keep|take|go|do|have|need|want|get)\b"
    r"|(?i:\b(?:they|we|you|loans|accounts|payments|charges|items|debts|inquiries|bureaus) (?:was|is|has)\b)|\bI (?:is|are|has)\b"
    r"|\bI had (?:request|ask|call|order|receive)\b|\b(?:to|is|are|was|the) (?:is|are|was|which)\b|\w\.\.+\w|[a-z] (?:On|The|These|They|It|If|When|There|This) [a-z]|\bto be in in"
    r"|\bmy self\b|\b(?:was|were|been|is|are) (?:remove|charge|close|report|send|refuse|deny|delete|pay|tell|ask|give|transfer|cancel)\b"
    r"|\b(\w{2,}) \1\b(?<!\bthat that)(?<!\bhad had)|\bfailure to\b(?!.*\b(?:caused|led|resulted|cost|made|meant)\b)|\binvestigation procure\b"
)


# Many words without a comma, and more verbs than what joins them can hold together.
TOO_MANY_WORDS, TOO_MANY_VERBS = 26, 2
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|\w+n[\x27\u2019]t)\b", re.I
)
JOINS = re.compile(
    r"\b(?:and|but|or|so|as|if|because|that|which|who|whom|where|when|while|after|before|since|until|unless|although|though|how|what|why|than)\b",
    re.I,
)


def runs_on(sentence: str) -> bool:
    """Whether sentences follow one another without a stop, as they are typed in a hurry."""
    longest = max(re.split(r"[,;:()]| - ", sentence), key=len)
    verbs, joins = len(AUXILIARY.findall(longest)), len(JOINS.findall(longest))
    return len(longest.split()) >= TOO_MANY_WORDS and verbs - joins >= TOO_MANY_VERBS


def has_a_slip(sentence: str) -> bool:
    return bool(SLIPS.search(sentence)) or runs_on(sentence)


# What was missing, without a verb: "no receipt with my order".
MISSING = re.compile(
    r"(?:absolutely |(?P<still>still )|there(?:[\x27\u2019]s| is| was) )?no (?!one\b|longer\b|idea|way\b|wonder|matter|doubt|thanks?\b|thank\b|problem|worries|need\b|point\b|surprise|more\b|less\b|comment)(?=[a-z-]+\b)(?P<what>.+)",
    re.I,
)


def missing(phrase: str) -> str:
    """What somebody did not have, as a sentence; "" where a phrase says it otherwise."""
    told = MISSING.fullmatch(phrase)
    if not told or VERB.search(told["what"]):
        return ""
    return f"there {'is still' if told['still'] else 'was'} no {told['what']}"


# A part that holds something against a main part, and the main part is missing.
CONCEDES = re.compile(r"(?:even though|even if|although|though|whereas|unless)\b(?!.*, \w+ \w+)", re.I)


def is_whole(phrase: str) -> bool:
    """Whether an English phrase can follow "that": it begins like a sentence and has a verb of its own."""
    if CONCEDES.match(phrase):
        return False
    head = phrase if OPENING.match(phrase) else SUBORDINATE.split(phrase, maxsplit=1)[0]
    begins = re.match(rf"(?:{FIRST_WORDS})\b", phrase, re.I) or re.match(r"[A-Z][\w&.\x27\u2019-]+", phrase)
    return bool(begins and (VERB.search(head) or DOES.match(phrase))) and not re.match(
        r"(?:very|really|any (?:chance|idea|news|update|luck|way|word)\b|not (?!once|one|a single)|extremely|absolutely|totally|truly|beyond|such|please|thanks?|been|got|had|gave|sent|went|started|received|used|placed|took|left|spoke|returned|submitted|filed|signed|emailed|called|told|said|(?:have|has|had|did|do|does|could|ca|wo|was|were)n[\x27\u2019]t|just|still(?! no)|because|so|which|who|that|and|but|or|to|of|without(?!.*, (?:I|they|we|you|the|my|our)\b)|(?!need|speed|feed)\w{3,}(?:ed|ing))\b",
        phrase,
        re.I,
    )


NEVER = r"can[\x27\u2019]t|won[\x27\u2019]t|isn[\x27\u2019]t|don[\x27\u2019]t|doesn[\x27\u2019]t|didn[\x27\u2019]t"
ENGLISH_WHY = re.compile(
    rf"why (do|does|did|is|are|was|were|has|have|had|{NEVER})"
    r" (you|I|we|he|she|they|it|(?:my|your|the|this|that) \w+) (.{3,110})",
    re.I,
)
# The same of somebody who is named.
WHY_OF = re.compile(
    r"(?:so |and )?why ((?:the |my |your |this )?[\w&\x27\u2019]{2,20}) ((?:is|are|was|were|has|have|keeps?|charged?|charges|cancelled|refused|took|takes)\b .{3,110})",
    re.I,
)
# Whoever asks for help first and then tells what is wrong has told it.
ASKED_FIRST = re.compile(
    r"^(?:any (?:chance|idea|news|update)|(?:can|could|will|would) (?:you|someone|somebody|anyone))\b[^,.!?]{2,80}, (?=(?:I|I[\x27\u2019](?:m|ve)|my|we|it|it[\x27\u2019]s|the) )",
    re.I,
)
# Where a thing is, and when it comes, is asked by whoever does not have it.
WHERE_IS = re.compile(
    r"(?:so |and )?(?P<asked>where|when)(?: on earth| the \w+)? ?(?P<is>is|are|will|[\x27\u2019]s|s) (?P<what>(?:my|our|the) [\w -]{3,50}?)(?P<rest> (?:be|arrive|come|get)\b[\w -]{0,40})?",
    re.I,
)
QUESTION = re.compile(
    r"^(?:(?:is|are|am|was|were|do|does|did|has|have) (?:this|that|it|there|you|I|we|the|my|your|anyone|anybody)\b|how|why|what|who|where|when (?:will|can|do|is|are)|are you|do you|could|can (?!not)|would|should|any (?:chance|idea|news|update|luck|way|word))\b",
    re.I,
)


def english_why(words: str, raw: str) -> tuple[str, str]:
    """A customer who wants to know why did ask; what is asked otherwise is no grievance to say back."""
    if where := WHERE_IS.fullmatch(words):
        verb = {"\x27s": "is", "’s": "is", "s": "is"}.get(where["is"].lower(), where["is"].lower())
        told = f"I asked {where['asked'].lower()} {where['what']} {verb}{where['rest'] or ''}"
        return told, told
    asked = ENGLISH_WHY.fullmatch(words)
    if not asked and (of := WHY_OF.fullmatch(words)):
        told = f"I asked why {of[1]} {of[2]}"
        return told, told.replace("why", "")
    if not asked:
        return ("", "") if QUESTION.search(words) else (words, raw)
    auxiliary = "" if asked[1].lower() in ("do", "does", "did") else f"{asked[1].lower()} "
    told = f"I asked why {asked[2]} {auxiliary}{asked[3]}"
    return told, told.replace("why", "")


# A small word in capitals is said louder; a name in capitals is a name.
SHOUTED = re.compile(
    r"\b(?:NOT|NO|NEVER|STILL|VERY|ALL|ANY|NOTHING|NOBODY|NONE|SUPPOSED|TWICE|AGAIN|AND|ONLY|EVERY|TOO|URGENT|PLEASE|HELP|WHY|DAYS|WEEKS|MONTHS|HOURS|MANY|MULTIPLE|WRONG|OVER|MORE|NOW)\b"
)


def calmed(clause: str) -> str:
    """Capitals throughout are how some people write; said quietly the words can be repeated."""
    letters = [char for char in clause if char.isalpha() and char.isascii()]
    if len(letters) > 8 and sum(char.isupper() for char in letters) > len(letters) / 2:
        return re.sub(r"\bi\b", "I", clause.lower())
    return SHOUTED.sub(lambda word: word.group().lower(), clause)


def is_prose(words: str) -> bool:
    """Whether most of it is words: a row of names and sums, copied out of a list, cannot be said back."""
    tokens = words.split()
    return sum(one[0].islower() or one in ("I", "A") for one in tokens) * 2 >= len(tokens)
