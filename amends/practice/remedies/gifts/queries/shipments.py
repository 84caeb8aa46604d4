"""Every question about gifts on their way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from amends.casework.cases.models import Case, Hold
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.choices.shipping import ShipmentState, ShipmentWay
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.permissions import addresses_for, shipments_for
from amends.practice.remedies.gifts.rules.shipping import ENDS

VIEWS = ("pack", "packed", "asked", "sent", "failed", "late", "done")


def shipments_of(case: Case) -> list[Shipment]:
    """Of one case, in the order in which they go out; whoever sees the case may know of them, not of the addresses."""
    rows = Shipment.objects.filter(case=case).for_list().prefetch_related("steps__by")
    return list(rows.order_by(F("not_before").asc(nulls_first=True), "id"))


def stages_of(shipment: Shipment) -> list[Shipment]:
    """The parts of one gift: small now, larger later."""
    rows = Shipment.objects.filter(reference=shipment.reference, case=shipment.case_id).for_list()
    return list(rows.order_by(F("not_before").asc(nulls_first=True), "id"))


def seen_shipment(shipment_id: int, member: Member) -> Shipment | None:
    """None whether it does not exist or is not for this member."""
    rows = Shipment.objects.filter(shipments_for(member), pk=shipment_id)
    return rows.for_list().select_related("started_by", "customer").first()


def with_address(shipments: Iterable[Shipment], member: Member) -> set[int]:
    """Which of these this member sees the address of, in one question."""
    ids = [one.pk for one in shipments]
    return set(Shipment.objects.filter(addresses_for(member), pk__in=ids).values_list("pk", flat=True))


def late(today: date) -> QuerySet[Shipment]:
    """On their way for longer than their carrier takes, and nobody was told yet."""
    return Shipment.objects.filter(overdue(today), told_late_at=None).order_by("pk")


def overdue(today: date) -> Q:
    return Q(state=ShipmentState.SENT, expected_on__lt=today)


def silent(now: datetime) -> QuerySet[Shipment]:
    """The link ran out and the customer has not answered."""
    return Shipment.objects.filter(
        state=ShipmentState.ASKED, link_until__lte=now, told_silent_at=None
    ).order_by("pk")


def in_view(view: str, today: date) -> Q:
    """The piles of the warehouse. What has no address to wait for is packed from the plan."""
    match view:
        case "packed":
            return Q(state=ShipmentState.PACKED)
        case "asked":
            posted = Q(way=ShipmentWay.POST, state=ShipmentState.PLANNED)
            return Q(state=ShipmentState.ASKED) | posted
        case "sent":
            return Q(state=ShipmentState.SENT)
        case "failed":
            return Q(state=ShipmentState.FAILED)
        case "late":
            return overdue(today)
        case "done":
            return Q(state__in=[*ENDS, ShipmentState.DELIVERED, ShipmentState.THANKED])
    from_the_plan = Q(state=ShipmentState.PLANNED) & ~Q(way=ShipmentWay.POST)
    return Q(state=ShipmentState.KNOWN) | from_the_plan


def shipments_in(view: str, member: Member, today: date) -> QuerySet[Shipment]:
    return Shipment.objects.for_list().filter(shipments_for(member), in_view(view, today))


def counts_for(member: Member, today: date) -> dict[str, int]:
    """How many lie on each pile, in one statement; nobody counts what is done."""
    wanted = {view: Count("pk", filter=in_view(view, today)) for view in VIEWS if view != "done"}
    open_ones = Shipment.objects.filter(shipments_for(member)).exclude(state__in=ENDS)
    return open_ones.aggregate(**wanted)


def address_over(before: datetime) -> QuerySet[Shipment]:
    """Those whose way ended before this moment and that still have an address; without those that a hold keeps."""
    held = Hold.objects.filter(lifted_at=None).values("case")
    return with_an_address().filter(changed_at__lt=before).exclude(case__in=held).order_by("pk")


def with_an_address() -> QuerySet[Shipment]:
    """Those whose way has ended and whose address is still there."""
    ended = Shipment.objects.filter(state__in=(*ENDS, ShipmentState.DELIVERED, ShipmentState.THANKED))
    return ended.filter(address_forgotten_at=None).exclude(recipient="", phone="", detail="")
