"""Details in the customer's own words: how long they waited, whether they had come before, what to check against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from amends.practice.replies.drafting.request import DraftRequest, SaidFact

WAITING: Final = re.compile(
    r"等|拖|迟|遲|晚|过去|過去|还没|還沒|一直|至今|未|没|沒|快|已|\b(?:wait\w*|for|over|late|after|past|since|already|still)\b",
    re.I,
)
AFTER: Final = re.compile(
    r"^[了還还都才仍也没沒未]|^ ?(?:late|ago|now|already|and still|of waiting|on hold|(?:and |with )?(?:no|without)(?: an?| any)? (?:respon\w*|repl(?:y|ies)|answers?))",
    re.I,
)
NO_WAIT: Final = re.compile(
    r"^四周$|分钟|分鐘|小时|小時|个钟|個鐘|minute|\bmin\b|内|內|之前|以前|前$|保修|质保|合同|有效|一晚|一夜|期限|within|warranty|year old|per |every",
    re.I,
)
# How long the customer has owed is no wait of theirs.
OWED: Final = re.compile(
    r"逾期|欠款|拖欠(?!我)|未还|未還|还不上|還不上|分\d|贷款|貸款|\b(?:past due|overdue|owed?|behind|delinquent)\b",
    re.I,
)
# What a customer reads as a check of the facts; the rest is part of the story.
CHECKED: Final = ("date", "amount", "duration")
MOST_CHECKED: Final = 5
# “Yesterday” alone can be held against nothing.
HAS_A_FIGURE: Final = re.compile(
    r"\d|[一二三四五六七八九十百千两兩半]|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I
)


def waited(request: DraftRequest) -> str:
    """How long the customer has waited, as they put it; "" where no length of time is one of waiting."""
    for fact in request.facts:
        if fact.kind != "duration" or NO_WAIT.search(fact.words) or NO_WAIT.search(fact.after[:3]):
            continue
        if OWED.search(fact.before):
            continue
        if AFTER.search(fact.after) and WAITING.search(fact.before[-8:] + fact.after[:8]):
            return _plain(fact)
        if re.search(
            r"(?:等了?|拖了?|迟了?|遲了?|晚了?|过去了?|過去了?)$|(?:(?:wait(?:ed|ing)|been|late by|delayed by)(?: for)?|still \w+ for|(?:hold|nothing|answer|reply) for)(?: over| more than| almost| about)? $",
            fact.before,
            re.I,
        ):
            return _plain(fact)
    return ""


def has_come_before(request: DraftRequest) -> bool:
    """Whether they told us of it earlier."""
    return "repeat" in request.risks or sum(one.kind == "earlier_contact" for one in request.facts) >= 2


def facts_to_check(request: DraftRequest, said: Iterable[str]) -> list[str]:
    """Days, sums and lengths of time that the points do not name already."""
    known = "\n".join(said)
    found = [
        one
        for one in request.facts
        if one.kind in CHECKED and one.words not in known and HAS_A_FIGURE.search(one.words)
    ]
    return _once(found)[:MOST_CHECKED]


def _once(facts: Sequence[SaidFact]) -> list[str]:
    words = [one.words.strip() for one in facts]
    longest = [one for one in words if not any(one != other and one in other for other in words)]
    return list(
        dict.fromkeys(one for one in longest if 1 < len(one) <= 24 and not re.search(r"[{}<>\n]", one))
    )


def _plain(fact: SaidFact) -> str:
    words = " ".join(fact.words.split())[:20]
    return words.lower() if words.isascii() and words.isupper() else words
