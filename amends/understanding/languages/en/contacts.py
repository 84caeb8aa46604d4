"""How people say in English that they had turned to somebody before."""

from __future__ import annotations

import re
from typing import Final

from amends.understanding.languages.en.facts import WORDS

_CALL = r"called|phoned|rang|rung|telephoned"
_MESSAGE = r"emailed|e-mailed|messaged|texted|wrote|written|tweeted|dm'?d"
_OTHER = r"contacted|complained|reported|chased|disputed|asked|told|spoke|spoken|raised|followed up|reached out|queried|appealed"
_ACT = rf"(?:{_CALL}|{_MESSAGE}|{_OTHER})"
_WHOM = (
    r"(?:(?:the|your|their|my|our|a|an|his)\s(?:[a-z'-]{2,14}\s){0,2}?(?:hotline|helpline|line|service|services|support|desk|team|office|store|shop|branch|manager|reception|receptionist|front desk|counter|staff|agent|rep|waiter|waitress|driver"
    r"|crew|landlord|council|bank|hotel|restaurant|company|nurse|doctor|teacher|school|centre|center|gym|site|supervisor|council|clinic|police|courier|depot|seller|helpdesk|number|people|company|bank|app)"
    r"|you(?: guys| people)?|them|it|this|that|customer (?:service|services|support|care)|reception|support|the police|trading standards|head office|staff|citizens advice)\b"
)
_N = rf"(?P<{{0}}>\d{{{{1,3}}}}|{WORDS})"
EARLIER_CONTACT: Final = re.compile(
    r"\b(?=[ceprtwmdsafhvi\d])(?:"
    rf"(?:{_ACT})(?:\s(?:in|up|back|again|about|to|with|at))?(?:\s{_WHOM})?(?:\s(?:{_N.format('a')}\stimes|(?P<b>once|twice|thrice)))\b"
    rf"|(?:{_CALL})\s(?:up\s)?(?:in\b|back\b|(?:{_WHOM}))"
    rf"|(?:{_MESSAGE})\s(?:in\b|back\b|to\s{_WHOM}|{_WHOM})"
    rf"|(?:complained|reported|raised|disputed|chased|escalated|queried|contacted|asked|told|spoke|spoken|followed up|reached out|went back|went|been|gone)(?:\s(?:to|with|at|about|in))?\s{_WHOM}"
    rf"|(?:sent|made|left|wrote|written|filed|placed|had|done|after)\s{_N.format('c')}\s(?:[a-z]{{2,10}}\s)?(?:emails?|e-mails?|calls?|messages?|letters?|complaints?|tickets?|chats?|voicemails?|visits?|texts?|attempts?|phone calls?)"
    rf"|{_N.format('d')}\s(?:[a-z]{{2,10}}\s)?(?:emails|e-mails|phone calls|calls|messages|letters|complaints|chats|voicemails|visits)(?:\s(?:later|so far|and))?"
    r"|(?:sent|left|filed|made|wrote|submitted|lodged)\s(?:an?|several|multiple|many)\s(?:[a-z]{2,10}\s)?(?:emails?|e-mails?|messages?|letters?|complaints?|voicemails?|calls?|reports?)"
    r"|(?:this is my|for the)\s(?P<e>second|third|fourth|fifth|2nd|3rd|4th|5th)\s(?:time|complaint|attempt|email|call|request|letter)"
    r")"
)
COUNTS: Final = tuple("abcde")
NTH: Final = {
    "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip
NO_CONTACT_BEFORE: Final = re.compile(
    r"\b(?:not|never|n't|will|would|she|he|they|you|who|nobody|was|were|if|could|might|driver|agent|collector|be|being|get|got|has)\s(?:[a-z]+\s)?$"
)
NO_CONTACT_AFTER: Final = re.compile(r"\s(?:me|my|us|our)\b")
_UNITS: Final = (
    ("complaint", re.compile(r"complain|disput|police|trading standards|appeal")),
    ("message", re.compile(r"mail|messag|wr(?:ote|itten)|letter|text|tweet|dm'?d|chat")),
    ("call", re.compile(r"call|phone|r[au]ng")),
    ("visit", re.compile(r"went|been|gone|visit")),
)


def unit_of(words: str) -> str:
    """What sort of contact it was."""
    return next((unit for unit, pattern in _UNITS if pattern.search(words)), "contact")
