"""How far a gift has come on its way to the customer, which way it takes, and what happens to it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ShipmentWay(TextChoices):
    POST = "post", pgettext_lazy("shipment", "By post")
    BY_HAND = "by_hand", pgettext_lazy("shipment", "Handed over in person")
    PICK_UP = "pick_up", pgettext_lazy("shipment", "Picked up in a branch")
    ELECTRONIC = "electronic", pgettext_lazy("shipment", "Sent electronically")


class ShipmentState(TextChoices):
    PLANNED = "planned", pgettext_lazy("shipment", "Planned")
    ASKED = "asked", pgettext_lazy("shipment", "Address asked for")
    KNOWN = "known", pgettext_lazy("shipment", "Address known")
    PACKED = "packed", pgettext_lazy("shipment", "Packed")
    SENT = "sent", pgettext_lazy("shipment", "On its way")
    FAILED = "failed", pgettext_lazy("shipment", "Could not be delivered")
    DELIVERED = "delivered", pgettext_lazy("shipment", "Arrived")
    THANKED = "thanked", pgettext_lazy("shipment", "The customer said thank you")
    RETURNED = "returned", pgettext_lazy("shipment", "Came back")
    DECLINED = "declined", pgettext_lazy("shipment", "The customer wants no gift")
    CALLED_OFF = "called_off", pgettext_lazy("shipment", "Called off")


class ShipmentMove(TextChoices):
    """What happens to a shipment; each is a line of its journal."""

    START = "start", pgettext_lazy("shipment step", "Planned")
    ASK = "ask", pgettext_lazy("shipment step", "Address asked for")
    REVOKE = "revoke", pgettext_lazy("shipment step", "Link taken back")
    LINK_ASKED = "link_asked", pgettext_lazy("shipment step", "The customer asks for a new link")
    CONFIRM = "confirm", pgettext_lazy("shipment step", "The customer gave the address")
    ENTER = "enter", pgettext_lazy("shipment step", "Address entered for the customer")
    DECLINE = "decline", pgettext_lazy("shipment step", "The customer wants no gift")
    PACK = "pack", pgettext_lazy("shipment step", "Packed")
    SEND = "send", pgettext_lazy("shipment step", "Sent")
    DELIVER = "deliver", pgettext_lazy("shipment step", "Arrived")
    FAIL = "fail", pgettext_lazy("shipment step", "Could not be delivered")
    RETURN = "return", pgettext_lazy("shipment step", "Came back")
    HAND_OVER = "hand_over", pgettext_lazy("shipment step", "Handed over in person")
    THANK = "thank", pgettext_lazy("shipment step", "The customer said thank you")
    CALL_OFF = "call_off", pgettext_lazy("shipment step", "Called off")


class Carrier(TextChoices):
    SF = "sf", pgettext_lazy("carrier", "SF Express")
    EMS = "ems", pgettext_lazy("carrier", "China Post EMS")
    JD = "jd", pgettext_lazy("carrier", "JD Logistics")
    YTO = "yto", pgettext_lazy("carrier", "YTO Express")
    ZTO = "zto", pgettext_lazy("carrier", "ZTO Express")
    HKPOST = "hkpost", pgettext_lazy("carrier", "Hongkong Post")
    TWPOST = "twpost", pgettext_lazy("carrier", "Chunghwa Post")
    OTHER = "other", pgettext_lazy("carrier", "Another carrier")


class Area(TextChoices):
    """Where an address lies, because it is written differently there."""

    MAINLAND = "cn", pgettext_lazy("area", "Mainland China")
    HONG_KONG = "hk", pgettext_lazy("area", "Hong Kong")
    MACAO = "mo", pgettext_lazy("area", "Macao")
    TAIWAN = "tw", pgettext_lazy("area", "Taiwan")
    ELSEWHERE = "xx", pgettext_lazy("area", "Elsewhere")


class GoodTime(TextChoices):
    ANY = "any", pgettext_lazy("delivery", "At any time")
    WORKDAYS = "workdays", pgettext_lazy("delivery", "On workdays, during the day")
    EVENINGS = "evenings", pgettext_lazy("delivery", "In the evening")
    WEEKENDS = "weekends", pgettext_lazy("delivery", "At the weekend")
