"""What may be offered: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 4

# Share of the amount spent that practitioners regard as proportionate: from, to (None: open upwards).
PROPORTION: Mapping[str, tuple[Decimal, Decimal | None]] = {
    "minor": (Decimal("0.10"), Decimal("0.15")),
    "moderate": (Decimal("0.20"), Decimal("0.30")),
    "severe": (Decimal("0.50"), None),
    "critical": (Decimal("0.50"), None),
}


@dataclass(frozen=True)
class OfferedOption:
    """One way to put it right, as it is offered to the customer."""

    title: str
    description: str = ""
    pros: str = ""
    cons: str = ""
    amount: Decimal | None = None
    due_on: date | None = None


def dated(options: Sequence[OfferedOption]) -> list[tuple[OfferedOption, date]]:
    """The options that have a date, each with it."""
    return [(option, option.due_on) for option in options if option.due_on is not None]


@dataclass(frozen=True)
class Range:
    """What is proportionate in money, for the amount spent and the severity."""

    lowest: Decimal
    highest: Decimal | None


def fair_range(*, severity: str, spent: Decimal) -> Range | None:
    """The proportionate range in the currency of the order; None where nothing was spent or nothing is known."""
    if severity not in PROPORTION or spent <= 0:
        return None
    low, high = PROPORTION[severity]
    return Range(rounded(spent * low), rounded(spent * high) if high is not None else None)


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def problem_with(
    options: Sequence[OfferedOption], *, authority: Decimal, today: date
) -> tuple[str, int] | None:
    """The first thing that keeps these options from being offered: its code and the option's position."""
    if len(options) < OPTIONS_AT_LEAST:
        return "too_few", 0
    if len(options) > OPTIONS_AT_MOST:
        return "too_many", 0
    for position, option in enumerate(options):
        if not option.title.strip():
            return "no_title", position
        if option.due_on is None:
            return "no_date", position
        if option.due_on < today:
            return "date_past", position
        if option.amount is not None and option.amount < 0:
            return "negative", position
        if option.amount is not None and option.amount > authority:
            return "over_authority", position
    titles = [option.title.strip() for option in options]
    return ("same_twice", len(titles) - 1) if len(set(titles)) < len(titles) else None
