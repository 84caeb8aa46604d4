"""Who may know of a customer, and change what is known."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from amends.casework.customers.models import Customer, Order
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, SEE_EVERYTHING, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import ids_within, reach_values

FORGETTERS = frozenset({Role.LEGAL, Role.MANAGER})

# A customer is known through cases too, and these stand above customers: the wiring says how.
_through: list[Callable[[Member], Q]] = []


def known_through(predicate: Callable[[Member], Q]) -> None:
    """Adds a way in which members come to know customers; twice is once."""
    if predicate not in _through:
        _through.append(predicate)


def known_to(member: Member) -> Q:
    """An SQL predicate over customers: those whose cases or orders concern this member.

    Whoever knows one record of a person knows the record that stands for the person.
    """
    if not may_keep(member):
        return Q(pk__in=[])
    if member.role in SEE_EVERYTHING:
        return Q()
    own = _known_by_record(member)
    return own | Q(Exists(Customer.objects.filter(own, person=OuterRef("pk"))))


def _known_by_record(member: Member) -> Q:
    within = ids_within(reach_values(member))
    known = Q(Exists(Order.objects.order_by().filter(customer=OuterRef("pk"), department__in=within)))
    for predicate in _through:
        known |= predicate(member)
    return known


def may_keep(member: Member) -> bool:
    """Those who work on cases keep what is known of the customers."""
    return member.is_active and member.role in CASEWORKERS


def ensure_may_keep(member: Member) -> None:
    if not may_keep(member):
        raise NotPermitted(_("Your role does not work with customers. Ask a team lead."))


def may_take_in(member: Member) -> bool:
    """Whole tables of orders and contracts: administrators, and those who know every customer anyway.

    A table makes its customers known to the department it names, so that nobody may widen by one what they see.
    """
    return member.is_active and (member.role == Role.ADMINISTRATOR or member.role in SEE_EVERYTHING)


def ensure_may_take_in(member: Member) -> None:
    if not may_take_in(member):
        raise NotPermitted(_("Administrators, managers, legal and quality take in orders and contracts."))


def ensure_may_record(member: Member) -> None:
    """A single order or contract: whoever keeps what is known of customers, or takes in whole tables."""
    if not (may_keep(member) or may_take_in(member)):
        raise NotPermitted(_("Your role does not work with customers. Ask a team lead."))


def may_merge(member: Member) -> bool:
    """Whether two records are one person is decided by those who also approve what others write."""
    return member.is_active and member.role in {*APPROVERS, Role.QUALITY, Role.SYSTEM}


def ensure_may_merge(member: Member) -> None:
    if not may_merge(member):
        raise NotPermitted(_("A team lead decides whether two records are one person. Propose it to yours."))


def may_erase(member: Member) -> bool:
    """Giving out all that is kept of a person, and forgetting them, is for legal and managers."""
    return member.is_active and member.role in FORGETTERS


def ensure_may_erase(member: Member) -> None:
    if not may_erase(member):
        raise NotPermitted(_("Legal or a manager gives out or removes what is kept of a person."))
