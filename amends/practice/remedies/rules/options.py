"""What may be offered: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 4
# In which ways an option may give something; what each costs the house stands in the policy.
KINDS = ("refund", "voucher", "gift", "upgrade", "points")


@dataclass(frozen=True)
class OfferedOption:
    """One way to put it right, as it is offered to the customer."""

    title: str
    description: str = ""
    pros: str = ""
    cons: str = ""
    amount: Decimal | None = None
    due_on: date | None = None
    kind: str = ""
    """In which way it gives the amount: refund, voucher, gift …, where the proposer said so."""


def dated(options: Sequence[OfferedOption]) -> list[tuple[OfferedOption, date]]:
    """The options that have a date, each with it."""
    return [(option, option.due_on) for option in options if option.due_on is not None]


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
