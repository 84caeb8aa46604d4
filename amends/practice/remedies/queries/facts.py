"""What the range of a case rests on, gathered from the case file: for one case or for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case, Grievance, StageRecord
from amends.casework.cases.queries import points_of, records_of
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import clocks_of
from amends.casework.customers.models import Order
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.rules.fault import fault_of
from amends.practice.remedies.rules.policy import Facts

AT_ONCE = 400
# What a department owes another one inside the house is nothing that a customer waits for.
NOT_OWED_TO_CUSTOMERS = frozenset({ClockKind.TASK, ClockKind.PROGRESS, ClockKind.DIRECTION})


def facts_from(
    case: Case,
    *,
    order: Order | None,
    points: Iterable[Grievance],
    records: Iterable[StageRecord],
    clocks: Iterable[Clock],
) -> Facts:
    """From rows that are at hand already; asks nothing."""
    return Facts(
        severity=case.severity,
        category=case.category,
        fault=fault_of(
            [(one.finding, one.responsible) for one in points],
            responsible=responsible_in(records),
            outcome=case.outcome,
        ),
        spent=Money(order.amount, order.currency) if order else None,
        tier=case.customer.tier,
        late_hours=hours_late(clocks),
    )


def facts_of_case(case: Case, order: Order | None) -> Facts:
    """For one case, by the questions that its page asks too."""
    return facts_from(
        case, order=order, points=points_of(case), records=records_of(case), clocks=clocks_of(case)
    )


def facts_of(cases: Sequence[Case]) -> dict[int, Facts]:
    """For many cases, four questions for each few hundred of them; each case comes with its customer."""
    found: dict[int, Facts] = {}
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        orders = orders_of_cases(some)
        points = by_case(Grievance.objects.filter(case__in=some).order_by("position"))
        records = by_case(StageRecord.objects.filter(case__in=some, stage=Stage.INVESTIGATE).order_by("id"))
        clocks = by_case(Clock.objects.filter(case__in=some))
        for case in some:
            found[case.pk] = facts_from(
                case,
                order=orders.get(case.order_number.strip()),
                points=points[case.pk],
                records=records[case.pk],
                clocks=clocks[case.pk],
            )
    return found


def orders_of_cases(cases: Sequence[Case]) -> dict[str, Order]:
    numbers = {case.order_number.strip() for case in cases} - {""}
    return {one.number: one for one in Order.objects.filter(number__in=numbers)}


def by_case(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def responsible_in(records: Iterable[StageRecord]) -> str:
    """Who answers for it, as the latest investigation says."""
    said = [str(one.details.get("responsible", "")) for one in records if one.stage == Stage.INVESTIGATE]
    return next((who for who in reversed(said) if who), "")


def hours_late(clocks: Iterable[Clock]) -> int:
    """How far the latest of what was promised or due to the customer went past its time, in whole hours."""
    now = clock.now()
    late = [
        ((one.stopped_at or one.paused_since or now) - one.due_at).total_seconds() / 3600
        for one in clocks
        if one.kind not in NOT_OWED_TO_CUSTOMERS
    ]
    return max(0, int(max(late, default=0)))
