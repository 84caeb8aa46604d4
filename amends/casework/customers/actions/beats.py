"""The beats that every action on a customer shares: lock what is known, save and count the change, record it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.customers.models import Customer
from amends.casework.customers.permissions import ensure_may_keep, known_to
from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member

REASON_LENGTH = 400


def locked(customer_id: int, *, by: Member, version: int | None = None) -> Customer:
    """The record, locked for this transaction; refuses who may not know of it and who looks at an old state."""
    ensure_may_keep(by)
    known = Customer.objects.filter(known_to(by), pk=customer_id)
    customer = Customer.objects.select_for_update().filter(pk__in=known.values("pk")).first()
    if customer is None:
        raise unknown()
    if version is not None and version != customer.version:
        raise Conflict(
            _("Somebody changed this customer in the meantime. Look at the new state and try again.")
        )
    return customer


def unknown() -> NotFound:
    """The same refusal whether a customer does not exist or is not for this member."""
    return NotFound(_("This customer does not exist, or belongs to another team."))


def save(customer: Customer, *fields: str) -> None:
    customer.version += 1
    customer.save(update_fields=[*fields, "version"])


def note_down(
    customer: Customer, action: str, *, by: Member, data: Mapping[str, Any], reason: str = ""
) -> None:
    """Adds a link to the customer's audit chain."""
    record(chain=customer.chain, action=action, by=by, data=data, reason=reason)


def reason_in(words: str) -> str:
    """A reason somebody gave; raises Invalid where none was given."""
    reason = storable(words).strip()
    if not reason:
        raise Invalid(_("Say in a few words why."), field="reason")
    return reason[:REASON_LENGTH]
