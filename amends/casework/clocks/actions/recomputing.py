"""Working out anew, in earnest, the due times of what runs, after a change of rules, days or hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from amends.casework.cases.actions import set_many_due
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.clocks.actions.batches import Anew, Batch, next_batch, worked_out
from amends.casework.clocks.actions.running import plan
from amends.casework.clocks.events import PolicyChanged
from amends.casework.clocks.models import Clock, PolicyRule
from amends.casework.clocks.queries import Policy, policy_now
from amends.casework.clocks.rules.deadlines import Span
from amends.casework.clocks.rules.explaining import explanation_of
from amends.casework.clocks.rules.ladder import LADDER
from amends.foundation.audit.actions import Note, record, record_many
from amends.foundation.kernel import clock
from amends.foundation.kernel.jobs import Wanted, enqueue, enqueue_many
from amends.foundation.kernel.rewriting import rewrite
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

HERE: Final = "amends.casework.clocks.actions.recomputing"
# How many open cases make one job: workers share them, and what fails begins anew with few.
IN_ONE_JOB: Final = 5_000
KEPT: Final = (
    "due_at",
    "unpaused_due_at",
    "rule_code",
    "rule_version",
    "explanation",
    "next_at",
)


def ask_recompute(event: PolicyChanged) -> None:
    """Once now, and once at every later moment at which one of the versions begins or ends."""
    now = clock.now()
    rows = PolicyRule.objects.filter(change=event.change_id).values_list("valid_from", "valid_until")
    moments = {moment for pair in rows for moment in pair if moment and moment > now} | {now}
    for moment in sorted(moments):
        enqueue(
            f"{HERE}.recompute_open_cases",
            {"why": f"change:{event.change_id}"},
            run_at=moment,
            unique_key=f"recompute:{event.change_id}:{moment:%s}",
        )


def recompute_open_cases(why: str = "") -> None:
    """Has what runs in all open cases worked out anew, in ranges of their numbers, so that all workers help."""
    enqueue_many(
        Wanted(f"{HERE}.recompute_range", {"after": after, "upto": upto, "why": why})
        for after, upto in ranges()
    )


def ranges() -> Iterator[tuple[int, int | None]]:
    """The number before which each range of open cases begins, and its last; the last range takes in whatever comes after."""
    numbers = Case.objects.open().order_by("pk").values_list("pk", flat=True)
    ends = list(numbers)[IN_ONE_JOB - 1 : -1 : IN_ONE_JOB]
    return zip([0, *ends], [*ends, None], strict=True)


def recompute_range(after: int = 0, upto: int | None = None, why: str = "") -> int:
    """Works out anew what runs in a range of open cases, batch by batch; done again, it changes nothing more. Says how many cases moved."""
    by, policy, now = house_member(), policy_now(), clock.now()
    moved = 0
    while True:
        with transaction.atomic():
            batch = next_batch(after, upto, lock=True)
            if batch is None:
                break
            moved += recompute_batch(batch, policy, now, by=by)
        after = batch.cases[-1].pk
    with transaction.atomic():
        record(chain="house", action="policy.recomputed", by=by, data={"cases": moved}, reason=why)
    return moved


def recompute_batch(batch: Batch, policy: Policy, now: datetime, *, by: Member) -> int:
    """One batch in the caller's transaction: clocks, the leading clock of each case, and the audit chains of those that moved."""
    ensure_house(by)
    changed = list(worked_out(batch, policy, now))
    moved: dict[int, list[dict[str, object]]] = defaultdict(list)
    for anew in changed:
        if anew.due_at != anew.clock.due_at:
            before = {"clock": anew.clock.kind, "before": anew.clock.due_at, "due": anew.due_at}
            moved[anew.clock.case_id].append(before)
        take_over(anew, policy, batch.spans.get(anew.clock.pk, ()))
    rewrite([anew.clock for anew in changed], KEPT)
    rewrite(looked_at_otherwise(batch, policy, {anew.clock.pk for anew in changed}), ("next_at",))
    cases = [case for case in batch.cases if case.pk in moved and led(case, batch.clocks[case.pk])]
    set_many_due(cases=cases, by=by)
    chains = {case.pk: case.chain for case in batch.cases}
    record_many(
        [Note(chains[pk], "clock.recomputed", {"clocks": clocks}) for pk, clocks in moved.items()], by=by
    )
    return len(moved)


def take_over(anew: Anew, policy: Policy, spans: tuple[Span, ...]) -> None:
    """Gives the clock its rule, due time and explanation; it is not saved. What was reminded of stays so."""
    one, rule, found = anew.clock, anew.rule, anew.found
    one.rule_code, one.rule_version = rule.code, rule.version
    one.due_at, one.unpaused_due_at = found.at, found.unpaused
    one.explanation = explanation_of(rule.length, anew.hours, found)
    if one.paused_since is None:
        plan(one, policy, spans)


def looked_at_otherwise(batch: Batch, policy: Policy, seen: set[int]) -> list[Clock]:
    """Clocks that stay due when they were, and whose look had waited for working hours that are others now; they are not saved."""
    found = []
    for one in (one for clocks in batch.clocks.values() for one in clocks if one.pk not in seen):
        if one.paused_since is None and waits_for_hours(one):
            before = one.next_at
            plan(one, policy, batch.spans.get(one.pk, ()))
            if one.next_at != before:
                found.append(one)
    return found


def waits_for_hours(one: Clock) -> bool:
    """Whether the next rung is reached before the house looks; a first guess, which spares working out the others."""
    if one.next_at is None or one.rungs >= len(LADDER):
        return False
    share = LADDER[one.rungs].percent / 100
    return one.started_at + share * (one.due_at - one.started_at) < one.next_at


def led(case: Case, clocks: list[Clock]) -> bool:
    """Gives the case its earliest clock that does not stand still; says whether that is another."""
    first = min((one for one in clocks if one.paused_since is None), key=lambda one: one.due_at, default=None)
    before = (case.due_kind, case.due_at, case.due_from)
    if first is None:
        case.due_kind, case.due_at, case.due_from = "", None, None
    else:
        case.due_kind, case.due_at, case.due_from = first.kind, first.due_at, first.started_at
    return before != (case.due_kind, case.due_at, case.due_from)
