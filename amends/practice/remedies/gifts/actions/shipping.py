"""A gift on its way: planned, packed, sent, arrived, failed, back again, called off."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked as locked_case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.gifts.actions.beats import line, optional_line
from amends.practice.remedies.gifts.actions.holding import let_go, put_back, take_out
from amends.practice.remedies.gifts.actions.moving import (
    ensure_fits,
    is_done,
    locked_shipment,
    moved,
    reason_in,
    words_in,
    written,
)
from amends.practice.remedies.gifts.choices.shipping import (
    Carrier,
    ShipmentMove,
    ShipmentState,
    ShipmentWay,
)
from amends.practice.remedies.gifts.choices.stock import HoldState
from amends.practice.remedies.gifts.events import (
    GiftCalledOff,
    GiftDelivered,
    GiftFailed,
    GiftReturned,
)
from amends.practice.remedies.gifts.models import Shipment, StockHold
from amends.practice.remedies.gifts.rules.shipping import (
    ENDS,
    expected_on,
    is_too_early,
    tracking_number,
    ways_of,
)

CARD_LENGTH = 2000


@transaction.atomic
def start_shipment(
    *,
    case_id: int,
    customer_id: int,
    stock_hold_id: int | None,
    way: str,
    not_before: date | None,
    card: str,
    reference: str,
    by: Member,
    due_on: date | None = None,
    packaging: str = "",
    place: str = "",
) -> Shipment:
    """Plans the way of what was set aside. The same hold again gives the same shipment; several with one reference are
    the stages of one gift.
    """
    case = locked_case(case_id, by=by)
    if customer_id != case.customer_id:
        raise Invalid(_("A gift goes to the customer of its case."), field="customer")
    branch = optional_line(place, limit=120, field="place")
    hold = held(stock_hold_id)
    ensure_way(way, hold, branch)
    if hold and (before := Shipment.objects.filter(stock_hold=hold).exclude(state__in=ENDS).first()):
        if before.case_id != case.pk:
            raise Conflict(_("This gift is on its way to somebody else already."))
        return before
    now = clock.now()
    shipment = Shipment(
        case=case,
        customer_id=customer_id,
        stock_hold=hold,
        reference=line(reference, limit=60, field="reference"),
        way=way,
        not_before=not_before,
        due_on=due_on,
        card=words_in(card, CARD_LENGTH),
        packaging=optional_line(packaging, limit=200, field="packaging"),
        place=branch,
        started_by=by,
        started_at=now,
        changed_at=now,
    )
    shipment.save()
    written(shipment, ShipmentMove.START, by=by, data={"way": way})
    return shipment


def ensure_way(way: str, hold: StockHold | None, branch: str) -> None:
    """What never lies in stock has no thing to bring, so every way is open to it."""
    if way not in ShipmentWay.values:
        raise Invalid(_("Choose the way on which the gift goes."), field="way")
    if hold is not None and way not in ways_of(hold.gift.kind):
        raise Invalid(
            _(
                "“%(gift)s” cannot be sent electronically. Send it by post, hand it over, or have it picked up."
            )
            % {"gift": hold.gift},
            field="way",
        )
    if way == ShipmentWay.PICK_UP and not branch:
        raise Invalid(_("Say in which branch it is picked up."), field="place")


def held(stock_hold_id: int | None) -> StockHold | None:
    """What was set aside and still is; a gift that never lies in stock, such as a ticket, has none."""
    if stock_hold_id is None:
        return None
    hold = StockHold.objects.select_for_update().filter(pk=stock_hold_id).first()
    if hold is None:
        raise NotFound(_("Nothing of this number was set aside."))
    if hold.state != HoldState.SET_ASIDE:
        raise WrongState(_("This gift is not set aside any more. Choose it again."))
    return hold


@transaction.atomic
def pack(*, shipment_id: int, by: Member) -> Shipment:
    """Takes the gift from the shelf; packed already, nothing changes."""
    shipment = locked_shipment(shipment_id, ShipmentMove.PACK, by=by)
    if is_done(shipment, ShipmentMove.PACK):
        return shipment
    ensure_fits(shipment, ShipmentMove.PACK)
    if shipment.stock_hold_id:
        take_out(hold_id=shipment.stock_hold_id, by=by)
    moved(shipment, ShipmentMove.PACK, by=by)
    return shipment


@transaction.atomic
def send_out(*, shipment_id: int, by: Member, carrier: str = "", tracking: str = "") -> Shipment:
    """Hands the parcel to the carrier, or sends what needs none; after a failed delivery it goes out again."""
    shipment = locked_shipment(shipment_id, ShipmentMove.SEND, by=by)
    if is_done(shipment, ShipmentMove.SEND) and (
        not tracking or shipment.tracking == tracking_number(carrier, tracking)
    ):
        return shipment
    ensure_fits(shipment, ShipmentMove.SEND)
    ensure_its_day(shipment, ShipmentMove.SEND)
    today = clock.today()
    if shipment.way == ShipmentWay.POST:
        shipment.carrier, shipment.tracking = carrier_in(carrier), number_in(carrier, tracking)
        shipment.expected_on = expected_on(carrier, today, settings.AMENDS_DELIVERY_DAYS)
    elif shipment.stock_hold_id:
        take_out(hold_id=shipment.stock_hold_id, by=by)
    shipment.sent_at, shipment.told_late_at = clock.now(), None
    data = {"carrier": shipment.carrier, "tracking": shipment.tracking} if shipment.tracking else {}
    fields = ("carrier", "tracking", "expected_on", "sent_at", "told_late_at")
    moved(shipment, ShipmentMove.SEND, *fields, by=by, data=data)
    return shipment


def ensure_its_day(shipment: Shipment, move: ShipmentMove) -> None:
    if is_too_early(move, not_before=shipment.not_before, today=clock.today()):
        raise WrongState(
            _("%(number)s is meant to leave on %(day)s or later, as a surprise or as a second part.")
            % {"number": shipment.number, "day": shipment.not_before}
        )


def carrier_in(carrier: str) -> str:
    if carrier not in Carrier.values:
        raise Invalid(_("Choose the carrier."), field="carrier")
    return carrier


def number_in(carrier: str, words: str) -> str:
    number = tracking_number(carrier, words)
    if number is None:
        raise Invalid(
            _("“%(number)s” is no tracking number of %(carrier)s. Copy it from the carrier's slip.")
            % {"number": words.strip()[:40], "carrier": Carrier(carrier).label},
            field="tracking",
        )
    return number


@transaction.atomic
def delivered(*, shipment_id: int, by: Member, note: str = "") -> Shipment:
    """It arrived; told twice, nothing changes."""
    shipment = locked_shipment(shipment_id, ShipmentMove.DELIVER, by=by)
    if is_done(shipment, ShipmentMove.DELIVER):
        return shipment
    ensure_fits(shipment, ShipmentMove.DELIVER)
    shipment.delivered_at = clock.now()
    moved(shipment, ShipmentMove.DELIVER, "delivered_at", by=by, words=words_in(note))
    publish(GiftDelivered(shipment_id=shipment.pk, reference=shipment.reference))
    return shipment


@transaction.atomic
def failed(*, shipment_id: int, reason: str, by: Member) -> Shipment:
    """The carrier could not deliver it; somebody decides whether it goes out again or comes back."""
    shipment = locked_shipment(shipment_id, ShipmentMove.FAIL, by=by)
    why = reason_in(reason)
    if is_done(shipment, ShipmentMove.FAIL):
        return shipment
    ensure_fits(shipment, ShipmentMove.FAIL)
    step = moved(shipment, ShipmentMove.FAIL, by=by, reason=why)
    publish(GiftFailed(shipment_id=shipment.pk, reference=shipment.reference, step_id=step.pk))
    return shipment


@transaction.atomic
def returned(*, shipment_id: int, reason: str, fit_for_sale: bool, by: Member) -> Shipment:
    """It is back in the warehouse: on the shelf again, or written off."""
    shipment = locked_shipment(shipment_id, ShipmentMove.RETURN, by=by)
    why = reason_in(reason)
    if is_done(shipment, ShipmentMove.RETURN):
        return shipment
    ensure_fits(shipment, ShipmentMove.RETURN)
    if shipment.stock_hold_id:
        put_back(hold_id=shipment.stock_hold_id, fit_for_sale=fit_for_sale, by=by)
    moved(shipment, ShipmentMove.RETURN, by=by, reason=why, data={"fit": fit_for_sale})
    publish(GiftReturned(shipment_id=shipment.pk, reference=shipment.reference))
    return shipment


@transaction.atomic
def call_off(*, shipment_id: int, reason: str, by: Member) -> Shipment:
    """It does not go out after all; what has left the house comes back by a return."""
    shipment = locked_shipment(shipment_id, ShipmentMove.CALL_OFF, by=by)
    why = reason_in(reason)
    if is_done(shipment, ShipmentMove.CALL_OFF):
        return shipment
    ensure_fits(shipment, ShipmentMove.CALL_OFF)
    give_stock_back(shipment, by=by)
    shipment.link_until = None
    moved(shipment, ShipmentMove.CALL_OFF, "link_until", by=by, reason=why)
    publish(GiftCalledOff(shipment_id=shipment.pk, reference=shipment.reference))
    return shipment


def give_stock_back(shipment: Shipment, *, by: Member) -> None:
    """What was only set aside is let go; what was packed lies on the shelf again."""
    if not shipment.stock_hold_id:
        return
    if shipment.state == ShipmentState.PACKED:
        put_back(hold_id=shipment.stock_hold_id, fit_for_sale=True, by=house_member())
    else:
        let_go(hold_id=shipment.stock_hold_id, by=by)
