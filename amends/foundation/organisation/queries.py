"""Questions about the people here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

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
    codes = path.strip("/").split("/")
    above = ["/" + "/".join(codes[: end + 1]) + "/" for end in range(len(codes) - 1)]
    return Department.objects.filter(Q(path__startswith=path) | Q(path__in=above))


def intake_department() -> Department | None:
    """Where a complaint stands until it is routed."""
    return Department.objects.order_by("-takes_in", "path").first()


def people() -> QuerySet[Member]:
    return (
        Member.objects.exclude(role=Role.SYSTEM)
        .select_related("department")
        .order_by("department__path", "id")
    )
