"""The start page: today's work and where everything stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work, sight_of, within_sight
from amends.casework.cases.queries.assignment import Desk, desks_led_by, relief_now
from amends.casework.clocks.queries import newest_reminders
from amends.doors.desk.queries.giving_hub import giving_page, may_see_giving
from amends.doors.desk.queries.listing import Row, row_of, views_with_counts
from amends.doors.desk.words import time_left
from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.oversight.insights.queries import stage_flow

SHOWN = 6
NEW_FOR = timedelta(hours=24)
_DUE: Rows[Case] = Rows(
    lambda extent, me, *further: (
        Case.objects.open()
        .filter(within_sight(extent, me, *further), owner=me)
        .for_list()
        .order_by(F("due_at").asc(nulls_last=True), "id")[:SHOWN]
    )
)
_NEW: Rows[Case] = Rows(
    lambda extent, since, *viewer: (
        Case.objects.open()
        .filter(within_sight(extent, *viewer), received_at__gte=since)
        .for_list()
        .order_by("-id")[:SHOWN]
    )
)


def start_page(member: Member) -> dict[str, Any]:
    if not may_work(member):
        giving = giving_page(member) if may_see_giving(member) else None
        return {
            "works": False,
            "name": str(member),
            "today": clock.today(),
            "giving": giving,
        }
    flow = stage_flow(member)
    most = max((n for _stage, n in flow), default=0)
    return {
        "works": True,
        "today": clock.today(),
        "views": views_with_counts("", member),
        "name": str(member),
        "next_rows": next_due(member),
        "reminders": reminders(member),
        "relief": relief_now(member),
        "desks": burdened(member),
        "new_rows": newest(member),
        "flow": [
            {
                "key": stage.value,
                "label": stage.label,
                "count": n,
                "percent": round(100 * n / most) if most else 0,
            }
            for stage, n in flow
        ],
        "open_total": sum(n for _stage, n in flow),
    }


def burdened(lead: Member) -> list[Desk]:
    """For a team lead: who had heated cases this shift or rests from them, with the numbers."""
    if lead.role != Role.LEAD:
        return []
    return [desk for desk in desks_led_by(lead) if desk.hot or desk.relief_until][:SHOWN]


def next_due(member: Member) -> list[Row]:
    """What to turn to next: the member's own cases, the earliest due first."""
    now, sight = clock.now(), sight_of(member)
    return [row_of(case, now) for case in _DUE(*sight.values, shape=(sight.extent,))]


def reminders(member: Member) -> list[dict[str, Any]]:
    """What the member was reminded of and still runs, each clock once, the newest first."""
    now, seen = clock.now(), dict[int, dict[str, Any]]()
    for one in newest_reminders(member):
        due_at = one.clock.due_at
        seen.setdefault(
            one.clock_id,
            {
                "number": one.clock.case.number,
                "subject": one.clock.case.subject,
                "kind": one.clock.get_kind_display(),
                "percent": one.percent,
                "left": time_left(due_at, now),
                "late": due_at <= now,
                "given_at": one.given_at,
            },
        )
    return list(seen.values())


def newest(member: Member) -> list[Row]:
    """What came in during the last day."""
    now, sight = clock.now(), sight_of(member)
    return [row_of(case, now) for case in _NEW(now - NEW_FOR, *sight.values, shape=(sight.extent,))]
