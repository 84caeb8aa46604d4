"""Who may look at gifts and stock, who keeps them, and who moves them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handled_by, ids_barred_to, may_work, visible_to
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove
from amends.practice.remedies.gifts.models.shipments import Shipment
from amends.practice.remedies.gifts.rules.shipping import OF_THE_CASE, OF_THE_WAREHOUSE

SEE_CATALOGUE = CASEWORKERS | {Role.WAREHOUSE, Role.FINANCE}
KEEP_CATALOGUE = frozenset({Role.MANAGER, Role.LEAD, Role.WAREHOUSE})
SEE_STOCK = frozenset({Role.WAREHOUSE, Role.MANAGER, Role.FINANCE, Role.LEAD})
RUN_STOCK = frozenset({Role.WAREHOUSE})
CONFIRM_COUNTS = frozenset({Role.WAREHOUSE, Role.MANAGER, Role.FINANCE})
# Whoever grants a gift sets it aside; whoever hands it over takes it out.
HOLD_STOCK = CASEWORKERS | {Role.WAREHOUSE}


def may_see_catalogue(member: Member) -> bool:
    return member.is_active and member.role in SEE_CATALOGUE


def may_keep_catalogue(member: Member) -> bool:
    return member.is_active and member.role in KEEP_CATALOGUE


def ensure_may_keep_catalogue(member: Member) -> None:
    if not may_keep_catalogue(member):
        raise NotPermitted(_("Managers, team leads and the warehouse keep the catalogue of gifts."))


def may_see_stock(member: Member) -> bool:
    return member.is_active and member.role in SEE_STOCK


def may_run_stock(member: Member) -> bool:
    return member.is_active and member.role in RUN_STOCK


def ensure_may_run_stock(member: Member) -> None:
    if not may_run_stock(member):
        raise NotPermitted(_("Only the warehouse moves, counts and orders gifts."))


def may_confirm_counts(member: Member) -> bool:
    return member.is_active and member.role in CONFIRM_COUNTS


def ensure_may_confirm_counts(member: Member) -> None:
    if not may_confirm_counts(member):
        raise NotPermitted(_("A second person of the warehouse, a manager or finance confirms a count."))


def ensure_may_hold(member: Member) -> None:
    if not (member.is_active and member.role in HOLD_STOCK):
        raise NotPermitted(_("Only people who work on cases and the warehouse set gifts aside."))


SHIP = frozenset({Role.WAREHOUSE, Role.SYSTEM})


def may_see_shipments(member: Member) -> bool:
    return member.is_active and (member.role in SHIP or may_work(member))


def may_ship(member: Member) -> bool:
    return member.is_active and member.role in SHIP


def shipments_for(member: Member) -> Q:
    """An SQL predicate over shipments: all for the warehouse, else those of cases that this member may know of.

    Nobody packs a parcel that comes from a complaint about themselves.
    """
    if member.is_active and member.role == Role.WAREHOUSE:
        return ~Q(case__in=ids_barred_to(member.pk))
    return Q(case__in=Case.objects.order_by().filter(visible_to(member)))


def addresses_for(member: Member) -> Q:
    """An SQL predicate over shipments: those whose address this member needs; who only helps in a case does not."""
    if member.is_active and member.role == Role.WAREHOUSE:
        return shipments_for(member)
    return Q(case__in=Case.objects.order_by().filter(handled_by(member)))


def sees_address(member: Member, shipment: Shipment) -> bool:
    return Shipment.objects.filter(addresses_for(member), pk=shipment.pk).exists()


def may_move(member: Member, move: ShipmentMove, *, of_the_case: bool) -> bool:
    """Whether this is theirs to do; `of_the_case` says whether they look after the case it comes from."""
    if move in OF_THE_WAREHOUSE:
        return may_ship(member)
    if move in OF_THE_CASE:
        return of_the_case
    return of_the_case or may_ship(member)


def ensure_may_move(member: Member, move: ShipmentMove, *, of_the_case: bool) -> None:
    if may_move(member, move, of_the_case=of_the_case):
        return
    if move in OF_THE_WAREHOUSE:
        raise NotPermitted(_("The warehouse packs, and takes in what comes back. Ask a colleague there."))
    raise NotPermitted(_("Whoever looks after the case does this. Ask them, or their team lead."))
