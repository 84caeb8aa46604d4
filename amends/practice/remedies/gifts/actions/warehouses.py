"""The places where gifts lie."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.gifts.actions.beats import REASON_LENGTH, line, locked, note_down, optional_line
from amends.practice.remedies.gifts.choices import CountState, OrderState
from amends.practice.remedies.gifts.choices.shipping import ShipmentState
from amends.practice.remedies.gifts.models import Shipment, StockLevel, StockTake, SupplierOrder, Warehouse
from amends.practice.remedies.gifts.permissions import ensure_may_run_stock
from amends.practice.remedies.gifts.rules.shipping import ENDS

ARRIVED = (ShipmentState.DELIVERED, ShipmentState.THANKED)
STILL_COMING = (OrderState.DRAFT, OrderState.ORDERED, OrderState.PARTLY)
COUNTED_NOW = (CountState.COUNTING, CountState.WAITING)
NAME_LENGTH, CODE_LENGTH = 80, 40


@transaction.atomic
def add_warehouse(
    *, code: str, name: str, name_hant: str = "", name_en: str = "", department_id: int | None, by: Member
) -> Warehouse:
    ensure_may_run_stock(by)
    short = slug(code)
    if Warehouse.objects.filter(code__iexact=short).exists():
        raise Conflict(_("There is a warehouse with this code already."))
    warehouse = Warehouse.objects.create(
        code=short,
        name=line(name, limit=NAME_LENGTH, field="name"),
        name_hant=optional_line(name_hant, limit=NAME_LENGTH, field="name_hant"),
        name_en=optional_line(name_en, limit=NAME_LENGTH, field="name_en"),
        department=running(department_id),
    )
    note_down(warehouse, "warehouse.added", by=by, data={"code": short, "name": warehouse.name})
    return warehouse


@transaction.atomic
def rename_warehouse(
    *,
    warehouse_id: int,
    name: str,
    name_hant: str = "",
    name_en: str = "",
    department_id: int | None,
    reason: str,
    by: Member,
) -> Warehouse:
    """Another name, or another department that runs it; the code on slips and in tables stays. The same again is no change."""
    ensure_may_run_stock(by)
    warehouse = locked(Warehouse, warehouse_id, _("There is no such warehouse."))
    before = told(warehouse)
    warehouse.name = line(name, limit=NAME_LENGTH, field="name")
    warehouse.name_hant = optional_line(name_hant, limit=NAME_LENGTH, field="name_hant")
    warehouse.name_en = optional_line(name_en, limit=NAME_LENGTH, field="name_en")
    warehouse.department = running(department_id)
    after = told(warehouse)
    changed = [one for one in after if after[one] != before[one]]
    if not changed:
        return warehouse
    why = line(reason, limit=REASON_LENGTH, field="reason")
    warehouse.save(update_fields=["name", "name_hant", "name_en", "department"])
    data = {"before": {n: before[n] for n in changed}, "after": {n: after[n] for n in changed}}
    note_down(warehouse, "warehouse.renamed", by=by, data={"code": warehouse.code, **data}, reason=why)
    return warehouse


@transaction.atomic
def close_warehouse(*, warehouse_id: int, reason: str, by: Member) -> Warehouse:
    """Nothing is kept there and nothing leaves from there from now on; refused while anything lies there, is on its way,
    comes, or is counted.
    """
    ensure_may_run_stock(by)
    warehouse = locked(Warehouse, warehouse_id, _("There is no such warehouse."))
    if warehouse.retired_at is not None:
        return warehouse
    why = line(reason, limit=REASON_LENGTH, field="reason")
    ensure_empty(warehouse)
    warehouse.retired_at = clock.now()
    warehouse.save(update_fields=["retired_at"])
    StockLevel.objects.filter(warehouse=warehouse).update(low_since=None, low_at=None)
    note_down(warehouse, "warehouse.closed", by=by, data={"code": warehouse.code}, reason=why)
    return warehouse


@transaction.atomic
def reopen_warehouse(*, warehouse_id: int, reason: str, by: Member) -> Warehouse:
    """Gifts may lie there again."""
    ensure_may_run_stock(by)
    warehouse = locked(Warehouse, warehouse_id, _("There is no such warehouse."))
    if warehouse.retired_at is None:
        return warehouse
    why = line(reason, limit=REASON_LENGTH, field="reason")
    warehouse.retired_at = None
    warehouse.save(update_fields=["retired_at"])
    note_down(warehouse, "warehouse.reopened", by=by, data={"code": warehouse.code}, reason=why)
    return warehouse


def ensure_empty(warehouse: Warehouse) -> None:
    lying = StockLevel.objects.filter(warehouse=warehouse).aggregate(n=Sum("on_shelf"))["n"] or 0
    if lying:
        raise WrongState(
            _("%(n)d pieces still lie here. Move them to another warehouse or write them off first.")
            % {"n": lying},
            code="not_empty",
        )
    out = (
        Shipment.objects.filter(stock_hold__warehouse=warehouse).exclude(state__in=(*ENDS, *ARRIVED)).count()
    )
    if out:
        raise WrongState(
            _("%(n)d gifts from here are on their way. Wait until they have arrived or are back.")
            % {"n": out},
            code="on_the_way",
        )
    if SupplierOrder.objects.filter(warehouse=warehouse, state__in=STILL_COMING).exists():
        raise WrongState(
            _("An order of a supplier is to come here. Receive it or call it off first."), code="order_open"
        )
    if StockTake.objects.filter(warehouse=warehouse, state__in=COUNTED_NOW).exists():
        raise WrongState(
            _("This warehouse is being counted. Finish the count or call it off first."), code="counted"
        )


def running(department_id: int | None) -> Department:
    department = Department.objects.filter(pk=department_id).first() if department_id else None
    if department is None:
        raise Invalid(_("Choose the department that runs it."), field="department")
    return department


def told(warehouse: Warehouse) -> dict[str, str]:
    names = {name: str(getattr(warehouse, name)) for name in ("name", "name_hant", "name_en")}
    return {**names, "department": warehouse.department.code}


def slug(code: str) -> str:
    """A short name of letters, digits and hyphens, in capitals."""
    short = code.strip().upper()
    try:
        validate_slug(short)
    except ValidationError as error:
        raise Invalid(
            _("The code has letters, digits and hyphens only, such as TEA-TIN."), field="code"
        ) from error
    if len(short) > CODE_LENGTH:
        raise Invalid(_("The code has up to 40 letters, digits and hyphens."), field="code")
    return short
