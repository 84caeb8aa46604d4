"""The words that ask a customer for an address, ready for the handler to change."""

from __future__ import annotations

from amends.casework.cases.queries.parties import addressee_of
from amends.content.files import load
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.queries.links import LINK
from amends.practice.remedies.gifts.rules.shipping import LINK_DAYS


def words_for_asking(shipment: Shipment, member: Member) -> str:
    """In the language of the case, with {link} where the link will stand."""
    texts = load("shipments", shipment.case.language)["ask"]
    name = addressee_of(shipment.case)
    greeting = texts["greeting"] if name else texts["greeting_unnamed"]
    body = texts["again" if shipment.link_number else "first"]
    parts = (
        greeting.format(name=name),
        body.format(link=LINK, days=LINK_DAYS),
        texts["sign"].format(owner=member),
    )
    return "\n\n".join(parts)
