"""How likely two complaints are the same matter, and by which signals: pure. Nothing is joined by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NEAR_IN_TIME = timedelta(days=14)
LEAST_TEXT, LEAST = 0.35, 30
COMPARED = 1200
MEANING = 5
SPELT = re.compile(r"[a-zà-ɏ0-9]+")
NOTHING_SAID = re.compile(r"[\W_]+")


class Signal(StrEnum):
    SAME_ORDER = "same_order"
    SAME_CUSTOMER = "same_customer"
    NEAR_TEXT = "near_text"
    SAME_CATEGORY = "same_category"


@dataclass(frozen=True)
class Traits:
    """What is compared of a complaint."""

    person: int
    order_number: str
    category: str
    received_at: datetime
    words: str


@dataclass(frozen=True)
class Likeness:
    """How strong it is of 100, and each signal with its share; `text` is how much of the words agrees, of 100."""

    strength: int
    signals: tuple[tuple[Signal, int], ...]
    text: int


WEIGHTS = {Signal.SAME_ORDER: 45, Signal.SAME_CUSTOMER: 20, Signal.NEAR_TEXT: 40, Signal.SAME_CATEGORY: 10}


def units_of(words: str) -> frozenset[str]:
    """What is compared: words of letters that are long enough to mean something, elsewhere all pairs of neighbours."""
    plain = words[:COMPARED].casefold()
    spelt = {word for word in SPELT.findall(plain) if len(word) >= MEANING}
    joined = NOTHING_SAID.sub("", SPELT.sub(" ", plain))
    return frozenset(spelt | {joined[at : at + 2] for at in range(len(joined) - 1)})


def text_agreement(one: str, other: str) -> float:
    """The share of what is compared that both have, of that of the shorter text; 0 for very short texts."""
    first, second = units_of(one), units_of(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter >= 6 else 0.0


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """None where nothing speaks for it: the same customer or the same category alone say too little."""
    agreement = text_agreement(one.words, other.words)
    order, person = one.order_number.strip(), one.person == other.person
    near = abs(one.received_at - other.received_at) <= NEAR_IN_TIME
    shares: list[tuple[Signal, int]] = []
    if order and order.casefold() == other.order_number.strip().casefold():
        shares.append((Signal.SAME_ORDER, WEIGHTS[Signal.SAME_ORDER]))
    if agreement >= LEAST_TEXT:
        shares.append((Signal.NEAR_TEXT, round(WEIGHTS[Signal.NEAR_TEXT] * agreement)))
    if person and near:
        shares.append((Signal.SAME_CUSTOMER, WEIGHTS[Signal.SAME_CUSTOMER]))
    if near and one.category and one.category == other.category:
        shares.append((Signal.SAME_CATEGORY, WEIGHTS[Signal.SAME_CATEGORY]))
    strength = min(100, sum(share for _signal, share in shares))
    if strength < LEAST:
        return None
    return Likeness(strength, tuple(sorted(shares, key=lambda row: -row[1])), round(agreement * 100))
