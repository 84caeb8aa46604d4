"""Clocks of tasks and promises, whose due time people chose or left to the working hours of whoever is asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amends.casework.cases.permissions import ensure_house
from amends.casework.cases.queries.working_time import hours_named
from amends.casework.clocks.actions.running import end, lead, locked_case, plan, tell
from amends.casework.clocks.choices import ClockEnd
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import policy_now, running
from amends.casework.clocks.rules.deadlines import deadline
from amends.casework.clocks.rules.explaining import explanation_of
from amends.foundation.organisation.models import Member


@transaction.atomic
def run_subject(
    *,
    case_id: int,
    kind: str,
    subject_id: int,
    started_at: datetime,
    due_at: datetime,
    by: Member,
    length: str = "",
    calendar: str = "",
) -> None:
    """A task that was given, or a promise that was made, is due when people said; hearing of it again follows a changed due time.

    `length` and `calendar` are what the house proposes: a due time that was left to them says how it comes about.
    """
    ensure_house(by)
    case = locked_case(case_id)
    if not case.is_worked_on:
        return
    about = f"{kind}:{subject_id}"
    known = running(case_id).filter(kind=kind, about=about).first()
    # One that fell away with its case runs again once the case is open; any other was ended for good.
    ended = Clock.objects.filter(case=case, about=about, started_at=started_at).exclude(ended=ClockEnd.FELL)
    if known is None and ended.exists():
        return
    one = known or Clock(case=case, kind=kind, about=about, started_at=started_at)
    if known and known.due_at == due_at:
        return
    one.due_at = one.unpaused_due_at = due_at
    one.explanation = proposed(started_at, due_at, length, calendar) or {"chosen": True}
    plan(one, policy_now(), ())
    one.save()
    tell(case, "clock.moved" if known else "clock.started", one, by=by)
    lead(case)


def proposed(started_at: datetime, due_at: datetime, length: str, calendar: str) -> dict[str, Any]:
    """The steps to a due time that nobody chose; {} where somebody did."""
    if not length:
        return {}
    hours = hours_named(calendar)
    found = deadline(started_at, length, hours)
    # The task was worked out a moment before or after it was written down.
    if abs(found.at - due_at) > timedelta(seconds=2):
        return {}
    return explanation_of(length, hours, found._replace(at=due_at.astimezone(hours.zone)))


@transaction.atomic
def end_subject(*, case_id: int, kind: str, subject_id: int, at: datetime, how: ClockEnd, by: Member) -> None:
    """A task was done or withdrawn, a promise kept, broken or withdrawn."""
    ensure_house(by)
    case = locked_case(case_id)
    known = running(case_id).filter(kind=kind, about=f"{kind}:{subject_id}").first()
    if known:
        end(case, known, at, by=by, how=how)
        lead(case)
