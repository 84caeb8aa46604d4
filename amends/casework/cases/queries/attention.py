"""Who keeps an eye on a case, has put it aside, or has it open at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from amends.casework.cases.models import Case, Snooze, Viewer, Watch
from amends.casework.cases.permissions import Extent, sight_of, visible_to, within_sight
from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Tuples
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import absence_now, lead_of

PRESENT_FOR, TYPING_FOR = timedelta(seconds=45), timedelta(seconds=12)
TOLD_AT_MOST, NAMES_SHOWN, NAMES_LOOKED_AT = 10, 8, 40


def sees(member: Member, case: Case) -> bool:
    return Case.objects.order_by().filter(visible_to(member), pk=case.pk).exists()


def people_of(department: Department) -> list[int]:
    """Who hears what is asked of a whole department."""
    there = Member.objects.filter(department=department, is_active=True, role__in=CASEWORKERS)
    return list(there.exclude(role=Role.SYSTEM).order_by("pk").values_list("pk", flat=True)[:TOLD_AT_MOST])


def who_leads(department: Department) -> int | None:
    lead = lead_of(department)
    return lead.pk if lead else None


def with_deputy(member: Member | None) -> list[int | None]:
    """Somebody, and while they are absent whoever stands in for them."""
    absence = absence_now(member) if member else None
    deputy = absence.deputy if absence and absence.deputy and absence.deputy.is_active else None
    return [member.pk if member else None, deputy.pk if deputy else None]


def concerned_with(case: Case) -> list[int | None]:
    """The owner, their deputy while they are absent, and those who watch."""
    return [*with_deputy(case.owner), *Watch.objects.filter(case=case).values_list("member", flat=True)]


def watchers_of(case: Case) -> list[Member]:
    rows = Watch.objects.filter(case=case).select_related("member").order_by("pk")
    return [row.member for row in rows]


def watches(member: Member, case: Case) -> bool:
    return Watch.objects.filter(case=case, member=member).exists()


def snooze_of(case: Case, member: Member) -> Snooze | None:
    return Snooze.objects.filter(case=case, member=member, ended_at=None).first()


def snoozes_of(case: Case) -> list[Snooze]:
    return list(Snooze.objects.filter(case=case, ended_at=None).select_related("member").order_by("pk"))


def ids_snoozed_by(member_id: Any) -> RawSQL:
    """The cases that somebody has put aside. Text, because it is part of a question of every list."""
    statement = "SELECT case_id FROM cases_snooze WHERE member_id = %s AND ended_at IS NULL"
    return RawSQL(statement, (member_id,))  # noqa: S611 - nothing but bound values


def ids_watched_by(member_id: Any) -> RawSQL:
    statement = "SELECT case_id FROM cases_watch WHERE member_id = %s"
    return RawSQL(statement, (member_id,))  # noqa: S611 - nothing but bound values


def _beside(extent: Extent, since: Any, *viewer: Any) -> Any:
    own = Viewer.objects.filter(member=viewer[0], seen_at__gt=since).values("case")
    in_sight = Case.objects.order_by().filter(within_sight(extent, *viewer), pk=OuterRef("case"))
    return (
        Viewer.objects.filter(Exists(in_sight), seen_at__gt=since, case__in=own)
        .exclude(member=viewer[0])
        .order_by("member__display_name", "pk")
        .values_list("case", "case__received_at", "member__display_name", "typed_at")
    )


_BESIDE_ME = Tuples(_beside)


def beside(member: Member) -> list[tuple[int, datetime, str, bool]]:
    """(case, received, name, whether they type) of those who have a case open that this member has open too."""
    now = clock.now()
    sight = sight_of(member)
    if sight.extent == Extent.NOTHING:
        return []
    rows = _BESIDE_ME(now - PRESENT_FOR, *sight.values, shape=(sight.extent,))
    return [(case, at, name, bool(typed and typed > now - TYPING_FOR)) for case, at, name, typed in rows]


def colleagues_named(words: str, case: Case, *, not_to: Member) -> list[tuple[Member, str]]:
    """Whom somebody may mean who typed this behind an @, with what to write for them; only who may see the case."""
    begun = words.strip().casefold()
    rows = Member.objects.filter(is_active=True, role__in=CASEWORKERS).exclude(role=Role.SYSTEM)
    people = [one for one in rows.order_by("display_name", "pk") if one.pk != not_to.pk]
    names = [one.display_name for one in people]
    fitting = [
        one
        for one in people
        if begun in one.display_name.casefold() or one.username.casefold().startswith(begun)
    ]
    near = sorted(fitting[:NAMES_LOOKED_AT], key=lambda one: one.department_id != case.department_id)
    found = _first_who_see(near, case)
    return [
        (one, one.display_name if one.display_name and names.count(one.display_name) == 1 else one.username)
        for one in found
    ]


def _first_who_see(people: Iterable[Member], case: Case) -> list[Member]:
    found: list[Member] = []
    for one in people:
        if len(found) == NAMES_SHOWN:
            break
        if sees(one, case):
            found.append(one)
    return found
