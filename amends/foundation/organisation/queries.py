"""Questions about the people here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.choices import HOUSE, PORTAL, Role
from amends.foundation.organisation.models import Department, Member


def house_member() -> Member:
    """The house itself: what nobody in particular does is done under this name."""
    return system_member(HOUSE, "Amends 修好")


def portal_member() -> Member:
    """The customers' door: what a customer does in the portal is done under this name."""
    return system_member(PORTAL, "顾客")


def system_member(username: str, display_name: str) -> Member:
    defaults = {"display_name": display_name, "role": Role.SYSTEM, "password": "!"}
    return Member.objects.get_or_create(username=username, defaults=defaults)[0]


def reach_of(member: Member) -> QuerySet[Department]:
    """The departments whose cases concern a member: their own, all below it, and those it belongs to."""
    if member.department is None:
        return Department.objects.none()
    path = member.department.path
    return Department.objects.filter(Q(path__startswith=path) | Q(path__in=paths_above(path)))


def paths_above(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: end + 1]) + "/" for end in range(len(codes) - 1)]


def reach_values(member: Member) -> tuple[str, ...]:
    """The same as plain values: a pattern for the own department and all below it, then the paths of those above."""
    if member.department is None:
        return ()
    path = member.department.path
    return (connection.ops.prep_for_like_query(path) + "%", *paths_above(path))


def ids_within(reach: Sequence[str]) -> RawSQL:
    """The ids of the departments that `reach_values` describe, to stand in the one predicate about cases.

    That predicate is part of every question, and a sub-query that is text already costs half of what one costs that is
    put together each time.
    """
    if not reach:
        return RawSQL("SELECT id FROM organisation_department WHERE 1 = 0", ())
    above = f" OR path IN ({', '.join(['%s'] * len(reach[1:]))})" if reach[1:] else ""
    statement = f"SELECT id FROM organisation_department WHERE path LIKE %s ESCAPE '\\'{above}"  # noqa: S608 - places are %s
    return RawSQL(statement, tuple(reach))  # noqa: S611 - nothing but bound values


_INTAKE: Rows[Department] = Rows(lambda: Department.objects.order_by("-takes_in", "path")[:1])


def intake_department() -> Department | None:
    """Where a complaint stands until it is routed."""
    found = _INTAKE()
    return found[0] if found else None


@cache
def all_but_the_name(path: str) -> tuple[str, ...]:
    """What to defer of the member behind `path` where a page shows no more than who it was."""
    shown = {"id", "username", "display_name"}
    return tuple(f"{path}__{field.name}" for field in Member._meta.concrete_fields if field.name not in shown)


def people() -> QuerySet[Member]:
    return (
        Member.objects.exclude(role=Role.SYSTEM)
        .select_related("department")
        .order_by("department__path", "id")
    )


def departments_doing(function: str = "") -> QuerySet[Department]:
    """Those that do this in the handling of complaints; without a function all that do something."""
    chosen = Department.objects.exclude(function="").order_by("path")
    return chosen.filter(function=function) if function else chosen


def department_doing(function: str) -> Department | None:
    """The first department of this function; None where the house has none."""
    return departments_doing(function).first()


def lead_of(department: Department) -> Member | None:
    """Who leads it: a team lead or manager there, whoever its people report to, or the lead of what stands above."""
    for path in (department.path, *reversed(paths_above(department.path))):
        there = Member.objects.filter(department__path=path, is_active=True).order_by("id")
        lead = there.filter(role__in=(Role.LEAD, Role.MANAGER)).first()
        lead = lead or Member.objects.filter(is_active=True, reports__in=there).order_by("id").first()
        if lead is not None:
            return lead
    return None
