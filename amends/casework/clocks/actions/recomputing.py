"""Working out the due times of what runs: for a look beforehand, and in earnest after a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions import set_many_due
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.clocks.actions.running import plan
from amends.casework.clocks.events import PolicyChanged
from amends.casework.clocks.models import Clock, DryRun, Move, Pause, PolicyChange, PolicyRule
from amends.casework.clocks.queries import Policy, facts, is_counted, policy_now
from amends.casework.clocks.queries.house import Waiting
from amends.casework.clocks.rules.deadlines import Deadline, Span, deadline
from amends.casework.clocks.rules.explaining import explanation_of
from amends.casework.clocks.rules.ladder import LADDER
from amends.casework.clocks.rules.policy import Facts, Rule, next_rule
from amends.foundation.audit.actions import Note, record, record_many
from amends.foundation.calendars.actions import decide_hours, decide_notice
from amends.foundation.calendars.models import HoursChange, Notice
from amends.foundation.calendars.permissions import ensure_may_decide
from amends.foundation.calendars.queries import with_hours, with_notice
from amends.foundation.calendars.rules.working_time import WorkingTime
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.kernel.rewriting import rewrite
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

AT_ONCE: Final = 500
HERE: Final = "amends.casework.clocks.actions.recomputing"
# What of a case the rules ask for, and what it keeps of its leading clock.
NEEDED: Final = (
    "severity",
    "category",
    "channel",
    "mode",
    "risks",
    "due_at",
    "due_from",
    "due_kind",
    "touched_at",
)
KEPT: Final = (
    "due_at",
    "unpaused_due_at",
    "rule_code",
    "rule_version",
    "explanation",
    "next_at",
)


@dataclass(frozen=True)
class Batch:
    """Open cases in the order of their numbers, with what rules ask of them, their clocks and the ended pauses of these."""

    cases: list[Case]
    facts: dict[int, Facts]
    clocks: dict[int, list[Clock]]
    spans: dict[int, tuple[Span, ...]]


def batches(*, after: int = 0, lock: bool = False) -> Iterator[Batch]:
    """All open cases, so many at once; with `lock` each batch is locked for the caller's transaction."""
    while batch := next_batch(after, lock=lock):
        yield batch
        after = batch.cases[-1].pk


def next_batch(after: int, *, lock: bool) -> Batch | None:
    found = Case.objects.open().filter(pk__gt=after).order_by("pk")
    cases = list((found.select_for_update() if lock else found).only(*NEEDED)[:AT_ONCE])
    if not cases:
        return None
    asked = Case.objects.filter(pk__in=[case.pk for case in cases]).order_by()
    around = {pk: names for pk, *names in asked.values_list("pk", "customer__tier", "department__path")}
    known = {
        case.pk: facts(case, tier=tier, department=department)
        for case in cases
        for tier, department in (around[case.pk],)
    }
    # The batch is a range of numbers: a list of five hundred ids would be no faster, and SQLite has a limit.
    clocks: dict[int, list[Clock]] = defaultdict(list)
    within = {"case__gt": after, "case__lte": cases[-1].pk, "stopped_at": None}
    # What explains a due time is written anew with it.
    for one in Clock.objects.filter(**within).defer("explanation"):
        clocks[one.case_id].append(one)
    spans: dict[int, tuple[Span, ...]] = {}
    for pause in Pause.objects.filter(**{f"clock__{name}": value for name, value in within.items()}):
        if pause.span:
            spans[pause.clock_id] = (*spans.get(pause.clock_id, ()), pause.span)
    return Batch(cases, known, clocks, spans)


@dataclass(frozen=True)
class Anew:
    """A clock with the rule and the due time that it gets; the clock itself is unchanged."""

    clock: Clock
    rule: Rule
    hours: WorkingTime
    found: Deadline

    @property
    def due_at(self) -> datetime:
        """In UTC: the hour that comes twice by the wall clock never equals a moment of another zone."""
        return self.found.at.astimezone(UTC)


