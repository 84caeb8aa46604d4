"""Questions about the clocks of cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import sight_of, visible_to, within_sight
from amends.casework.clocks.choices import Recipient
from amends.casework.clocks.models import Clock, Reminder
from amends.casework.clocks.queries.policy import Policy
from amends.casework.clocks.rules.deadlines import Measure, Span, measure_of, moment_of_share, used_share
from amends.casework.clocks.rules.effects import Situation
from amends.casework.clocks.rules.ladder import LADDER, in_working_time, steps_reached
from amends.casework.clocks.rules.policy import Rule
from amends.casework.readings.choices import Mode
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.calendars.rules.working_time import WorkingTime
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import absent_now, hours_of_all, paths_above

_CLOCKS: Rows[Clock] = Rows(lambda case_id: Clock.objects.filter(case=case_id))
REMINDERS_SHOWN = 5
_REMINDERS: Rows[Reminder] = Rows(
    lambda extent, member_id, *viewer: (
        Reminder.objects.filter(
            member=member_id,
            clock__stopped_at=None,
            clock__case__in=Case.objects.open().filter(within_sight(extent, member_id, *viewer)),
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
    """What a member was reminded of, as far as it still runs and may be seen; the newest first."""
    sight = sight_of(member)
    return _REMINDERS(*sight.values, shape=(sight.extent,))


def recipients(case: Case, roles: Iterable[Recipient]) -> list[Member]:
    """Who is reminded of a case: only who may know of it. Where nobody owns it, the lead stands in.

    For whoever is absent their deputy is told as well; for an owner without one, the lead. Where none of them is here and
    may know of it, as with a restricted case, the managers are told.
    """
    wanted = set(roles)
    found: list[Member] = []
    if Recipient.OWNER in wanted and case.owner and case.owner.is_active:
        found.append(case.owner)
    if Recipient.LEAD in wanted or not found:
        found += _leads(case)
    if Recipient.MANAGER in wanted:
        found += _managers()
    absences = absent_now(found)
    for absence in absences.values():
        if absence.deputy and absence.deputy.is_active and _may_know(case, absence.deputy):
            found.append(absence.deputy)
        elif absence.member_id == case.owner_id:
            found += _leads(case)
    told = _who_may_know(case, found)
    if all(one.pk in absences for one in told):
        told = _who_may_know(case, [*told, *_managers()])
    return told


def _who_may_know(case: Case, members: Iterable[Member]) -> list[Member]:
    seen = {member.pk: member for member in members}
    return [member for member in seen.values() if _may_know(case, member)]


def _managers() -> list[Member]:
    return list(Member.objects.filter(role=Role.MANAGER, is_active=True).order_by("pk"))


def at_work(told: list[Member], policy: Policy, now: datetime) -> dict[Member, datetime]:
    """When each of them is at work next: within their hours, and back from an absence."""
    works_by, absences = hours_of_all(told), absent_now(told)
    return {
        member: in_working_time(
            absences[member.pk].ends_at if member.pk in absences else now, policy.hours(works_by[member.pk])
        )
        for member in told
    }


def reminders_to_come(
    case: Case, held: Bound, given: Iterable[Reminder], policy: Policy, now: datetime
) -> list[tuple[int, Member, datetime]]:
    """What is due to be said of a clock and waits: how many percent, to whom, and when they are at work again."""
    step = steps_reached(held.share(now)) - 1
    if step < 0 or held.clock.stopped_at or held.clock.paused_since or not case.is_worked_on:
        return []
    rung, told = LADDER[step], {one.member_id for one in given if one.step == step}
    begins = at_work(recipients(case, rung.to), policy, now)
    waits = [(rung.percent, one, at) for one, at in begins.items() if at > now and one.pk not in told]
    return sorted(waits, key=lambda one: one[2])


def _leads(case: Case) -> list[Member]:
    """The team leads nearest to a case: of its department, else of the next one above that has any."""
    path = case.department.path
    leads = Member.objects.filter(
        role=Role.LEAD, is_active=True, department__path__in=[path, *paths_above(path)]
    )
    nearest = max((one.department.path for one in leads if one.department), key=len, default="")
    return [one for one in leads if one.department and one.department.path == nearest]


def _may_know(case: Case, member: Member) -> bool:
    return Case.objects.filter(visible_to(member), pk=case.pk).exists()


def situation_of(case: Case) -> Situation:
    """What decides whether a clock makes sense in a case."""
    heated = case.is_calm is False
    return Situation(
        is_open=case.is_open,
        answered=case.first_reply_at is not None,
        hot=case.mode == Mode.EMOTION and heated,
        solved=case.solved_at is not None,
        stirred=case.mode in {Mode.EMOTION, Mode.MIXED} and heated,
        orderly=case.mode in {Mode.DEMAND, Mode.MIXED},
    )


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
