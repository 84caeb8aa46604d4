"""Who could take a case, in a handful of statements however many people there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from amends.casework.cases.choices import CONCERNED_STATES_THAT_COUNT, Direction
from amends.casework.cases.models import AssignmentPolicy, Case, Exposure, Relief, StaffConcerned
from amends.casework.cases.models.assignment import SHIPPED_HOT, SHIPPED_RELIEF
from amends.casework.cases.rules import (
    Candidate,
    Need,
    case_number,
    effort_of,
    is_grave,
    is_hot,
    is_sensitive,
)
from amends.casework.cases.rules.routing import EXPERT, LEARNING, SURE
from amends.casework.readings.queries import dialect_of
from amends.foundation.audit.queries import entries_of
from amends.foundation.calendars.queries import working_times
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Power, Presence, Role
from amends.foundation.organisation.models import Absence, Department, Member
from amends.foundation.organisation.queries import hours_of_all, paths_above, rule_in_force
from amends.foundation.organisation.rules import Rule, Verdict, verdict

# Nobody works longer at a stretch: what came to somebody within it counts as this shift.
SHIFT: Final = timedelta(hours=12)
WEIGHING: Final = ("severity", "intensity", "has_risk", "stage")


def need_of(case: Case) -> Need:
    """What a case asks of whoever takes it, by its labels."""
    return Need(
        category=case.category,
        language=case.language,
        effort=effort_of(**{name: getattr(case, name) for name in WEIGHING}),
        hot=is_hot(heat=case.heat, intensity=case.intensity, risks=case.risks),
        grave=is_grave(case.severity),
        sensitive=is_sensitive(restricted=case.restricted, risks=case.risks),
        persona=case.persona,
        mode=case.mode,
    )


def need_to_route(case: Case) -> Need:
    """The same with the speech that the customer's own words are written in, which costs a question."""
    told = case.messages.filter(direction=Direction.IN).order_by("sent_at", "pk")
    words = told.values_list("body", flat=True).first() or ""
    return replace(need_of(case), dialect=dialect_of(words))


def policy_for(department: Department) -> AssignmentPolicy:
    """The department's own rule, or the one of the nearest above it, or what is shipped."""
    return policies_for([department])[department.pk]


def policies_for(departments: Iterable[Department]) -> dict[int, AssignmentPolicy]:
    """The same for several departments at once."""
    ways = {one.pk: (one, {one.path, *paths_above(one.path)}) for one in departments}
    paths: set[str] = set().union(*(way for _one, way in ways.values()))
    rows = list(AssignmentPolicy.objects.filter(department__path__in=paths).select_related("department"))
    found = {}
    for key, (one, way) in ways.items():
        own = [row for row in rows if row.department.path in way]
        found[key] = max(own, key=lambda row: len(row.department.path), default=None) or AssignmentPolicy(
            department=one, hot_per_shift=SHIPPED_HOT, relief_hours=SHIPPED_RELIEF
        )
    return found


def loads_of(members: QuerySet[Member] | Iterable[int]) -> dict[int, float]:
    """Member → the effort of all their open cases, paused ones too."""
    rows = Case.objects.open().filter(owner__in=members).order_by()
    found: dict[int, float] = {}
    for owner, *labels, n in rows.values_list("owner", *WEIGHING).annotate(n=Count("pk")):
        effort = effort_of(**dict(zip(WEIGHING, labels, strict=True)))
        found[owner] = found.get(owner, 0.0) + n * effort
    return {owner: round(load, 1) for owner, load in found.items()}


def hot_since(moment: datetime, members: Iterable[int]) -> dict[int, int]:
    """Member → how many heated cases came to them since then."""
    rows = Exposure.objects.filter(member__in=members, at__gte=moment).order_by()
    return dict(rows.values_list("member").annotate(n=Count("case", distinct=True)))


def candidates_for(case: Case) -> list[Candidate]:
    """The people of the handling department and of the one it concerns, with whatever speaks for and against them."""
    need = need_of(case)
    people: list[Any] = list(_with_what_counts(_who_could(case, need), case))
    now, ids = clock.now(), [one.pk for one in people]
    policies, loads = policies_for(one.department for one in people), loads_of(ids)
    met, last_hot, on_duty = _last_met(case), _had_the_last_hot(people, now), _on_duty(people, now)
    able = {
        role: rule_in_force(Power.CLOSE_SEVERE, role)
        for role in {one.role for one in people}
        if need.sensitive
    }
    return [
        Candidate(
            member_id=one.pk,
            name=str(one),
            skills=levels_of(one),
            languages=frozenset(one.languages),
            strengths=frozenset(one.strengths),
            load=loads.get(one.pk, 0.0),
            capacity=one.capacity,
            on_duty=one.pk in on_duty,
            busy=one.presence == Presence.BUSY,
            conflict=one.is_concerned,
            gave_back=one.gave_back,
            **_met(met.get(one.pk), now),
            works_there=case.concerns_id is not None and one.department_id == case.concerns_id,
            may_decide=_decides(one, able),
            hot_today=one.hot_today,
            hot_at_most=hot_cap_of(one, policies[one.department_id]),
            in_relief=one.in_relief,
            had_last_hot=one.pk == last_hot,
            last_given=one.given_at.timestamp() if one.given_at else 0.0,
        )
        for one in people
    ]


