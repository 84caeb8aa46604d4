"""What an edition of the policy says, and the range that it gives: pure.

The figures of proportion are those that practitioners teach: 10-15 % of what was paid for a small slip, 20-30 % for a
moderate one, half and more for a severe one, and above the amount only to win an important customer back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from amends.foundation.kernel.money import Money

WHOLE = Decimal(1)


class Fault(StrEnum):
    """Whose doing it was, as far as it is found."""

    OURS = "ours"
    PARTLY = "partly"
    NOT_OURS = "not_ours"
    OPEN = "open"


@dataclass(frozen=True)
class Span:
    """From a share to a share; of what was paid, or of another span."""

    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True)
class Delay:
    """From so many hours after what was promised or due on, both ends of a range grow by a factor."""

    hours: int
    factor: Decimal


# How far above the least a range goes at least, whatever its band: a higher band must never give less.
ROOM: Final = Decimal("1.5")


@dataclass(frozen=True)
class Bounds:
    """Below `least` nothing is worth giving, above `most` no range goes; in one currency."""

    least: Decimal
    most: Decimal


@dataclass(frozen=True)
class Policy:
    """One edition: bands by severity, and what moves them."""

    bands: Mapping[str, Span]
    categories: Mapping[str, Mapping[str, Span]]
    fault: Mapping[str, Span]
    delay: tuple[Delay, ...]
    tiers: Mapping[str, Decimal]
    """By how much the upper end grows for a tier; the lower end is the same for everybody."""
    winback_tiers: frozenset[str]
    winback_severities: frozenset[str]
    winback_up_to: Decimal
    bounds: Mapping[str, Bounds]
    like_at_least: int
    like_stretch: Decimal
    costs: Mapping[str, Decimal]
    """What a kind of gift costs the house, as a share of what it is worth to the customer."""
    far_from_like: Decimal
    often: int
    share_of_spending: Decimal
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Facts:
    """What the range of a case rests on; of the person nothing but the tier."""

    severity: str
    category: str = ""
    fault: Fault = Fault.OPEN
    spent: Money | None = None
    tier: str = "standard"
    late_hours: int = 0


Reason = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Range:
    """What is proportionate in money: from, to, and why. Never a single sum."""

    lowest: Decimal
    highest: Decimal
    currency: str = "CNY"
    reasons: tuple[Reason, ...] = ()
    edition: int = 0

    @property
    def low(self) -> Money:
        return Money(self.lowest, self.currency)

    @property
    def high(self) -> Money:
        return Money(self.highest, self.currency)


@dataclass(frozen=True)
class LikeShare:
    """What like cases were given on the median, as a share of what was paid, and how many those were."""

    count: int
    median: Decimal


def fair_range(facts: Facts, policy: Policy, like: LikeShare | None = None) -> Range | None:
    """The proportionate range in the currency of the order; None where nothing was paid or nothing is known."""
    spent = facts.spent
    if spent is None or spent.minor <= 0 or facts.severity not in policy.bands:
        return None
    shares, ratio, reasons = _shares(facts, policy)
    if like is not None:
        shares, more = _towards(shares, like, policy)
        reasons += more
    lowest, highest, more = _within(shares, ratio, spent, policy.bounds.get(spent.currency))
    return Range(lowest.amount, highest.amount, spent.currency, (*reasons, *more), policy.number)


def _shares(facts: Facts, policy: Policy) -> tuple[Span, Decimal, list[Reason]]:
    """The shares, and what the lower end was of the upper one before anything but the band and the fault counted."""
    own = policy.categories.get(facts.category, {}).get(facts.severity)
    band = own or policy.bands[facts.severity]
    reasons: list[Reason] = [
        (
            "band_of_type" if own else "band",
            {"severity": facts.severity, "category": facts.category, **percents(band)},
        )
    ]
    part = policy.fault[facts.fault]
    low, high = band.lowest * part.lowest, band.highest * part.highest
    ratio = low / high
    reasons.append((f"fault_{facts.fault}", percents(part)))
    late = max((one for one in policy.delay if facts.late_hours >= one.hours), key=_hours, default=None)
    if late is not None and late.factor != WHOLE:
        low, high = low * late.factor, high * late.factor
        reasons.append(("late", {"hours": str(facts.late_hours), "factor": percent(late.factor - 1)}))
    tier = policy.tiers.get(facts.tier, WHOLE)
    if tier != WHOLE:
        high *= tier
        reasons.append(("tier", {"tier": facts.tier, "factor": percent(tier - 1)}))
    won_back = (
        facts.tier in policy.winback_tiers
        and facts.severity in policy.winback_severities
        and facts.fault in (Fault.OURS, Fault.PARTLY)
    )
    if won_back and policy.winback_up_to > high:
        high = policy.winback_up_to
        reasons.append(("winback", {"tier": facts.tier, "high": percent(high)}))
    elif not won_back and high > WHOLE:
        low, high = low if low < WHOLE else ratio, WHOLE
        reasons.append(("not_above_amount", {}))
    return Span(low, high), ratio, reasons


def _hours(delay: Delay) -> int:
    return delay.hours


def _towards(shares: Span, like: LikeShare, policy: Policy) -> tuple[Span, list[Reason]]:
    """One end moves towards what like cases were given, never further than the policy lets it."""
    if like.count < policy.like_at_least or not policy.like_stretch:
        return shares, []
    told = {"n": str(like.count), "median": percent(like.median)}
    if like.median > shares.highest:
        high = min(like.median, shares.highest * (1 + policy.like_stretch))
        return Span(shares.lowest, high), [("like_higher", told)]
    if like.median < shares.lowest:
        low = max(like.median, shares.lowest * (1 - policy.like_stretch))
        return Span(low, shares.highest), [("like_lower", told)]
    return shares, [("like_within", told)]


def _within(
    shares: Span, ratio: Decimal, spent: Money, bounds: Bounds | None
) -> tuple[Money, Money, list[Reason]]:
    """In money and within the bounds of the currency. An end that a bound would make the other one keeps its distance."""
    low, high = spent.amount * shares.lowest, spent.amount * shares.highest
    reasons: list[Reason] = []
    if bounds is not None and high > bounds.most:
        low, high = low if low < bounds.most else bounds.most * ratio, bounds.most
        reasons.append(("most", {"amount": str(Money(bounds.most, spent.currency))}))
    elif bounds is not None and 0 < low < bounds.least:
        low, high = bounds.least, max(high, bounds.least * ROOM)
        reasons.append(("least", {"amount": str(Money(bounds.least, spent.currency))}))
    lowest, highest = Money(low, spent.currency), Money(high, spent.currency)
    if highest <= lowest:
        highest = Money.from_minor(lowest.minor + 1, spent.currency)
    return lowest, highest, reasons


def percent(share: Decimal) -> str:
    """As people write it: 12.5."""
    return f"{(share * 100).quantize(Decimal('0.1')).normalize():f}"


def percents(span: Span) -> dict[str, str]:
    return {"low": percent(span.lowest), "high": percent(span.highest)}


def in_words(found: Range) -> dict[str, Any]:
    """As it is kept with what was offered or given."""
    return {
        "lowest": str(found.lowest),
        "highest": str(found.highest),
        "currency": found.currency,
        "edition": found.edition,
        "reasons": [list(one) for one in found.reasons],
    }
