"""The places where gifts lie."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.gifts.actions.beats import line, locked, note_down, optional_line
from amends.practice.remedies.gifts.models import StockLevel, Warehouse
from amends.practice.remedies.gifts.permissions import ensure_may_run_stock

NAME_LENGTH, CODE_LENGTH = 80, 40


@transaction.atomic
def add_warehouse(
    *, code: str, name: str, name_hant: str = "", name_en: str = "", department_id: int | None, by: Member
) -> Warehouse:
    ensure_may_run_stock(by)
    short = slug(code)
    if Warehouse.objects.filter(code__iexact=short).exists():
        raise Conflict(_("There is a warehouse with this code already."))
    department = Department.objects.filter(pk=department_id).first() if department_id else None
    if department is None:
        raise Invalid(_("Choose the department that runs it."), field="department")
    warehouse = Warehouse.objects.create(
        code=short,
        name=line(name, limit=NAME_LENGTH, field="name"),
        name_hant=optional_line(name_hant, limit=NAME_LENGTH, field="name_hant"),
        name_en=optional_line(name_en, limit=NAME_LENGTH, field="name_en"),
        department=department,
    )
    note_down(warehouse, "warehouse.added", by=by, data={"code": short, "name": warehouse.name})
    return warehouse


@transaction.atomic
def close_warehouse(*, warehouse_id: int, by: Member) -> Warehouse:
    """Nothing is kept there from now on; refused while anything lies there."""
    ensure_may_run_stock(by)
    warehouse = locked(Warehouse, warehouse_id, _("There is no such warehouse, or it was closed."))
    if warehouse.retired_at is not None:
        return warehouse
    if StockLevel.objects.filter(warehouse=warehouse, on_shelf__gt=0).exists():
        raise WrongState(_("Something still lies here. Move it to another warehouse or write it off first."))
    warehouse.retired_at = clock.now()
    warehouse.save(update_fields=["retired_at"])
    note_down(warehouse, "warehouse.closed", by=by, data={"code": warehouse.code})
    return warehouse


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
