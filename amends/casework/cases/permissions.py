"""Who may see and work on a case. One predicate serves lists, single cases, search, counts, export and live updates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, SEE_EVERYTHING, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import ids_within, reach_values

SEES_RESTRICTED = frozenset({Role.LEGAL, Role.MANAGER, Role.SYSTEM})


class Extent(StrEnum):
    """How far a member's sight over the cases goes; their own cases are always in it."""

    NOTHING = "nothing"
    REACH = "reach"
    UNRESTRICTED = "unrestricted"
    ALL = "all"


@dataclass(frozen=True)
class Sight:
    """What a member may know of the cases, as plain values that a prepared question can take."""

    extent: Extent
    member_id: int
    reach: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[int | str, ...]:
        return (self.member_id, *self.reach)


def sight_of(member: Member) -> Sight:
    if not member.is_active or member.role not in CASEWORKERS:
        return Sight(Extent.NOTHING, member.pk)
    if member.role in SEES_RESTRICTED:
        return Sight(Extent.ALL, member.pk)
    if member.role in SEE_EVERYTHING:
        return Sight(Extent.UNRESTRICTED, member.pk)
    return Sight(Extent.REACH, member.pk, reach_values(member))


def within_sight(extent: Extent, member_id: int, *reach: str) -> Q:
    """The one predicate over cases, in SQL."""
    if extent == Extent.NOTHING:
        return Q(pk__in=[])
    if extent == Extent.ALL:
        return Q()
    within = Q(department__in=ids_within(reach)) if extent == Extent.REACH else Q()
    return (within & Q(restricted=False)) | Q(owner=member_id)


def visible_to(member: Member) -> Q:
    """An SQL predicate over cases: the ones this member may know of."""
    sight = sight_of(member)
    return within_sight(sight.extent, sight.member_id, *sight.reach)


def may_work(member: Member) -> bool:
    return member.is_active and member.role in CASEWORKERS


def ensure_may_work(member: Member) -> None:
    if not may_work(member):
        raise NotPermitted(_("Your role does not work on cases. Ask a team lead."))


def may_assign(member: Member) -> bool:
    return member.is_active and member.role in {*APPROVERS, Role.SYSTEM}


def ensure_may_assign(member: Member, to: Member | None) -> None:
    """A handler may take a case; giving it to somebody else is for team leads."""
    ensure_may_work(member)
    if not may_assign(member) and (to is None or to.pk != member.pk):
        raise NotPermitted(_("You may take a case yourself; a team lead gives it to somebody else."))


def ensure_house(member: Member) -> None:
    """For what only the house itself does, such as reading a text or keeping a due time."""
    if member.role != Role.SYSTEM:
        raise NotPermitted(_("Amends does this by itself."))
