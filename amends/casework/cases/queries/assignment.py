"""What waits for somebody, what was offered up, how much lies on whom, and how the last cases would have gone otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from amends.casework.cases.models import (
    AssignmentPolicy,
    AssignmentReview,
    Case,
    CaseQuerySet,
    Relief,
)
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries.candidates import (
    SHIFT,
    candidates_for,
    hot_cap_of,
    hot_since,
    loads_of,
    need_to_route,
    policy_for,
)
from amends.casework.cases.rules.dealing import Hand, deal
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Absence, Department, Member
from amends.foundation.organisation.permissions import leads
from amends.foundation.organisation.queries import led_by

LOOKED_BACK = 50


def waiting_cases(member: Member) -> CaseQuerySet:
    """The open cases nobody has that this member may know of, the earliest due first."""
    cases = Case.objects.open().unassigned().filter(visible_to(member))
    return cases.select_related("customer", "department").order_by(F("due_at").asc(nulls_last=True), "id")


def open_reviews(member: Member) -> list[AssignmentReview]:
    """The second looks at an owner that nobody answered, of cases this member may know of."""
    rows = AssignmentReview.objects.filter(
        answered_at=None, case__in=Case.objects.open().filter(visible_to(member))
    )
    return list(rows.select_related("case__owner", "case__customer", "lead").order_by("asked_at"))


def open_review_of(case: Case) -> AssignmentReview | None:
    return case.assignment_reviews.filter(answered_at=None).select_related("lead", "owner").first()


def relief_now(member: Member) -> Relief | None:
    """The rest from heated cases that a member has now; the one that ends last."""
    now = clock.now()
    rows = Relief.objects.filter(member=member, ended_at=None, starts_at__lte=now, ends_at__gt=now)
    return rows.order_by("-ends_at").first()


def is_told_of_rest(lead: Member, member: Member) -> bool:
    """Only the team lead and the line manager of somebody are told that they rest, not everybody above them."""
    return leads(lead, member) and (lead.role == Role.LEAD or member.line_manager_id == lead.pk)


def rests_told_to(lead: Member, people: Iterable[Member]) -> dict[int, datetime]:
    """Member → until when they rest from heated cases, of those whose rests this person is told of."""
    now, theirs = clock.now(), [one.pk for one in people if is_told_of_rest(lead, one)]
    running = Relief.objects.filter(member__in=theirs, ended_at=None, starts_at__lte=now, ends_at__gt=now)
    return dict(running.order_by("ends_at").values_list("member", "ends_at"))


@dataclass(frozen=True)
class Desk:
    """How much lies on somebody now. Numbers to share work by, no judgement of anybody."""

    member: Member
    load: float
    hot: int
    hot_at_most: int
    relief_until: datetime | None
    away_last_day: datetime | None
    """A moment of the last day of an absence that is running."""

    @property
    def share(self) -> float:
        return min(1.0, self.load / self.member.capacity) if self.member.capacity else 0.0


def desks_led_by(lead: Member) -> list[Desk]:
    """The desks of the handlers somebody leads, those with the most heated cases first.

    A rest is told to the team lead and the line manager, not to everybody above them.
    """
    now = clock.now()
    people = list(led_by(lead).filter(role=Role.HANDLER))
    ids = [one.pk for one in people]
    loads, hot = loads_of(ids), hot_since(now - SHIFT, ids)
    rests = rests_told_to(lead, people)
    absences = Absence.objects.at(now).filter(member__in=ids).order_by("ends_at")
    away = {one.member_id: one.last_day for one in absences}
    rules = {one.department_id: one for one in people if one.department_id}
    caps = {place: policy_for(one.department) for place, one in rules.items() if one.department}
    desks = [
        Desk(
            member=one,
            load=loads.get(one.pk, 0.0),
            hot=hot.get(one.pk, 0),
            hot_at_most=hot_cap_of(one, caps.get(one.department_id or 0, AssignmentPolicy())),
            relief_until=rests.get(one.pk),
            away_last_day=away.get(one.pk),
        )
        for one in people
    ]
    return sorted(desks, key=lambda desk: (-desk.hot, -desk.load, desk.member.pk))


@dataclass(frozen=True)
class DryRun:
    """What each person got of the last cases and what another way would have given them."""

    cases: int
    unowned: int
    rows: tuple[tuple[Member, Hand, Hand], ...]


def dry_run(department: Department, method: str, *, by: Member) -> DryRun:
    """Deals the last cases of a department again, by today's skills, with empty desks; changes nothing."""
    found = Case.objects.filter(visible_to(by), department__path__startswith=department.path)
    found = found.exclude(reading=None).select_related("customer", "department", "concerns", "owner")
    cases = list(reversed(found.order_by("-id")[:LOOKED_BACK]))
    hands = [(need_to_route(case), candidates_for(case)) for case in cases]
    then = deal(hands, method=method)
    was: dict[int | None, Hand] = {}
    for case, (need, _people) in zip(cases, hands, strict=True):
        was[case.owner_id] = was.get(case.owner_id, Hand()).with_one(need)
    ids = {one for one in {*then, *was} if one is not None}
    people = Member.objects.filter(pk__in=ids).order_by("department__path", "id")
    rows = tuple((one, was.get(one.pk, Hand()), then.get(one.pk, Hand())) for one in people)
    return DryRun(cases=len(cases), unowned=then.get(None, Hand()).cases, rows=rows)


def rules_of_departments() -> list[tuple[Department, AssignmentPolicy | None]]:
    """Every department with its own rule, as a tree."""
    rows = Department.objects.select_related("assignment_policy__changed_by").order_by("path")
    return [(one, getattr(one, "assignment_policy", None)) for one in rows]
