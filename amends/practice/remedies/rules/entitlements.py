"""Which laws may give a customer something here, and what is still to be asked: pure. Nothing is decided by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from amends.content.entitlements import entitlements
from amends.foundation.kernel.money import Money

UNCERTAIN = "U"


class State(StrEnum):
    MAY_BE_DUE = "may_be_due"
    TO_ASK = "to_ask"
    NOT_DUE = "not_due"


@dataclass(frozen=True)
class Window:
    """So many days, the one after the day itself being the first."""

    days: int
    since: str


@dataclass(frozen=True)
class Entitlement:
    """One row of the table."""

    code: str
    jurisdiction: str
    only_under: frozenset[str]
    gives: str
    facts: tuple[str, ...]
    window: Window | None
    times: Decimal | None
    least: Decimal | None
    currency: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Known:
    """What the case file knows: what was paid, when it was bought and delivered, when the customer spoke, what people answered."""

    spoke_on: date
    spent: Money | None = None
    bought_on: date | None = None
    delivered_on: date | None = None
    facts: Mapping[str, bool] | None = None


@dataclass(frozen=True)
class Due:
    """How one entitlement stands: what is still to be asked, and the sum where the rule names one."""

    entitlement: Entitlement
    state: State
    to_ask: tuple[str, ...] = ()
    amount: Money | None = None
    last_day: date | None = None
    why_not: str = ""
    """The fact that speaks against it, or `window`."""


def all_entitlements() -> tuple[Entitlement, ...]:
    return tuple(
        Entitlement(
            code=row["code"],
            jurisdiction=row["jurisdiction"],
            only_under=frozenset(row.get("only_under", ())),
            gives=row["gives"],
            facts=tuple(row["facts"]),
            window=Window(row["window"]["days"], row["window"]["from"]) if "window" in row else None,
            times=Decimal(row["amount"]["times"]) if "amount" in row else None,
            least=Decimal(row["amount"]["least"]) if "least" in row.get("amount", {}) else None,
            currency=row.get("amount", {}).get("currency", ""),
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in entitlements()
    )


def those_on(jurisdictions: Collection[str], trades: Collection[str]) -> tuple[Entitlement, ...]:
    """Of where the house works and its trades; never what is uncertain."""
    return tuple(
        one
        for one in all_entitlements()
        if one.confidence != UNCERTAIN
        and one.jurisdiction in jurisdictions
        and (not one.only_under or one.only_under & set(trades))
    )


def due(entitlement: Entitlement, known: Known) -> Due:
    """May be due only where a person answered yes to all that is asked, and the customer spoke in time."""
    facts = known.facts or {}
    last = last_day(entitlement, known)
    denied = next((code for code in entitlement.facts if facts.get(code) is False), "")
    if not denied and last is not None and known.spoke_on > last:
        denied = "window"
    if denied:
        return Due(entitlement, State.NOT_DUE, last_day=last, why_not=denied)
    unknown = tuple(code for code in entitlement.facts if code not in facts)
    if entitlement.window is not None and last is None:
        unknown = (*unknown, "window")
    state = State.TO_ASK if unknown else State.MAY_BE_DUE
    return Due(entitlement, state, unknown, amount_of(entitlement, known.spent), last)


def last_day(entitlement: Entitlement, known: Known) -> date | None:
    """The last day of the window; None without one, and where the order does not say the day it counts from."""
    if entitlement.window is None:
        return None
    first = known.delivered_on if entitlement.window.since == "delivered" else known.bought_on
    return date.fromordinal(first.toordinal() + entitlement.window.days) if first else None


def amount_of(entitlement: Entitlement, spent: Money | None) -> Money | None:
    """What was paid, times what the rule says, not less than it says; None where the rule counts by something else."""
    if entitlement.times is None or spent is None:
        return None
    if entitlement.least is None:
        return spent * entitlement.times
    if spent.currency != entitlement.currency:
        return None
    return max(spent * entitlement.times, Money(entitlement.least, entitlement.currency))
