"""Open cases so many at once, and which of their clocks get another rule or due time by a policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from amends.casework.cases.models import Case
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import Policy, facts
from amends.casework.clocks.rules.deadlines import Deadline, Span, deadline
from amends.casework.clocks.rules.policy import Facts, Rule, next_rule
from amends.foundation.calendars.rules.working_time import WorkingTime

AT_ONCE: Final = 500
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
)


@dataclass(frozen=True)
class Batch:
    """Open cases in the order of their numbers, with what rules ask of them, their clocks and the ended pauses of these."""

    cases: list[Case]
    facts: dict[int, Facts]
    clocks: dict[int, list[Clock]]
    spans: dict[int, tuple[Span, ...]]


def batches() -> Iterator[Batch]:
    """All open cases, so many at once."""
    after = 0
    while batch := next_batch(after):
        yield batch
        after = batch.cases[-1].pk


def next_batch(after: int, upto: int | None = None, *, lock: bool = False) -> Batch | None:
    """The next open cases after a number, none beyond `upto`; with `lock` for the caller's transaction."""
    found = Case.objects.open().filter(pk__gt=after).order_by("pk")
    if upto is not None:
        found = found.filter(pk__lte=upto)
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
