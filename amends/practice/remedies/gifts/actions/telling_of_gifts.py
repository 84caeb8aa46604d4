"""Who hears what became of a gift: whoever has its case, each happening once."""

from __future__ import annotations

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.queries.attention import who_leads
from amends.foundation.notices.choices import NoticeKind
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove
from amends.practice.remedies.gifts.models import Shipment

# Whoever did it need not be told of it; nobody does what is late or silent.
DONE_BY = {
    "delivered": (ShipmentMove.DELIVER, ShipmentMove.HAND_OVER),
    "failed": (ShipmentMove.FAIL,),
    "returned": (ShipmentMove.RETURN,),
    "declined": (ShipmentMove.DECLINE,),
}


def tell_of_shipment(shipment_id: int, what: str, *, once: str = "") -> None:
    """The owner of the case, or its lead where it has none; `once` tells one time from the next."""
    shipment = Shipment.objects.select_related("case__department").get(pk=shipment_id)
    case = shipment.case
    steps = shipment.steps.filter(move__in=DONE_BY.get(what, ())).order_by("-id")
    actor = steps.values_list("by_id", flat=True).first()
    data = {"what": what, "shipment": shipment.pk, "gift": shipment.number}
    to = [case.owner_id or who_leads(case.department)]
    tell(case, NoticeKind.GIFT, f"shipment:{shipment_id}:{what}:{once}", to, data, not_to=actor)
