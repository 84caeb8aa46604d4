"""The pages of gifts on their way: the piles of the warehouse, and one shipment with its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import DateField, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.foundation.kernel import clock
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions import Outcome
from amends.practice.remedies.gifts.choices.shipping import (
    Area,
    Carrier,
    GoodTime,
    ShipmentMove,
    ShipmentState,
    ShipmentWay,
)
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.permissions import may_move, may_ship
from amends.practice.remedies.gifts.queries.messages import words_for_asking
from amends.practice.remedies.gifts.queries.shipments import (
    VIEWS,
    counts_for,
    shipments_in,
    stages_of,
    with_address,
)
from amends.practice.remedies.gifts.rules.addresses import LENGTHS
from amends.practice.remedies.gifts.rules.shipping import (
    masked_name,
    masked_phone,
    moves_open,
    tracking_link,
)

SIZE = 25
AT_ONCE = Value(date(2000, 1, 1), output_field=DateField())
LOOKS = {
    ShipmentState.PLANNED: ("grey", "clock"),
    ShipmentState.ASKED: ("yellow", "hourglass"),
    ShipmentState.KNOWN: ("blue", "map-pin"),
    ShipmentState.PACKED: ("blue", "package"),
    ShipmentState.SENT: ("blue", "truck"),
    ShipmentState.FAILED: ("red", "warning"),
    ShipmentState.DELIVERED: ("green", "check"),
    ShipmentState.THANKED: ("green", "thumbs-up"),
    ShipmentState.RETURNED: ("orange", "undo"),
    ShipmentState.DECLINED: ("grey", "never"),
    ShipmentState.CALLED_OFF: ("grey", "close"),
}
MOVE_ICONS = {
    ShipmentMove.ASK: "link",
    ShipmentMove.REVOKE: "never",
    ShipmentMove.ENTER: "map-pin",
    ShipmentMove.DECLINE: "never",
    ShipmentMove.PACK: "package",
    ShipmentMove.SEND: "truck",
    ShipmentMove.DELIVER: "check",
    ShipmentMove.FAIL: "warning",
    ShipmentMove.RETURN: "undo",
    ShipmentMove.HAND_OVER: "handover",
    ShipmentMove.THANK: "thumbs-up",
    ShipmentMove.CALL_OFF: "close",
}
# What a customer does by their own link is nothing that the desk offers.
THEIRS = frozenset({ShipmentMove.CONFIRM, ShipmentMove.LINK_ASKED})


@dataclass(frozen=True)
class Row:
    """A line of a pile; the name is masked, and only there for those who need the address."""

    shipment: Shipment
    what: str
    to: str
    look: tuple[str, str]
    waits_until: date | None
    is_late: bool
    may_pack: bool
    case_url: str
    wrong: str = ""
    carrier: str = ""
    tracking: str = ""


def shipments_page(
    member: Member,
    data: QueryDict,
    *,
    outcomes: Sequence[Outcome] = (),
    unread: Sequence[int] = (),
    entered: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    today = clock.today()
    view = data.get("view", "") if data.get("view", "") in VIEWS else "pack"
    rows = shipments_in(view, member, today).annotate(from_on=Coalesce("not_before", AT_ONCE))
    order = ("-changed_at", "-id") if view == "done" else ("from_on", "due_on", "id")
    page = keyset_page(rows, order=order, after=data.get("after"), size=SIZE)
    base = f"{reverse('desk:shipments')}?view={view}"
    wrong = {one.shipment_id: one.wrong for one in outcomes if one.wrong}
    shown = rows_of(page.items, member, today, wrong, entered or {})
    on_page = {one.shipment.pk for one in shown}
    return {
        "view": view,
        "views": views(member, today, view),
        "rows": shown,
        "ships": may_ship(member),
        "carriers": Carrier.choices,
        "carrier": (entered or {}).get("carrier", Carrier.SF),
        "pasted": (entered or {}).get("list", ""),
        "unread": [f"{place}" for place in unread],
        "not_done": [(f"S-{pk:05d}", words) for pk, words in wrong.items() if pk not in on_page],
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def views(member: Member, today: date, here: str) -> list[dict[str, Any]]:
    labels = {
        "pack": (_("To pack"), "package"),
        "packed": (_("Packed, to be sent"), "send"),
        "asked": (_("Waiting for the address"), "hourglass"),
        "sent": (_("On the way"), "truck"),
        "failed": (_("Could not be delivered"), "warning"),
        "late": (_("On the way for too long"), "clock-alert"),
        "done": (_("Done"), "check"),
    }
    counts = counts_for(member, today)
    return [
        {
            "key": key,
            "label": label,
            "icon": icon,
            "url": f"{reverse('desk:shipments')}?view={key}",
            "count": counts.get(key, 0),
            "here": key == here,
        }
        for key, (label, icon) in labels.items()
    ]


def rows_of(
    shipments: Sequence[Shipment],
    member: Member,
    today: date,
    wrong: Mapping[int, str],
    entered: Mapping[str, str],
) -> list[Row]:
    known = with_address(shipments, member)
    seen = cases_seen(shipments, member)
    return [
        Row(
            shipment=one,
            what=what_is_in(one),
            to=masked_to(one) if one.pk in known else "",
            look=LOOKS[ShipmentState(one.state)],
            waits_until=one.not_before if one.not_before and one.not_before > today else None,
            is_late=one.state == ShipmentState.SENT and bool(one.expected_on and one.expected_on < today),
            may_pack=may_ship(member) and ShipmentMove.PACK in next_of(one),
            case_url=reverse("desk:case", args=[one.case.number]) if one.case_id in seen else "",
            wrong=wrong.get(one.pk, ""),
            carrier=entered.get(f"carrier-{one.pk}", ""),
            tracking=entered.get(f"tracking-{one.pk}", ""),
        )
        for one in shipments
    ]


def cases_seen(shipments: Sequence[Shipment], member: Member) -> set[int]:
    rows = Case.objects.filter(visible_to(member), pk__in={one.case_id for one in shipments})
    return set(rows.values_list("pk", flat=True))


def what_is_in(shipment: Shipment) -> str:
    hold = shipment.stock_hold
    if hold is None:
        return _("Not from stock")
    return f"{hold.gift} × {hold.quantity}" if hold.quantity > 1 else str(hold.gift)


def masked_to(shipment: Shipment) -> str:
    place = shipment.place or shipment.region
    return " · ".join(part for part in (masked_name(shipment.recipient), place) if part)


def next_of(shipment: Shipment) -> list[ShipmentMove]:
    return moves_open(ShipmentState(shipment.state), ShipmentWay(shipment.way))


def shipment_page(
    shipment: Shipment,
    member: Member,
    *,
    tried: str = "",
    entered: Mapping[str, str] | None = None,
    wrong: str = "",
    problems: Mapping[str, str] | None = None,
    link: str = "",
) -> dict[str, Any]:
    """`tried` is the move that was refused: its form stands open again, with what was entered."""
    sees = shipment.pk in with_address([shipment], member)
    looks_after = sees and member.works_on_cases
    kept = entered or {}
    forms = forms_for(shipment, member, looks_after=looks_after, tried=tried)
    return {
        "shipment": shipment,
        "what": what_is_in(shipment),
        "look": LOOKS[ShipmentState(shipment.state)],
        "address": shipment.address if sees and shipment.address.is_known else None,
        "sees": sees,
        # Whoever packs puts the card in sealed; what it says is between the house and the customer.
        "shows_card": looks_after,
        "masked": (masked_name(shipment.recipient), masked_phone(shipment.phone)),
        "tracking_url": tracking_link(settings.AMENDS_TRACKING_LINKS, shipment.carrier, shipment.tracking),
        "case_url": case_url(shipment, member),
        "card_url": card_url(shipment) if looks_after else "",
        "slip_url": reverse("desk:packing_slip", args=[shipment.pk]) if sees and has_slip(shipment) else "",
        "steps": shipment.steps.select_related("by"),
        "stages": [(one, LOOKS[ShipmentState(one.state)]) for one in stages_of(shipment)],
        "forms": forms,
        "tried": tried,
        "entered": kept,
        "values": values_of(shipment, kept) if looks_after else {},
        "problems": dict(problems or {}),
        "words": kept.get("words") or (words_for_asking(shipment, member) if looks_after else ""),
        "wrong": wrong,
        "link": link,
        "carriers": Carrier.choices,
        "areas": Area.choices,
        "times": GoodTime.choices,
    }


def has_slip(shipment: Shipment) -> bool:
    """What is carried has one, as soon as it is known where to."""
    if shipment.way == ShipmentWay.POST:
        return shipment.address.is_known
    return shipment.way != ShipmentWay.ELECTRONIC


def forms_for(shipment: Shipment, member: Member, *, looks_after: bool, tried: str) -> list[dict[str, Any]]:
    """What this member can do now: the first is the next step, the rest stand folded below it."""
    moves = [
        move
        for move in next_of(shipment)
        if move not in THEIRS and may_move(member, move, of_the_case=looks_after)
    ]
    # What leads on comes first, what takes back comes last.
    moves.sort(key=lambda move: move in {ShipmentMove.DECLINE, ShipmentMove.REVOKE, ShipmentMove.CALL_OFF})
    return [
        {
            "move": move.value,
            "name": verb(move, shipment),
            "icon": MOVE_ICONS[move],
            "open": move.value == tried or (not tried and place == 0),
            "url": reverse("desk:move_shipment", args=[shipment.pk, move.value]),
        }
        for place, move in enumerate(moves)
    ]


def verb(move: ShipmentMove, shipment: Shipment) -> str:
    if move == ShipmentMove.SEND and shipment.state == ShipmentState.FAILED:
        return _("It went out again")
    return verbs()[move]


def verbs() -> dict[ShipmentMove, str]:
    return {
        ShipmentMove.ASK: _("Ask the customer for the address"),
        ShipmentMove.REVOKE: _("Take the link back"),
        ShipmentMove.ENTER: _("Enter the address yourself"),
        ShipmentMove.DECLINE: _("The customer wants no gift"),
        ShipmentMove.PACK: _("It is packed"),
        ShipmentMove.SEND: _("It has been sent"),
        ShipmentMove.DELIVER: _("It has arrived"),
        ShipmentMove.FAIL: _("It could not be delivered"),
        ShipmentMove.RETURN: _("It came back"),
        ShipmentMove.HAND_OVER: _("It was handed over"),
        ShipmentMove.THANK: _("The customer said thank you"),
        ShipmentMove.CALL_OFF: _("Call it off"),
    }


def values_of(shipment: Shipment, kept: Mapping[str, str]) -> dict[str, str]:
    """The address as it stands in the form: what was typed, else what is known, else what the customer is called."""
    if "detail" in kept:
        return {name: kept.get(name, "") for name in (*LENGTHS, "area", "good_time")}
    values = {name: str(value) for name, value in asdict(shipment.address).items()}
    customer = shipment.customer
    values["recipient"] = values["recipient"] or customer.name
    values["phone"] = values["phone"] or customer.phone
    return values


def case_url(shipment: Shipment, member: Member) -> str:
    seen = cases_seen([shipment], member)
    return reverse("desk:case", args=[shipment.case.number]) if seen else ""


def card_url(shipment: Shipment) -> str:
    """The card is printed apart, where it is kept with the grant."""
    kind, _sign, number = shipment.reference.partition(":")
    if kind != "grant" or not number.isdecimal():
        return ""
    try:
        return reverse("desk:grant_card", args=[shipment.case.number, int(number)])
    except NoReverseMatch:
        return ""
