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
    r"^(?:四周|[1一][天日])$|(?<![粒個个分秒])[钟鐘]$|分钟|分鐘|小时|小時|个钟|個鐘|minute|\bmin\b|内|內|之前|以前|前$|保修|质保|合同|有效|一晚|一夜|期限|within|warranty|year old|per |every",
    re.I,
)
# How long the customer has owed or worked is no wait of theirs.
OWED_OR_WORKED: Final = re.compile(
    r"\b(?:report|mark|list|show)(?:ed|s|ing)?\b.* as $|[工教]龄|[工教]齡|工作(?:了|已|满|滿)|从业|從業|任教|逾期|欠款|拖欠(?!我)|未还|未還|还不上|還不上|分\d|贷款|貸款|\b(?:past due|overdue|owed?|behind|delinquent)\b",
    re.I,
)
# What a customer reads as a check of the facts; the rest is part of the story.
CHECKED: Final = ("date", "amount", "duration")
MOST_CHECKED: Final = 4
CLAUSE: Final = re.compile(r"(?:[^，,。！？；!?;\n.]|(?<=\d)[,.](?=\d))+")
# How many characters a clause tells beside its figure, and how long it may be: Chinese, English.
LENGTHS: Final = ((3, 26), (8, 80))
# Names that were masked, long numbers, marks, and what somebody says of others in anger.
UNSAID: Final = re.compile(
    r"X{2,}|\*{2,}|\d{9,}|[{}<>|“”「」\"]|[骗騙坑黑诈詐罪岁歲]|罚款|罰款|花甲|[条條]例|[规規]定|第[一二三四五六七八九十百\d]+[条條]|\b(?:scam|fraud|steal|stole|lie[sd]?|crook)",
    re.I,
)
# “Yesterday” alone can be held against nothing.
HAS_A_FIGURE: Final = re.compile(
    r"\d|[一二三四五六七八九十百千两兩半]|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I
)

# A year, a day of an unnamed month and a figure without its unit are parts of the story: "I am checking 2007 and the 16th" says nothing.
TOO_BARE: Final = re.compile(
    r"(?:in )?(?:19|20)\d\d年?[初底末中]?|\d{1,2}[号號日]|[\d,.]+|(?:the )?\d{1,2}(?:st|nd|rd|th)",
    re.I,
)


# A wait that is only feared or asked for.
STILL_TO_COME: Final = re.compile(
    r"[再还還](?:要|得|需|给|給|再)[^，。]{0,3}$|再等?$|[会會]不[会會]|\banother\b|\bmore\b(?! than)", re.I
)


def waited(request: DraftRequest) -> str:
    """How long the customer has waited, as they put it; "" where no length of time is one of waiting."""
    for fact in request.facts:
        if fact.kind != "duration" or NO_WAIT.search(fact.words) or NO_WAIT.search(fact.after[:3]):
            continue
        if OWED_OR_WORKED.search(fact.before) or STILL_TO_COME.search(fact.before):
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
    theirs = (one for one in request.facts if one.kind == "earlier_contact" and not _is_from_us(one))
    return "repeat" in request.risks or sum(1 for _one in theirs) >= 2


# Whom somebody called: the customer was called, nobody was told anything by them.
CALLED_THEM = re.compile(
    r"(?:给|給|向|打到)(?:我|本人|[^，。]{0,6}(?:家|父母|朋友|同事|[单單]位|[亲親]))[^，。]{0,8}$|(?<![给給打向问問找跟])(?:催收|[贷貸]款公司|他[们們]|[对對]方|平[台臺]|[银銀]行|公司|客服)[^，。我]{0,10}(?:不停|一直|天天|每天|反[复覆]|多次|[频頻]繁)?[^，。我]{0,4}$"
)
WHAT_THEY_DID = re.compile(
    r"^(?:[来來]|[给給](?:我|本人)|[骚騷][扰擾]|催|[轰轟]炸|威[胁脅]|恐[吓嚇]|[过過][来來]|[说說](?:你|要|我)|推[销銷])"
)


def _is_from_us(fact: SaidFact) -> bool:
    is_call = re.search(r"[电電][话話]|短信|簡訊|call", fact.words, re.I)
    return bool(is_call and (CALLED_THEM.search(fact.before) or WHAT_THEY_DID.match(fact.after)))


def facts_to_check(request: DraftRequest, said: Iterable[str]) -> list[str]:
    """Days, sums and lengths of time that the points do not name already, each in the clause that tells what it is; a bare figure tells nothing."""
    known = "\n".join(said)
    found = [
        clause
        for one in request.facts
        if one.kind in CHECKED
        and one.words not in known
        and HAS_A_FIGURE.search(one.words)
        and not TOO_BARE.fullmatch(one.words.strip())
        and (clause := _clause_of(one, request.told))
    ]
    return _once(found)[:MOST_CHECKED]


def _clause_of(fact: SaidFact, text: str) -> str:
    """The customer's clause in which a figure stands; "" where it is too long to be read as one, or is not theirs to be repeated."""
    for clause in CLAUSE.findall(text):
        if fact.words in clause:
            told = " ".join(clause.split()).strip(" .。")
            shortest, longest = LENGTHS[bool(re.match(r"[\x00-\x7f\u2010-\u2040]+$", told))]
            is_more = len(told) >= len(fact.words.strip()) + shortest
            return told if is_more and len(told) <= longest and not UNSAID.search(told) else ""
    return ""


def _once(clauses: Sequence[str]) -> list[str]:
    longest = [one for one in clauses if not any(one != other and one in other for other in clauses)]
    return list(dict.fromkeys(longest))


def _plain(fact: SaidFact) -> str:
    words = " ".join(fact.words.split())[:20]
    return words.lower() if words.isascii() and words.isupper() else words
