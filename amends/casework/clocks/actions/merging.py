"""The clocks of two cases that become one, and two again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from amends.casework.cases.models import Case, CaseMerge
from amends.casework.cases.permissions import ensure_house
from amends.casework.clocks.actions.running import end, lead, locked_case, plan, tell, work_out
from amends.casework.clocks.choices import ClockEnd, ClockKind
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import Policy, bound, policy_now, running
from amends.casework.clocks.rules.pausing import ends_at_the_latest
from amends.foundation.kernel.payload import pack, unpack
from amends.foundation.organisation.models import Member

# Asked of others or promised: these stand for themselves and run on.
RUN_ON = (ClockKind.TASK, ClockKind.PROMISE)


@transaction.atomic
def join_clocks(*, merge_id: int, by: Member) -> None:
    """The merged case's clocks stop; where one of them was due earlier than the main one's, that counts from now on."""
    ensure_house(by)
    merge = CaseMerge.objects.select_related("case", "main").get(pk=merge_id)
    if merge.undone_at is not None or "clocks" in merge.before:
        return
    case, main, policy = locked_case(merge.case_id), locked_case(merge.main_id), policy_now()
    twins = {(one.kind, one.about): one for one in running(main.pk)}
    stopped: list[int] = []
    moved: list[list[Any]] = []
    paused: list[int] = []
    for one in running(case.pk).exclude(kind__in=RUN_ON):
        paused += one.pauses.filter(ended_at=None).values_list("pk", flat=True)
        end(case, one, merge.made_at, by=by, how=ClockEnd.FELL, reason=f"→ {main.number}")
        stopped.append(one.pk)
        twin = twins.get((one.kind, one.about))
        if twin is not None and one.due_at < twin.due_at:
            moved.append([twin.pk, pack(twin.started_at)])
            begin_at(main, twin, one.started_at, policy, by=by)
    merge.before["clocks"] = {"stopped": stopped, "moved": moved, "paused": paused}
    merge.save(update_fields=["before"])
    lead(main)


@transaction.atomic
def part_clocks(*, merge_id: int, by: Member) -> None:
    """What stopped with the merge runs again by its own time, and the main case's by theirs."""
    ensure_house(by)
    merge = CaseMerge.objects.select_related("case", "main").get(pk=merge_id)
    kept: dict[str, Any] | None = merge.before.pop("clocks", None)
    if merge.undone_at is None or kept is None:
        return
    case, main, policy = locked_case(merge.case_id), locked_case(merge.main_id), policy_now()
    runs = {(one.kind, one.about) for one in running(case.pk)}
    for one in Clock.objects.filter(pk__in=kept["stopped"], stopped_at=merge.made_at) if case.is_open else ():
        if (one.kind, one.about) not in runs:
            one.stopped_at, one.ended = None, ""
            plan(one, policy, bound(one, policy).spans)
            stand_still_again(one, kept["paused"], policy)
            one.save()
            tell(case, "clock.started", one, by=by, reason=f"← {main.number}")
    for pk, started_at in kept["moved"]:
        twin = running(main.pk).filter(pk=pk).first()
        if twin is not None:
            begin_at(main, twin, unpack(started_at), policy, by=by)
    merge.save(update_fields=["before"])
    lead(case)
    lead(main)


def stand_still_again(one: Clock, paused: list[int], policy: Policy) -> None:
    """Where it stood still when the cases were merged, it does so again, since then; the clock is not saved."""
    pause = Pause.objects.filter(pk__in=paused, clock=one).first()
    if pause is None:
        return
    pause.ended_at, pause.ended_by = None, None
    pause.save(update_fields=["ended_at", "ended_by"])
    held = bound(one, policy)
    if held.rule is None:
        return
    work_out(one, held.rule, policy, held.spans)
    one.paused_since = pause.started_at
    one.next_at = ends_at_the_latest(held.rule, held.spans, pause.started_at)


def begin_at(case: Case, one: Clock, started_at: Any, policy: Policy, *, by: Member) -> None:
    """Counts a clock from another moment, by its own rule and pauses."""
    held, before = bound(one, policy), one.due_at
    one.started_at = started_at
    if held.rule is not None:
        work_out(one, held.rule, policy, held.spans)
    plan(one, policy, held.spans)
    one.save()
    tell(case, "clock.moved", one, by=by, before=before)
