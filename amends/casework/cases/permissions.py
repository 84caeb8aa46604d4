"""Who may see and work on a case. One predicate serves lists, single cases, search, counts, export and live updates."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, SEE_EVERYTHING, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import ids_in_reach

SEES_RESTRICTED = frozenset({Role.LEGAL, Role.MANAGER, Role.SYSTEM})


def visible_to(member: Member) -> Q:
    """An SQL predicate over cases: the ones this member may know of."""
    if not member.is_active or member.role not in CASEWORKERS:
        return Q(pk__in=[])
    if member.role in SEES_RESTRICTED:
        return Q()
    within = Q() if member.role in SEE_EVERYTHING else Q(department__in=ids_in_reach(member))
    return (within & Q(restricted=False)) | Q(owner=member)


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
