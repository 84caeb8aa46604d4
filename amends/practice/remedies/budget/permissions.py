"""Who sees which budget, who gives money to teams, and who may bind it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import paths_above
from amends.practice.remedies.budget.models import Budget

GOVERN = frozenset({Role.MANAGER, Role.FINANCE, Role.SYSTEM})
BOOK = CASEWORKERS | {Role.FINANCE, Role.WAREHOUSE}


def visible_to(member: Member) -> Q:
    """An SQL predicate over budgets that are shown whole: to managers and finance all, to a lead theirs and those below."""
    if not member.is_active:
        return Q(pk__in=[])
    if member.role in GOVERN:
        return Q()
    if member.role == Role.LEAD and member.department is not None:
        return Q(department__path__startswith=member.department.path)
    return Q(pk__in=[])


def drawn_on_by(member: Member) -> Q:
    """An SQL predicate over budgets that pay for a member's team: of these they know how much is left."""
    if not member.works_on_cases or not member.is_active or member.department is None:
        return Q(pk__in=[])
    path = member.department.path
    return Q(department__path__in=[path, *paths_above(path)])


def may_know_what_is_left(member: Member, budget: Budget) -> bool:
    """The same two predicates for one budget that is at hand."""
    own = member.department.path if member.department else ""
    theirs = budget.department.path
    return member.is_active and (
        member.role in GOVERN
        or (member.works_on_cases and bool(own) and own.startswith(theirs))
        or (member.role == Role.LEAD and bool(own) and theirs.startswith(own))
    )


def may_see_budgets(member: Member) -> bool:
    return member.is_active and (member.role in GOVERN or member.works_on_cases)


def may_govern(member: Member) -> bool:
    return member.is_active and member.role in GOVERN


def ensure_may_govern(member: Member) -> None:
    if not may_govern(member):
        raise NotPermitted(_("Managers and finance open, change, move and close budgets."))


def ensure_may_reserve(member: Member) -> None:
    if not (member.is_active and member.works_on_cases):
        raise NotPermitted(_("Whoever works on cases sets money aside for them."))


def ensure_may_book(member: Member) -> None:
    if not (member.is_active and member.role in BOOK):
        raise NotPermitted()
