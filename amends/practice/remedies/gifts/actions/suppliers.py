"""Who brings gifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.beats import line, locked, note_down, optional_line
from amends.practice.remedies.gifts.models import Supplier
from amends.practice.remedies.gifts.permissions import ensure_may_run_stock

DAYS_AT_MOST = 365


@dataclass(frozen=True)
class Contact:
    """A supplier as somebody enters it; `lead_days` from the order to the door."""

    name: str
    lead_days: int | None
    contact: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


@transaction.atomic
def add_supplier(*, said: Contact, by: Member) -> Supplier:
    ensure_may_run_stock(by)
    values = kept(said)
    if Supplier.objects.filter(name__iexact=values["name"]).exists():
        raise Conflict(_("There is a supplier of this name already."))
    supplier = Supplier.objects.create(**values)
    note_down(supplier, "supplier.added", by=by, data={"name": supplier.name})
    return supplier


@transaction.atomic
def change_supplier(*, supplier_id: int, said: Contact, by: Member) -> Supplier:
    ensure_may_run_stock(by)
    supplier, values = locked(Supplier, supplier_id, _("There is no such supplier.")), kept(said)
    if Supplier.objects.filter(name__iexact=values["name"]).exclude(pk=supplier.pk).exists():
        raise Conflict(_("There is a supplier of this name already."))
    before = {name: getattr(supplier, name) for name in values if getattr(supplier, name) != values[name]}
    if not before:
        return supplier
    for name, value in values.items():
        setattr(supplier, name, value)
    supplier.save()
    after = {name: values[name] for name in before}
    note_down(supplier, "supplier.changed", by=by, data={"before": before, "after": after})
    return supplier


@transaction.atomic
def retire_supplier(*, supplier_id: int, retired: bool, by: Member) -> Supplier:
    """Nothing is ordered there any more, or again."""
    ensure_may_run_stock(by)
    supplier = locked(Supplier, supplier_id, _("There is no such supplier."))
    if retired == (supplier.retired_at is not None):
        return supplier
    supplier.retired_at = clock.now() if retired else None
    supplier.save(update_fields=["retired_at"])
    note_down(supplier, "supplier.retired" if retired else "supplier.brought_back", by=by)
    return supplier


def kept(said: Contact) -> dict[str, Any]:
    if said.lead_days is None or not 0 <= said.lead_days <= DAYS_AT_MOST:
        raise Invalid(_("Enter how many days it takes from the order to the delivery."), field="lead_days")
    email = optional_line(said.email, limit=200, field="email")
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Invalid(_("This is no e-mail address."), field="email") from error
    return {
        "name": line(said.name, limit=80, field="name"),
        "contact": optional_line(said.contact, limit=80, field="contact"),
        "phone": optional_line(said.phone, limit=40, field="phone"),
        "email": email,
        "lead_days": said.lead_days,
        "note": optional_line(said.note, limit=400, field="note"),
    }
