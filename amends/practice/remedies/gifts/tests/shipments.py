"""What tests of shipments begin with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from amends.casework.cases.models import Case
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions import set_aside, start_shipment
from amends.practice.remedies.gifts.models import Gift, Shipment, StockHold, StockLevel, Warehouse
from amends.practice.remedies.gifts.rules.addresses import Address

HOME = Address(
    recipient="王小明",
    phone="138 0013 8000",
    area="cn",
    region="江苏省南京市鼓楼区",
    detail="汉中路 8 号 502",
    note="放门卫",
)


def warehouse_member(company: Any) -> Member:
    member = Member(username="store", display_name="仓库小李", role="warehouse", department=company.head)
    member.set_unusable_password()
    member.save()
    return member


def gift_on_the_shelf(company: Any, pieces: int = 5) -> Gift:
    gift = Gift.objects.create(
        code="tea", name="白茶礼盒", kind="useful", unit_cost=Decimal("88"), price_class="middle"
    )
    room = Warehouse.objects.create(code="main", name="总仓", department=company.head)
    StockLevel.objects.create(gift=gift, warehouse=room, on_shelf=pieces)
    return gift


def planned(
    case: Case, gift: Gift | None, *, by: Member, way: str = "post", reference: str = "grant:1", **fields: Any
) -> Shipment:
    hold: StockHold | None = None
    if gift is not None:
        hold = set_aside(gift_id=gift.pk, reference=f"{reference}/{Shipment.objects.count()}", by=by)
    not_before: date | None = fields.pop("not_before", None)
    return start_shipment(
        case_id=case.pk,
        customer_id=case.customer_id,
        stock_hold_id=hold.pk if hold else None,
        way=way,
        not_before=not_before,
        card="对不起，也谢谢您。",
        reference=reference,
        by=by,
        **fields,
    )
