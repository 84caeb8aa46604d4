"""Which of the legal time limits a house may and does switch on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from amends.casework.clocks.choices import ClockKind, Confidence
from amends.casework.clocks.rules.policy import Rule
from amends.content.time_limits import limits

ANY_TRADE = "all"
# Personal data and network security concern every trade.
EVERY_TRADE = frozenset({ANY_TRADE, "data"})
SURE = frozenset({Confidence.VERIFIED, Confidence.SECONDARY})
KINDS = {
    "receipt": ClockKind.LEGAL_RECEIPT,
    "result": ClockKind.LEGAL_RESULT,
    "duty": ClockKind.LEGAL_DUTY,
}


class Why(StrEnum):
    """Why a limit is not on."""

    OTHERS = "others"
    NO_CLOCK = "no_clock"
    UNSURE = "unsure"
    ELSEWHERE = "elsewhere"
    OTHER_TRADE = "other_trade"


@dataclass(frozen=True)
class House:
    """Where a house works and in which trades."""

    jurisdictions: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limit:
    """A limit of the table."""

    code: str
    jurisdiction: str
    industry: str
    who: str
    length: str
    starts: str
    ends: str
    source: str
    confidence: str
    conditions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    house: bool = False
    """The rule gives no number: the length is this product's own."""

    @property
    def by_hand(self) -> bool:
        """Whether a person says when it begins, because the case file cannot know."""
        return self.starts != "complaint"

    def why_not(self, house: House) -> Why | None:
        """Why it is off in this house; None where it is on."""
        if self.who != "business":
            return Why.OTHERS
        if self.ends not in KINDS or not self.length:
            return Why.NO_CLOCK
        if self.confidence not in SURE:
            return Why.UNSURE
        if self.jurisdiction not in house.jurisdictions:
            return Why.ELSEWHERE
        if self.industry not in EVERY_TRADE | house.industries:
            return Why.OTHER_TRADE
        return None

    def as_rule(self, version: int, *, is_on: bool = True) -> Rule:
        """The rule that a house runs it by. What ends by a result or a receipt ends so also where a person starts it."""
        return Rule(
            code=self.code,
            version=version,
            kind=ClockKind.LEGAL_DUTY if self.by_hand else KINDS[self.ends],
            length=self.length,
            conditions=self.conditions,
            is_on=is_on,
            runs_on=False,
            source=self.source,
            confidence=self.confidence,
        )


def table() -> tuple[Limit, ...]:
    """The shipped limits."""
    return tuple(
        Limit(
            code=row["code"],
            jurisdiction=row["jurisdiction"],
            industry=row["industry"],
            who=row["who"],
            length=row["length"],
            starts=row["starts"],
            ends=row["ends"],
            source=row["source"],
            confidence=row["confidence"],
            conditions={name: tuple(values) for name, values in row.get("conditions", {}).items()},
            house=row.get("house", False),
        )
        for row in limits()
    )


def jurisdictions() -> tuple[str, ...]:
    """Where the table has limits; international standards are chosen like a jurisdiction."""
    return tuple(dict.fromkeys(one.jurisdiction for one in table()))


def industries() -> tuple[str, ...]:
    """The trades that the table tells apart."""
    return tuple(dict.fromkeys(one.industry for one in table() if one.industry not in EVERY_TRADE))


def switched(house: House, on: Collection[str]) -> tuple[list[Limit], list[Limit]]:
    """The limits that have to be switched on and off so that a house has exactly those that fit it."""
    fitting = [one for one in table() if one.why_not(house) is None]
    codes = {one.code for one in fitting}
    return (
        [one for one in fitting if one.code not in on],
        [one for one in table() if one.code in on and one.code not in codes],
    )
