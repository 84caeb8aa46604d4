"""The packing slip of a shipment, in the language of whoever packs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import interface_language
from amends.practice.remedies.gifts.choices.shipping import Area, ShipmentWay
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.papers import Slip, slip_page
from amends.practice.replies.letters import house_name
from amends.practice.replies.papers import CannotSet, set_page


def packing_slip(shipment: Shipment) -> bytes:
    """A PDF; raises Invalid where this machine cannot set one."""
    try:
        return set_page(slip_page(slip_of(shipment)))
    except CannotSet as lacking:
        words = _(
            "This server cannot set PDFs. Ask the administrator; the page itself can be printed as well."
        )
        raise Invalid(words, code="cannot_set") from lacking


def slip_of(shipment: Shipment) -> Slip:
    hold, tongue = shipment.stock_hold, interface_language()
    place = f"{shipment.region} {shipment.detail}".strip()
    area = "" if shipment.area == Area.MAINLAND else shipment.get_area_display()
    where = place if shipment.way != ShipmentWay.PICK_UP else shipment.place
    return Slip(
        tongue=tongue,
        house=house_name(tongue),
        number=shipment.number,
        to=[
            shipment.recipient or shipment.customer.name,
            shipment.phone,
            " ".join(part for part in (area, where, shipment.postcode) if part),
        ],
        rows=[
            (_("What goes in"), f"{hold.gift} × {hold.quantity}" if hold else _("Not from stock")),
            (_("From warehouse"), str(hold.warehouse) if hold else ""),
            (_("Packaging"), shipment.packaging),
            (_("Card"), _("Put the card in, in its envelope") if shipment.card else _("No card")),
            (_("Way"), shipment.get_way_display()),
            (_("Not before"), f"{shipment.not_before:%Y-%m-%d}" if shipment.not_before else ""),
            (_("Good time"), shipment.get_good_time_display()),
            (_("Hint"), shipment.note),
            (_("Case"), shipment.case.number),
        ],
    )
