"""Where a gift may go: asked of the customer by a link of their own, given, entered for them, or declined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.moving import (
    ensure_fits,
    is_done,
    locked_shipment,
    moved,
    reason_in,
    words_in,
)
from amends.practice.remedies.gifts.actions.shipping import give_stock_back
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove, ShipmentState
from amends.practice.remedies.gifts.events import GiftDeclined, LinkAsked
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.queries.links import LINK, Link, LinkState, link_behind, token_for
from amends.practice.remedies.gifts.rules.addresses import LENGTHS, Address, problems_of, tidied
from amends.practice.remedies.gifts.rules.shipping import LINK_DAYS
from amends.practice.replies.actions import submit_reply
from amends.practice.replies.choices import ReplyKind

ADDRESS_FIELDS = (*LENGTHS, "area", "good_time")


class WrongAddress(Invalid):
    """An address that a parcel cannot go to; `problems` says what is wrong with which field."""

    def __init__(self, problems: dict[str, str]) -> None:
        first, code = next(iter(problems.items()))
        super().__init__(explain(code), field=first, code="wrong_address")
        self.problems = {field: explain(one) for field, one in problems.items()}


def explain(code: str) -> str:
    return {
        "needed": _("Please fill this in; without it a parcel does not arrive."),
        "too_long": _("This is too long for a label. Please shorten it."),
        "not_a_phone": _("This does not look like a phone number. Please check it."),
        "not_a_postcode": _("This does not look like a postcode of that place. Correct it or leave it open."),
    }[code]


@transaction.atomic
def ask_address(*, shipment_id: int, words: str, link_to: Callable[[str], str], by: Member) -> str:
    """Makes a new link, which voids the one before, and sends it in the case's conversation; gives the link.

    `words` hold {link} where it belongs; without words nothing is sent, and the handler passes it on otherwise.
    """
    shipment = locked_shipment(shipment_id, ShipmentMove.ASK, by=by)
    ensure_fits(shipment, ShipmentMove.ASK)
    letter = words_in(words, 4000)
    if letter and LINK not in letter:
        raise Invalid(_("The message has lost its link. Put {link} where it belongs."), field="words")
    shipment.link_number += 1
    shipment.link_until = clock.now() + timedelta(days=LINK_DAYS)
    shipment.told_silent_at = None
    fields = ("link_number", "link_until", "told_silent_at")
    moved(shipment, ShipmentMove.ASK, *fields, by=by, data={"link": shipment.link_number})
    link = link_to(token_for(shipment))
    if letter:
        submit_reply(
            case_id=shipment.case_id, body=letter.replace(LINK, link), kind=ReplyKind.FOLLOW_UP, by=by
        )
    return link


@transaction.atomic
def revoke_link(*, shipment_id: int, reason: str, by: Member) -> Shipment:
    """The link leads nowhere from now on, because it was sent to the wrong person or is not wanted any more."""
    shipment = locked_shipment(shipment_id, ShipmentMove.REVOKE, by=by)
    why = reason_in(reason)
    ensure_fits(shipment, ShipmentMove.REVOKE)
    shipment.link_number += 1
    shipment.link_until = None
    moved(shipment, ShipmentMove.REVOKE, "link_number", "link_until", by=by, reason=why)
    return shipment


def set_address(shipment: Shipment, address: Address) -> None:
    clean = tidied(address)
    if problems := problems_of(clean):
        raise WrongAddress(problems)
    for name in ADDRESS_FIELDS:
        setattr(shipment, name, getattr(clean, name))


@transaction.atomic
def enter_address(*, shipment_id: int, address: Address, reason: str, by: Member) -> Shipment:
    """What the customer said on the phone, or stands in the order; `reason` says where it comes from."""
    shipment = locked_shipment(shipment_id, ShipmentMove.ENTER, by=by)
    ensure_fits(shipment, ShipmentMove.ENTER)
    set_address(shipment, address)
    shipment.confirmed_at = None
    moved(shipment, ShipmentMove.ENTER, *ADDRESS_FIELDS, "confirmed_at", by=by, reason=reason_in(reason))
    return shipment


@transaction.atomic
def confirm_address(*, token: str, address: Address, by: Member) -> Shipment:
    """The customer says where it goes; `by` is the portal. The link stays good for corrections until it is packed."""
    shipment = behind_good_link(token, ShipmentMove.CONFIRM, by=by)
    set_address(shipment, address)
    shipment.confirmed_at = clock.now()
    moved(shipment, ShipmentMove.CONFIRM, *ADDRESS_FIELDS, "confirmed_at", by=by)
    return shipment


@transaction.atomic
def decline_by_link(*, token: str, words: str, by: Member) -> Shipment:
    """The customer wants no gift. It is written down, goes back to the case, and nobody presses them."""
    shipment = behind_good_link(token, ShipmentMove.DECLINE, by=by)
    return declined(shipment, words, by=by)


@transaction.atomic
def decline_gift(*, shipment_id: int, words: str, by: Member) -> Shipment:
    """The same, said to a handler."""
    shipment = locked_shipment(shipment_id, ShipmentMove.DECLINE, by=by)
    if is_done(shipment, ShipmentMove.DECLINE):
        return shipment
    ensure_fits(shipment, ShipmentMove.DECLINE)
    return declined(shipment, words, by=by)


def declined(shipment: Shipment, words: str, *, by: Member) -> Shipment:
    give_stock_back(shipment, by=by)
    shipment.link_until = None
    moved(shipment, ShipmentMove.DECLINE, "link_until", by=by, words=words_in(words))
    publish(GiftDeclined(shipment_id=shipment.pk, reference=shipment.reference))
    return shipment


@transaction.atomic
def ask_new_link(*, token: str, by: Member) -> Shipment:
    """A customer whose link has run out asks for another; once for each link, however often they press."""
    link = link_behind(token)
    if link is None or link.state == LinkState.OVER:
        raise unknown_link()
    shipment = locked_shipment(link.shipment.pk, ShipmentMove.LINK_ASKED, by=by)
    asked = shipment.steps.filter(move=ShipmentMove.LINK_ASKED, data__link=shipment.link_number).exists()
    if asked or link.state == LinkState.GOOD:
        return shipment
    ensure_fits(shipment, ShipmentMove.LINK_ASKED)
    moved(shipment, ShipmentMove.LINK_ASKED, by=by, data={"link": shipment.link_number})
    publish(LinkAsked(shipment_id=shipment.pk, number=shipment.link_number))
    return shipment


def behind_good_link(token: str, move: ShipmentMove, *, by: Member) -> Shipment:
    """The shipment of a link that works, locked, and looked at again now that nobody else can change it."""
    link = link_behind(token)
    if link is None:
        raise unknown_link()
    shipment = locked_shipment(link.shipment.pk, move, by=by)
    again = link_behind(token)
    if again is None or again.state != LinkState.GOOD:
        raise WrongState(refusal_for(again))
    if ShipmentState(shipment.state) in {ShipmentState.DECLINED}:
        raise WrongState(refusal_for(again))
    ensure_fits(shipment, move)
    return shipment


def refusal_for(link: Link | None) -> str:
    if link is not None and link.state == LinkState.EXPIRED:
        return _("This link has run out in the meantime. Ask for a new one below; nothing was changed.")
    return _("This is settled already. If something has changed, please write to us or call.")


def unknown_link() -> NotFound:
    """The same refusal for every link that is none of ours, whatever is wrong with it."""
    return NotFound(
        _("This link leads nowhere. Check that it is complete, or follow your complaint by number and phone.")
    )
