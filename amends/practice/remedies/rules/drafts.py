"""Options to begin with: two or three ways to give something inside the range. A person edits them, the customer chooses. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from amends.foundation.kernel.money import Money
from amends.practice.remedies.rules.policy import Policy, Range

# Round sums that people like to say, the coarsest first.
STEPS = tuple(Decimal(one) for one in ("1000", "500", "100", "50", "10", "5", "1", "0.5", "0.1"))
NEAR = Decimal("0.1")
# How far up in the range the first, the second and every later round begin: more only if it was not enough.
BY_ROUND = (Decimal("0.2"), Decimal("0.45"), Decimal("0.7"))
# What costs the house less than its worth may be worth more to the customer; doing it again is worth something itself.
HIGHER = {"refund": Decimal(0), "voucher": Decimal("0.3"), "upgrade": Decimal("-0.2")}


@dataclass(frozen=True)
class Draft:
    """One way: in which kind, what it is worth to the customer, and what it costs the house, which no customer sees."""

    kind: str
    amount: Money
    cost: Money


def drafts(fair: Range, policy: Policy, *, round_no: int = 1) -> list[Draft]:
    base = BY_ROUND[min(max(round_no, 1), len(BY_ROUND)) - 1]
    found: list[Draft] = []
    for kind, more in HIGHER.items():
        amount = inside(fair, min(Decimal(1), max(Decimal(0), base + more)))
        if kind == "voucher" and amount <= found[0].amount:
            amount = fair.high
        found.append(Draft(kind, amount, cost_of(kind, amount, policy)))
    return found


def cost_of(kind: str, amount: Money, policy: Policy) -> Money:
    """What something of this worth costs the house; the whole where nobody said in which way it is given."""
    return amount * policy.costs.get(kind, Decimal(1))


def inside(fair: Range, place: Decimal) -> Money:
    """A round sum near a place of the range, 0 its lower and 1 its upper end; never outside."""
    width = fair.highest - fair.lowest
    wanted = fair.lowest + width * place
    for step in STEPS:
        for way in (ROUND_FLOOR, ROUND_CEILING):
            amount = (wanted / step).to_integral_value(rounding=way) * step
            near = abs(amount - wanted) <= width * NEAR
            if near and fair.lowest <= amount <= fair.highest and amount > 0:
                return Money(amount, fair.currency)
    exact = Money(wanted, fair.currency)
    return exact if fair.low <= exact <= fair.high else fair.high