def _last_met(case: Case) -> dict[int, tuple[datetime, int]]:
    """Member → when the latest other case of this customer that they have or had came in, and which it was.

    What is restricted does not count: the reason would tell of it.
    """
    others = Case.objects.of_person(case.customer).filter(restricted=False).exclude(pk=case.pk)
    rows = others.exclude(owner=None).order_by("received_at", "pk").values_list("owner", "received_at", "pk")
    return {owner: (at, pk) for owner, at, pk in rows}


def _met(last: tuple[datetime, int] | None, now: datetime) -> dict[str, Any]:
    if last is None:
        return {}
    at, pk = last
    return {"met_days_ago": max((now - at).days, 0), "met_in": case_number(pk, at, settings.TIME_ZONE)}


def _had_the_last_hot(people: list[Any], now: datetime) -> int | None:
    lately = [(one.hot_at, one.pk) for one in people if one.hot_at and one.hot_at > now - SHIFT]
    return max(lately)[1] if lately else None


def _on_duty(people: list[Any], now: datetime) -> set[int]:
    """Those who are here: not away, not absent, and within the hours of their or their department's calendar, if any."""
    works_by = hours_of_all(people)
    hours = working_times() if any(works_by.values()) else {}

    def in_hours(one: Member) -> bool:
        calendar = hours.get(works_by[one.pk]) if works_by[one.pk] else None
        if calendar is None:
            return True
        return any(start <= now < end for start, end in calendar.intervals(calendar.local(now).date()))

    here = (one for one in people if one.presence != Presence.AWAY and not one.is_absent)
    return {one.pk for one in here if in_hours(one)}


def levels_of(member: Member) -> Mapping[str, int]:
    """Skill → level; what was never weighed is sure."""
    return {
        skill: level if (level := member.skill_levels.get(skill, SURE)) in (LEARNING, EXPERT) else SURE
        for skill in member.skills
    }


def hot_cap_of(member: Member, policy: AssignmentPolicy) -> int:
    """A person's own limit lowers that of the department and never lifts it."""
    return policy.hot_per_shift if member.hot_cap is None else min(member.hot_cap, policy.hot_per_shift)


def _who_could(case: Case, need: Need) -> QuerySet[Member]:
    """Handlers; where a case asks for more authority, team leads as well."""
    within = Q(department__path__startswith=case.department.path)
    if case.concerns is not None:
        within |= Q(department__path__startswith=case.concerns.path)
    roles = (Role.HANDLER, Role.LEAD) if need.sensitive else (Role.HANDLER,)
    rows = Member.objects.filter(within, role__in=roles, is_active=True).order_by("id")
    return rows.select_related("department")


def _with_what_counts(people: QuerySet[Member], case: Case) -> QuerySet[Any]:
    now, me = clock.now(), OuterRef("pk")
    concerned = StaffConcerned.objects.filter(case=case.pk, state__in=CONCERNED_STATES_THAT_COUNT)
    hot = Exposure.objects.filter(member=me, at__gte=now - SHIFT).order_by().values("member")
    relief = Relief.objects.filter(member=me, ended_at=None, starts_at__lte=now, ends_at__gt=now)
    return people.annotate(
        is_absent=Exists(Absence.objects.at(now).filter(member=me)),
        is_concerned=Exists(concerned.filter(Q(member=me) | Q(member__line_manager=me))),
        gave_back=Exists(entries_of(case.chain).order_by().filter(action="case.given_back", actor_id=me)),
        in_relief=Exists(relief),
        hot_today=Coalesce(
            Subquery(hot.annotate(n=Count("case", distinct=True)).values("n")),
            Value(0),
            output_field=IntegerField(),
        ),
        given_at=F("workload__last_given_at"),
        hot_at=F("workload__last_hot_at"),
    )


def _decides(one: Member, rules: Mapping[str, Rule]) -> bool:
    rule = rules.get(one.role)
    return (
        rule is not None and verdict(rule, amount=None, sensitive=True, cap=one.approval_limit) == Verdict.YES
    )
