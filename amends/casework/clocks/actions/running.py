"""What every action on clocks shares: making one, ending one, working out its due time, and which of them leads on the case."""

from __future__ import annotations

from datetime import datetime

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from amends.casework.cases.actions import set_due
from amends.casework.cases.models import Case
from amends.casework.clocks.choices import ClockEnd
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import Policy, bound, policy_now, running
from amends.casework.clocks.rules.deadlines import Span, deadline
from amends.casework.clocks.rules.explaining import explanation_of
from amends.casework.clocks.rules.ladder import LADDER, in_working_time
from amends.casework.clocks.rules.policy import Rule
from amends.foundation.audit.actions import record
from amends.foundation.kernel.clock import now
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member


def locked_case(case_id: int) -> Case:
    """The case with what rules ask of it, locked for this transaction."""
    cases = Case.objects.select_for_update(of=("self",)).select_related("customer", "department")
    return cases.get(pk=case_id)


def begin(
    case: Case, kind: str, at: datetime, rule: Rule, policy: Policy, *, by: Member, about: str = ""
) -> Clock:
    """Starts a clock by a rule."""
    clock = Clock(case=case, kind=kind, about=about, started_at=at)
    work_out(clock, rule, policy, ())
    clock.save()
    tell(case, "clock.started", clock, by=by)
    return clock


def end(
    case: Case,
    clock: Clock,
    at: datetime,
    *,
    by: Member,
    how: ClockEnd = ClockEnd.DONE,
    action: str = "clock.stopped",
    reason: str = "",
) -> None:
    """Stops a clock, and the pause it may stand in."""
    if clock.paused_since is not None:
        close_pause(clock, at, by=by)
    clock.stopped_at, clock.next_at, clock.paused_since, clock.ended = at, None, None, how
    clock.save()
    tell(case, action, clock, by=by, reason=reason, ended=how.value)


def close_pause(clock: Clock, at: datetime, *, by: Member) -> None:
    """Ends the pause and works out the due time anew from all pauses; the clock is not saved."""
    open_pause = Pause.objects.filter(clock=clock, ended_at=None)
    open_pause.update(
        ended_at=Greatest(F("started_at"), Value(at, output_field=DateTimeField())), ended_by=by
    )
    clock.paused_since = None
    policy = policy_now()
    held = bound(clock, policy)
    if held.rule:
        work_out(clock, held.rule, policy, held.spans)


def work_out(clock: Clock, rule: Rule, policy: Policy, spans: tuple[Span, ...]) -> None:
    """Works out the due time anew from rule, calendar and pauses; the clock is not saved."""
    hours = policy.hours(rule.calendar)
    found = deadline(clock.started_at, rule.length, hours, spans)
    clock.rule_code, clock.rule_version = rule.code, rule.version
    clock.due_at, clock.unpaused_due_at = found.at, found.unpaused
    clock.explanation = explanation_of(rule.length, hours, found)
    plan(clock, policy, spans)


def plan(
    clock: Clock, policy: Policy, spans: tuple[Span, ...], *, not_before: datetime | None = None
) -> None:
    """When the house looks at a clock next: at the next rung of reminders, in working time; the clock is not saved.

    A rung that waits for those it is for does not hold up the next one, which may be for others.
    """
    if clock.stopped_at or clock.rungs >= len(LADDER):
        clock.next_at = None
        return
    held, present = bound(clock, policy, spans), now()
    look = held.moment(LADDER[clock.rungs].percent)
    if not_before is not None and not_before > look:
        later = (held.moment(rung.percent) for rung in LADDER[clock.rungs + 1 :])
        look = min((at for at in later if present < at < not_before), default=not_before)
    clock.next_at = first_working_time(look, policy)


def first_working_time(moment: datetime, policy: Policy) -> datetime:
    """When anybody of the house is at work from then on: some have hours of their own."""
    return min(in_working_time(moment, hours) for hours in policy.every_calendar)


def tell(case: Case, action: str, clock: Clock, *, by: Member, reason: str = "", **data: object) -> None:
    """Adds a link to the case's own audit chain."""
    about = {"about": clock.about} if clock.about else {}
    rule = {"rule": f"{clock.rule_code} v{clock.rule_version}"} if clock.rule_code else {}
    data = {"clock": clock.kind, "due": clock.due_at, **about, **rule, **data}
    record(chain=case.chain, action=action, by=by, data=data, reason=reason)


def lead(case: Case, clocks: list[Clock] | None = None) -> None:
    """The earliest clock that runs and does not stand still leads on the case, where lists sort by it."""
    runs = [one for one in (running(case.pk) if clocks is None else clocks) if one.paused_since is None]
    first = min(runs, key=lambda one: one.due_at, default=None)
    set_due(
        case_id=case.pk,
        kind=first.kind if first else "",
        since=first.started_at if first else None,
        due_at=first.due_at if first else None,
        by=house_member(),
    )
