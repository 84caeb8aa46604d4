"""What another policy would change: the ranges of the cases that are open, and how lately chosen options would stand in it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.queries.facts import facts_of
from amends.practice.remedies.queries.given import given_where
from amends.practice.remedies.rules.fairness import judge
from amends.practice.remedies.rules.policy import Facts, Policy, Range, fair_range

LOOKED_BACK = timedelta(days=90)
OPEN_AT_MOST, GIVEN_AT_MOST, EXAMPLES = 2000, 1000, 12


def trial_of(now: Policy, then: Policy) -> dict[str, Any]:
    """Counted over the whole house, without like cases: what those move depends on who looks."""
    cases = list(Case.objects.open().select_related("customer").order_by("-pk")[:OPEN_AT_MOST])
    given = given_where(
        Case.objects.filter(received_at__gte=clock.now() - 2 * LOOKED_BACK), newest=GIVEN_AT_MOST
    )
    lately = [one for one in given if one.at >= clock.now() - LOOKED_BACK]
    closed = Case.objects.filter(pk__in={one.case_id for one in lately}).select_related("customer")
    facts = facts_of(list({case.pk: case for case in (*cases, *closed)}.values()))
    return {
        "open": _of_open([(case.pk, facts[case.pk]) for case in cases], now, then),
        "given": {
            "count": len(lately),
            "before": _judged([(one.amount, facts[one.case_id]) for one in lately], now),
            "after": _judged([(one.amount, facts[one.case_id]) for one in lately], then),
        },
    }


def _of_open(cases: list[tuple[int, Facts]], now: Policy, then: Policy) -> dict[str, Any]:
    counts = {"count": len(cases), "without": 0, "same": 0, "higher": 0, "lower": 0, "mixed": 0}
    moved: list[tuple[Decimal, list[Any]]] = []
    for case_id, facts in cases:
        before, after = fair_range(facts, now), fair_range(facts, then)
        if before is None or after is None:
            counts["without"] += 1
            continue
        counts[_move(before, after)] += 1
        if _ends(before) != _ends(after):
            change = abs(after.highest - before.highest) / before.highest
            moved.append((change, [case_id, before.currency, *_ends(before), *_ends(after)]))
    moved.sort(key=lambda row: (-row[0], row[1][0]))
    return {**counts, "examples": [row for _change, row in moved[:EXAMPLES]]}


def _move(before: Range, after: Range) -> str:
    low, high = after.lowest - before.lowest, after.highest - before.highest
    if low == high == 0:
        return "same"
    if low >= 0 and high >= 0:
        return "higher"
    return "lower" if low <= 0 and high <= 0 else "mixed"


def _ends(found: Range) -> list[str]:
    return [str(found.lowest), str(found.highest)]


def _judged(given: list[tuple[Money, Facts]], policy: Policy) -> dict[str, int]:
    counts = {"under": 0, "within": 0, "over": 0, "unknown": 0}
    for amount, facts in given:
        counts[judge(amount, fair_range(facts, policy))] += 1
    return counts
