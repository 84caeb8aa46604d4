"""What is known of a customer besides what they are known by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions.beats import locked, note_down, reason_in, save
from amends.casework.customers.actions.findable import make_findable
from amends.casework.customers.choices import ContactWay, CustomerKind, DayPart, Tier
from amends.casework.customers.models import Customer
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import CODES
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member

WORDS: Mapping[str, frozenset[str]] = {
    "kind": frozenset(CustomerKind.values),
    "tier": frozenset(Tier.values),
    "language": frozenset(CODES.values()),
    "preferred_way": frozenset({"", *ContactWay.values}),
    "preferred_time": frozenset({"", *DayPart.values}),
}
NAME_LENGTH = 80


@transaction.atomic
def change_customer(
    *, customer_id: int, values: Mapping[str, Any], reason: str, by: Member, version: int | None = None
) -> Customer:
    """Changes name, kind, tier, language and preferences; whatever is not named stays. Says what it was before."""
    customer = locked(customer_id, by=by, version=version)
    wanted = {name: _value(name, value) for name, value in values.items()}
    before = {name: getattr(customer, name) for name in wanted if getattr(customer, name) != wanted[name]}
    if not before:
        return customer
    why = reason_in(reason)
    for name in before:
        setattr(customer, name, wanted[name])
    save(customer, *before)
    if "name" in before:
        make_findable(customer)
    data = {"before": before, "after": {name: wanted[name] for name in before}}
    note_down(customer, "customer.changed", by=by, data=data, reason=why)
    return customer


def _value(name: str, value: Any) -> Any:
    if name == "no_calls":
        return bool(value)
    text = " ".join(storable(str(value)).split())
    if name == "name":
        if len(text) > NAME_LENGTH:
            raise Invalid(_("A name has %(n)s characters at most.") % {"n": NAME_LENGTH}, field="name")
        return text
    if text not in WORDS.get(name, ()):
        raise Invalid(_("Choose one of the values offered."), field=name)
    return text
