"""The minute's look at the clocks whose moment has come: reminders step by step, and pauses that have lasted long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.clocks.actions.pausing import end_pause
from amends.casework.clocks.actions.running import locked_case, plan, tell
from amends.casework.clocks.events import ClockOverdue, ClockWarned, PauseRanOut
from amends.casework.clocks.models import Clock, Pause, Reminder
from amends.casework.clocks.queries import Bound, at_work, bound, policy_now, recipients
from amends.casework.clocks.rules.ladder import LADDER, in_working_time, rung_reached
from amends.casework.clocks.rules.pausing import ends_at_the_latest
from amends.foundation.kernel import clock
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

LOOK: Final = "amends.casework.clocks.actions.reminding.look_at_clocks"
REMIND_LATER: Final = "amends.casework.clocks.actions.reminding.remind_later"
AT_ONCE: Final = 1000
A_JOB: Final = 50
# Until then nobody else looks at a clock whose turn has come.
TURN: Final = timedelta(minutes=10)


def sweep_clocks() -> int:
    """Finds the clocks whose moment has come and has them looked at; says how many."""
    now = clock.now()
    with transaction.atomic():
        due = Clock.objects.select_for_update(skip_locked=True).filter(next_at__lte=now)
        ids = list(due.order_by("next_at", "id").values_list("pk", flat=True)[:AT_ONCE])
        Clock.objects.filter(pk__in=ids).update(next_at=now + TURN)
        for start in range(0, len(ids), A_JOB):
            enqueue(LOOK, {"ids": ids[start : start + A_JOB]})
    return len(ids)


def look_at_clocks(ids: list[int]) -> None:
    """Each in a transaction of its own; done again, nothing is given twice."""
    by = house_member()
    for clock_id in ids:
        look_at_clock(clock_id=clock_id, by=by)


@transaction.atomic
def look_at_clock(*, clock_id: int, by: Member) -> None:
    """Gives the reminder that is due to those who are at work, later to the others; or ends a pause at its limit."""
    ensure_house(by)
    case_id = Clock.objects.filter(pk=clock_id).values_list("case_id", flat=True).first()
    if case_id is None:
        return
    case, now = locked_case(case_id), clock.now()
    one = Clock.objects.select_for_update(of=("self",)).get(pk=clock_id)
    if one.stopped_at is not None or not case.is_worked_on:
        return
    policy = policy_now()
    held = bound(one, policy)
    if one.paused_since is not None:
        _watch_pause(case, one, held, now, by=by)
        return
    reached, not_before = rung_reached(held.share(now), one.rungs), now
    if reached is not None:
        told = recipients(case, LADDER[reached].to)
        begins = at_work(told, policy, now)
        not_before = min(begins.values(), default=in_working_time(now, policy.hours("")))
        if not_before == now:
            _remind(case, one, reached, now, [member for member in told if begins[member] == now], by=by)
            one.rungs = reached + 1
            for member, moment in begins.items():
                if moment > now:
                    later = {"clock_id": one.pk, "step": reached, "member_id": member.pk}
                    enqueue(REMIND_LATER, later, run_at=moment)
    plan(one, policy, held.spans, not_before=not_before)
    one.save(update_fields=["rungs", "next_at"])


def remind_later(clock_id: int, step: int, member_id: int) -> None:
    """The job that begins when somebody who was not at work begins to be."""
    remind_at_work(clock_id=clock_id, step=step, member_id=member_id, by=house_member())


@transaction.atomic
def remind_at_work(*, clock_id: int, step: int, member_id: int, by: Member) -> None:
    """Reminds somebody later than the others, unless it is over or a further step was given."""
    ensure_house(by)
    one = Clock.objects.select_related("case").filter(pk=clock_id, stopped_at=None, paused_since=None).first()
    if one is None or one.rungs > step + 1:
        return
    case, now = locked_case(one.case_id), clock.now()
    told = [member for member in recipients(case, LADDER[step].to) if member.pk == member_id]
    if case.is_worked_on and told:
        _remind(case, one, step, now, told, by=by)


def _watch_pause(case: Case, one: Clock, held: Bound, now: datetime, *, by: Member) -> None:
    if held.rule is None or one.paused_since is None:
        return
    ends = ends_at_the_latest(held.rule, held.spans, one.paused_since)
    if ends <= now:
        pause = Pause.objects.get(clock=one, ended_at=None)
        end_pause(case, one, ends, by=by)
        publish(PauseRanOut(case_id=case.pk, pause_id=pause.pk))
    else:
        one.next_at = ends
        one.save(update_fields=["next_at"])


def _remind(case: Case, one: Clock, step: int, now: datetime, told: list[Member], *, by: Member) -> None:
    rung = LADDER[step]
    nobody: list[Member | None] = [None]
    for member in told or nobody:
        Reminder.objects.get_or_create(
            clock=one, step=step, member=member, defaults={"percent": rung.percent, "given_at": now}
        )
    late = rung.percent >= 100
    names = [str(member) for member in told]
    tell(case, "clock.overdue" if late else "clock.warned", one, by=by, percent=rung.percent, told=names)
    publish(
        (ClockOverdue if late else ClockWarned)(
            case_id=case.pk,
            clock_id=one.pk,
            percent=rung.percent,
            step=step,
            member_ids=tuple(member.pk for member in told),
        )
    )