def worked_out(batch: Batch, policy: Policy, at: datetime) -> Iterator[Anew]:
    """Every clock of a batch whose rule or due time is another by this policy."""
    rules = policy.at(at)
    for case in batch.cases:
        for one in batch.clocks.get(case.pk, ()):
            running = policy.version(one.rule_code, one.rule_version)
            rule = next_rule(running, one.kind, rules, batch.facts[case.pk], one.started_at)
            if rule is None:
                continue
            hours = policy.hours(rule.calendar)
            found = deadline(one.started_at, rule.length, hours, batch.spans.get(one.pk, ()))
            anew = Anew(one, rule, hours, found)
            if anew.due_at != one.due_at or (rule.code, rule.version) != (one.rule_code, one.rule_version):
                yield anew


# The look beforehand.


def ask_dry_run(
    *,
    change: PolicyChange | None = None,
    notice: Notice | None = None,
    hours: HoursChange | None = None,
) -> DryRun:
    """Has what a waiting change would move counted in the background, in the caller's transaction."""
    asked = DryRun.objects.create(change=change, notice=notice, hours=hours, asked_at=clock.now())
    enqueue(f"{HERE}.count_moves", {"dry_run_id": asked.pk})
    return asked


def ensure_counted(waiting: Waiting) -> None:
    """Nobody confirms what nobody could look at yet."""
    if not is_counted(waiting):
        raise WrongState(
            _("What it would move is still being counted. Wait a moment, look at it, then confirm.")
        )


@transaction.atomic
def decide_days(*, waiting: Notice | HoursChange, confirm: bool, by: Member) -> None:
    """A second person's answer to other days or hours; they are confirmed only once it was counted what they move."""
    ensure_may_decide(by, waiting, confirm=confirm)
    if confirm:
        ensure_counted(waiting)
    if isinstance(waiting, Notice):
        decide_notice(notice=waiting, confirm=confirm, by=by)
    else:
        decide_hours(change=waiting, confirm=confirm, by=by)


def count_moves(dry_run_id: int) -> None:
    """Counts and keeps what a waiting change would move; counted again, the earlier count is replaced."""
    found = (
        DryRun.objects.select_related("change", "notice__calendar", "hours__calendar")
        .filter(pk=dry_run_id)
        .first()
    )
    if found is None:
        return
    waiting = found.change or found.notice or found.hours
    if waiting is None or waiting.confirmed is not None:
        return
    Move.objects.filter(dry_run=found).delete()
    now, policy, at = clock.now(), *supposed(found)
    looked_at, cases, overdue = 0, set(), set()
    for batch in batches():
        looked_at += sum(map(len, batch.clocks.values()))
        moves = [
            Move(
                dry_run=found,
                clock=anew.clock,
                old_due_at=anew.clock.due_at,
                new_due_at=anew.due_at,
                becomes_overdue=anew.due_at < now <= anew.clock.due_at,
            )
            for anew in worked_out(batch, policy, at)
            if anew.due_at != anew.clock.due_at
        ]
        Move.objects.bulk_create(moves)
        cases |= {move.clock.case_id for move in moves}
        overdue |= {move.clock.case_id for move in moves if move.becomes_overdue}
    found.looked_at, found.cases, found.overdue = looked_at, len(cases), len(overdue)
    found.done_at = clock.now()
    found.save()


def supposed(asked: DryRun) -> tuple[Policy, datetime]:
    """The policy as if the change were confirmed, and the moment from which it would count."""
    policy, at = policy_now(), clock.now()
    waiting = asked.notice or asked.hours
    if waiting:
        other = with_notice(waiting) if isinstance(waiting, Notice) else with_hours(waiting)
        default = {"": other} if waiting.calendar.is_default else {}
        return Policy(policy.rules, {**policy.calendars, waiting.calendar.code: other, **default}), at
    new = [row.rule for row in PolicyRule.objects.filter(change=asked.change)]
    # As on confirming: a version without a first day to come begins now, and is younger than those it stands beside.
    new = [replace(rule, valid_from=max(rule.valid_from or at, at)) for rule in new]
    begins = max((rule.valid_from for rule in new if rule.valid_from), default=at)
    return Policy((*policy.rules, *new), policy.calendars), begins


# In earnest.


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


def recompute_open_cases(why: str = "") -> int:
    """Works out anew what runs in all open cases, batch by batch; done again, it changes nothing more. Says how many cases moved."""
    by, policy, now = house_member(), policy_now(), clock.now()
    after, moved = 0, 0
    while True:
        with transaction.atomic():
            batch = next_batch(after, lock=True)
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
