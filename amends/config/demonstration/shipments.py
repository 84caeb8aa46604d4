"""Gifts on their way in some of the demonstration's cases, in every state that a warehouse sees."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from amends.casework.cases.models import Case
from amends.config.demonstration.cases import key_of
from amends.config.demonstration.company import table
from amends.config.demonstration.daily import by_day
from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove as Move
from amends.practice.remedies.gifts.models import Gift, Shipment
from amends.practice.remedies.gifts.rules.addresses import Address

FILE = "shipments.toml"
PLAY, STORIES = "amends.config.demonstration.shipments.play", "amends.config.demonstration.stories.tell"
LATER = timedelta(seconds=20)


@nobody_waits
def play() -> None:
    """Played once, after all stories were told; cases that are not there, or are closed to it, are left out."""
    if Job.objects.filter(name=STORIES, state__in=(JobState.READY, JobState.RUNNING)).exists():
        enqueue(PLAY, {}, run_at=clock.now() + LATER, unique_key=PLAY)
        return
    if Shipment.objects.exists():
        return
    load_shipments(
        table(FILE), {one.username: one for one in Member.objects.filter(is_active=True)}, clock.now()
    )


def load_shipments(
    told: dict[str, Any], people: dict[str, Member], now: datetime
) -> dict[str, list[Shipment]]:
    """The rows (case, gift, path) as shipments; by the key of their case, so that a grant can be tied to each."""
    found: dict[str, list[Shipment]] = {}
    for place, row in enumerate(told["shipments"]):
        case = Case.objects.filter(idempotency_key=key_of({"key": row["case"]})).first()
        if case is None:
            continue
        try:
            with transaction.atomic(), gathered():
                found.setdefault(row["case"], []).append(walked(case, place, row, told, people, now))
        except Refused:
            continue
    return found


def walked(
    case: Case,
    place: int,
    row: dict[str, Any],
    told: dict[str, Any],
    people: dict[str, Member],
    now: datetime,
) -> Shipment:
    """Plans one and takes each step of its path at its hour."""
    keeper, by = people["warehouse"], case.owner or people["manager"]
    shipment: Shipment | None = None
    for move, hours in zip(row["path"], row["hours"], strict=True):
        with clock.at(min(now, by_day(now - timedelta(hours=hours)))):
            if shipment is None:
                shipment = begun(case, place, row, by)
            else:
                step(shipment, Move(move), row, told, by=by, keeper=keeper)
    assert shipment is not None
    return shipment


def begun(case: Case, place: int, row: dict[str, Any], by: Member) -> Shipment:
    gift = Gift.objects.get(code=row["gift"])
    reference = row.get("reference", f"demo:{row['case']}")
    hold = actions.set_aside(gift_id=gift.pk, reference=f"{reference}:{place}", by=by)
    days = row.get("not_before_days")
    return actions.start_shipment(
        case_id=case.pk,
        customer_id=case.customer_id,
        stock_hold_id=hold.pk,
        way=row["way"],
        not_before=localdate(clock.now()) + timedelta(days=days) if days else None,
        due_on=localdate(clock.now()) + timedelta(days=7),
        card=row["card"],
        place=row.get("place", ""),
        reference=reference,
        by=by,
    )


def step(
    shipment: Shipment, move: Move, row: dict[str, Any], told: dict[str, Any], *, by: Member, keeper: Member
) -> None:
    one, customer = shipment.pk, shipment.customer
    match move:
        case Move.ASK:
            actions.ask_address(shipment_id=one, words="", link_to=str, by=by)
        case Move.ENTER:
            fixed = {
                name: words.format(name=customer.name, phone=customer.phone)
                for name, words in told["address"].items()
            }
            own = {name: row[name] for name in ("region", "detail", "note") if name in row}
            actions.enter_address(
                shipment_id=one, address=Address(**fixed, **own), reason="电话里核对过", by=by
            )
        case Move.PACK:
            actions.pack(shipment_id=one, by=keeper)
        case Move.SEND:
            actions.send_out(shipment_id=one, carrier=row["carrier"], tracking=row["tracking"], by=keeper)
        case Move.DELIVER:
            actions.delivered(shipment_id=one, by=keeper)
        case Move.FAIL:
            actions.failed(shipment_id=one, reason=row["reason"], by=keeper)
        case Move.THANK:
            actions.thanked(shipment_id=one, words=row["thanks"], by=by)
        case Move.DECLINE:
            actions.decline_gift(shipment_id=one, words=row["thanks"], by=by)
