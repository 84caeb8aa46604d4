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
_DAYS: Final = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "working_day": 1.4,
    "week": 7,
    "month": 30,
    "year": 365,
}

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


def measure(page: Page, facts: tuple[Fact, ...]) -> list[float]:
    """The figures of NAMES, in that order, each of the size of a few units."""
    plain = page.plain
    length = len(plain)
    counts = dict.fromkeys(FACT_KINDS, 0)
    amount = days = contacts = 0.0
    for fact in facts:
        counts[fact.kind] += 1
        if fact.kind == "amount":
            amount = max(amount, float(fact.value) * _RATES.get(fact.unit or "", 1.0))
        elif fact.kind == "duration" and fact.value.replace(".", "").isdigit():
            days = max(days, float(fact.value) * _DAYS.get(fact.unit or "", 0.0))
        elif fact.kind == "earlier_contact":
            contacts = max(contacts, float(fact.value) if fact.value.isdigit() else 3.0)
    return [
        log1p(length),
        log1p(len(page.sentences)),
        log1p(length / (len(page.clauses) or 1)),
        log1p(plain.count("!")),
        log1p(plain.count("!!")),
        log1p(plain.count("?")),
        log1p(plain.count("??")),
        float(plain.rstrip().endswith("?")),
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
