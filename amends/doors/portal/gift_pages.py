"""What a customer sees behind the link that asks where a gift may go; never more than the link itself allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.queries.parties import addressee_of
from amends.casework.cases.text import cleaned
from amends.practice.remedies.gifts.choices.shipping import Area, GoodTime, ShipmentState
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.queries.links import Link, LinkState
from amends.practice.remedies.gifts.rules.addresses import LENGTHS, Address

LONGEST = 400


def entered_in(data: QueryDict) -> Address:
    """What a form holds, without what cannot be stored; unknown choices are left for the rule to name."""
    words = {name: cleaned(data.get(name, ""))[:LONGEST] for name in (*LENGTHS, "area", "good_time")}
    return Address(**words)


def filled(shipment: Shipment, entered: Address) -> Address:
    """The number that we know stands in where the customer leaves it open."""
    return entered if entered.phone else replace(entered, phone=known_phone(shipment))


def known_phone(shipment: Shipment) -> str:
    return shipment.phone or shipment.customer.phone


def gift_page(
    link: Link, entered: Address | None = None, wrong: Mapping[str, str] | None = None
) -> dict[str, Any]:
    shipment = link.shipment
    good = link.state == LinkState.GOOD
    return {
        "token_state": link.state.value,
        "headline": headline(link),
        "given": shipment.address if good and shipment.detail else None,
        "is_known": good and bool(shipment.detail),
        "form": form_of(shipment, entered, dict(wrong or {})) if good else None,
        "until": shipment.link_until if good else None,
        "owner": shipment.case.owner if good else None,
    }


def headline(link: Link) -> str:
    if link.state == LinkState.EXPIRED:
        return _("This link has run out")
    if link.shipment.state == ShipmentState.DECLINED:
        return _("No gift, then. That is quite all right.")
    if link.state == LinkState.OVER:
        return _("This is settled already")
    return (
        _("Thank you, we have your address")
        if link.shipment.detail
        else _("Where may we send you something?")
    )


def form_of(shipment: Shipment, entered: Address | None, wrong: dict[str, str]) -> dict[str, Any]:
    values = entered or shipment.address
    if entered is None and not values.recipient:
        area = Area.TAIWAN if shipment.case.language == "zh-Hant" else Area.MAINLAND
        values = replace(values, recipient=addressee_of(shipment.case), area=area)
    known = known_phone(shipment)
    return {
        "values": values if entered else replace(values, phone=""),
        "wrong": wrong,
        "known_phone": known[-4:] if len(known) > 6 else "",
        "areas": Area.choices,
        "times": GoodTime.choices,
        "lengths": LENGTHS,
    }
