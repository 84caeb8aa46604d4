"""Counts that words alone do not show: length, marks, sums, waiting times; what severity and persona lean on."""

from __future__ import annotations

import re
from math import log1p, log10
from typing import Final

from amends.understanding.labels import FACT_KINDS
from amends.understanding.page import Page
from amends.understanding.reading import Fact

_ITEM: Final = re.compile(
    r"(?:^|[\s。;,:!?])(?:\(?\d{1,2}\)?[、.)]|[一二三四五六七八九][、.]|第[一二三四五六]|[①-⑩])"
)
_RATES: Final = {"CNY": 1.0, "HKD": 0.9, "TWD": 0.22, "USD": 7.0, "EUR": 7.8, "GBP": 9.0, "JPY": 0.05}
_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_DAYS: Final = (365, 30, 1, 1 / 24, 1 / 1440, 1 / 86400)
_WORKING: Final = 1.4
# Too few of the texts that the weights were made from name people for their number to mean anything.
_SELDOM: Final = frozenset({"staff"})

NAMES: Final = (
    "length",
    "sentences",
    "clause_length",
    "exclamations",
    "exclamation_runs",
    "questions",
    "question_runs",
    "ends_in_question",
    "ellipses",
    "items",
    "digits",
    "capitals",
    "emoji",
    "masks",
    "mentions",
    "cantonese",
    "en",
    "largest_amount",
    "longest_duration",
    "contacts",
    "first_person_plural",
    *(f"facts:{kind}" for kind in FACT_KINDS),
)


def _days(duration: str) -> float:
    """An ISO 8601 duration in days."""
    found = _DURATION.fullmatch(duration)
    if found is None:
        return 0.0
    return sum(int(count) * days for count, days in zip(found.groups(), _DAYS, strict=True) if count)


def measure(page: Page, facts: tuple[Fact, ...]) -> list[float]:
    """The figures of NAMES, in that order, each of the size of a few units."""
    plain = page.said
    length = len(plain)
    counts = dict.fromkeys(FACT_KINDS, 0)
    amount = days = contacts = 0.0
    for fact in facts:
        if fact.kind not in _SELDOM:
            counts[fact.kind] += 1
        if fact.kind == "amount":
            amount = max(amount, float(fact.value) * _RATES.get(fact.unit or "", 1.0))
        elif fact.kind == "duration":
            days = max(days, _days(fact.value) * (_WORKING if fact.unit == "working_days" else 1.0))
        elif fact.kind == "earlier_contact":
            contacts = max(contacts, float(fact.value) if fact.value.isdigit() else 3.0)
    # That somebody turned to the house before says much; in how many places it is told says little.
    counts["earlier_contact"] = min(counts["earlier_contact"], 1)
    return [
        log1p(length),
        log1p(len(page.sentences)),
        log1p(length / (len(page.clauses) or 1)),
        log1p(plain.count("!")),
        log1p(plain.count("!!")),
        log1p(plain.count("?")),
        log1p(plain.count("??")),
        float(plain.endswith("?")),
        log1p(plain.count("…") + plain.count("..")),
        log1p(len(_ITEM.findall(plain))),
        log1p(page.makeup["digit"]),
        10 * page.makeup["capital"] / (length + 10) if page.language == "en" else 0.0,
        log1p(page.makeup["emoji"]),
        log1p(plain.count("xxxx") + plain.count("***")),
        log1p(plain.count("@")),
        log1p(page.makeup["cantonese"]),
        float(page.language == "en"),
        log10(1 + amount),
        log1p(days),
        log1p(contacts),
        log1p(plain.count("我们")),
        *(log1p(counts[kind]) for kind in FACT_KINDS),
    ]
