"""Questions about the clocks of cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from amends.casework.cases.models import Case
from amends.casework.clocks.models import Clock, Reminder
from amends.casework.clocks.queries.policy import Policy
from amends.casework.clocks.rules.deadlines import Measure, Span, measure_of, moment_of_share, used_share
from amends.casework.clocks.rules.effects import Situation
from amends.casework.clocks.rules.policy import Rule
from amends.casework.readings.choices import Mode
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.calendars.rules.working_time import WorkingTime
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.models import Member

_CLOCKS: Rows[Clock] = Rows(lambda case_id: Clock.objects.filter(case=case_id))
REMINDERS_SHOWN = 5
_REMINDERS: Rows[Reminder] = Rows(
    lambda member_id: (
        Reminder.objects.filter(
            member=member_id, clock__stopped_at=None, clock__case__phase="open", clock__case__owner=member_id
        )
        .select_related("clock__case")
        .order_by("-id")[:REMINDERS_SHOWN]
    )
)


def running(case_id: int) -> QuerySet[Clock]:
    return Clock.objects.filter(case=case_id, stopped_at=None)


def clocks_of(case: Case) -> list[Clock]:
    return _CLOCKS(case.pk)


def newest_reminders(member: Member) -> list[Reminder]:
    """What a member was reminded of in own cases, as far as it still runs; the newest first."""
    return _REMINDERS(member.pk)


def situation_of(case: Case) -> Situation:
    """What decides whether a clock makes sense in a case."""
    hot = case.mode == Mode.EMOTION and case.is_calm is False
    return Situation(case.is_open, case.first_reply_at is not None, hot, case.solved_at is not None)


def hours_of(rule: Rule | None, policy: Policy) -> WorkingTime:
    return policy.hours(rule.calendar if rule else "")


@dataclass(frozen=True)
class Bound:
    """A clock together with the rule it runs by, its calendar and its pauses."""

    clock: Clock
    rule: Rule | None
    hours: WorkingTime
    spans: tuple[Span, ...]

    @property
    def measure(self) -> Measure:
        return measure_of(length_of(self.rule.length) if self.rule else None, self.hours)

    def share(self, now: datetime) -> float:
        """How much of its own time has gone; it stands still while it is paused."""
        at = self.clock.stopped_at or self.clock.paused_since or now
        return used_share(self.clock.started_at, self.clock.due_at, at, self.spans, self.measure)

    def moment(self, percent: int) -> datetime:
        """When so many percent of its time will have gone."""
        return moment_of_share(self.clock.started_at, self.clock.due_at, percent, self.spans, self.measure)


def bound(clock: Clock, policy: Policy, spans: tuple[Span, ...] | None = None) -> Bound:
    """A clock as the decisions take it; asks for its pauses unless they are given."""
    rule = policy.version(clock.rule_code, clock.rule_version)
    if spans is None:
        spans = tuple(one.span for one in clock.pauses.all() if one.span) if clock.pk else ()
    return Bound(clock, rule, hours_of(rule, policy), spans)
