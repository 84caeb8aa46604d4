"""Where the gestures of a case lie, as the sheet says it: what the customer chose makes it enough, never too much.

The solution was measured when it was offered, with the range of that day; giving back what was paid is no gesture. So it
counts when it is asked whether all together is too little, and does not count when it is asked whether it is too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from amends.foundation.kernel.money import Money
from amends.practice.remedies.choices import GRANTS_THAT_COUNT, GrantBasis, Verdict
from amends.practice.remedies.models import Grant


def verdicts(grants: Iterable[Grant]) -> dict[int, Verdict]:
    """For each gesture that was measured, in the order in which they were granted, by the range that held then."""
    gestures: dict[str, Decimal] = defaultdict(Decimal)
    chosen: dict[str, Decimal] = defaultdict(Decimal)
    found: dict[int, Verdict] = {}
    for one in sorted(grants, key=lambda grant: grant.pk):
        counts = one.state in GRANTS_THAT_COUNT
        if one.basis == GrantBasis.SOLUTION:
            chosen[one.currency] += one.amount if counts else 0
        elif one.basis == GrantBasis.GOODWILL:
            found[one.pk] = where(one, gestures[one.currency] + one.amount, chosen[one.currency])
            gestures[one.currency] += one.amount if counts else 0
    return found


def where(grant: Grant, gestures: Decimal, chosen: Decimal) -> Verdict:
    if grant.verdict == Verdict.UNKNOWN or grant.range_low is None or grant.range_high is None:
        return Verdict.UNKNOWN
    if gestures + chosen < grant.range_low:
        return Verdict.UNDER
    return Verdict.OVER if gestures > grant.range_high else Verdict.WITHIN


def sum_of(grants: Iterable[Grant], basis: str, currency: str) -> Money:
    """What counts as given on this basis."""
    counting = (one for one in grants if one.state in GRANTS_THAT_COUNT and one.basis == basis)
    amounts = [one.amount for one in counting if one.currency == currency]
    return Money(sum(amounts, Decimal(0)), currency)
