"""Whether somebody who speaks to us is known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from amends.casework.customers.choices import IdentityKind
from amends.casework.customers.models import Customer, Identity
from amends.casework.customers.rules import key_of
from amends.foundation.kernel.prepared import Rows

# More records than anybody will look through do not make a question clearer.
LOOKED_AT = 20


def _with_any(kinds: tuple[str, ...], *keys: str) -> QuerySet[Identity]:
    signs = [Q(kind=kind, key=key) for kind, key in zip(kinds, keys, strict=True)]
    known = Identity.objects.filter(reduce(or_, signs), ended_at=None)
    return known.select_related("customer").order_by("id")[:LOOKED_AT]


_WITH_ANY: Rows[Identity] = Rows(_with_any)


def identities_with(signs: Mapping[IdentityKind, str]) -> list[Identity]:
    """All identities that somebody may mean by these signs, with their customers; one statement whatever is given."""
    if not signs:
        return []
    keys = [key_of(kind, value)[:254] for kind, value in signs.items()]
    return _WITH_ANY(*keys, shape=(tuple(kind.value for kind in signs),))


def find_customer(*, phone: str = "", email: str = "", reference: str = "") -> Customer | None:
    """A customer with this number, phone or address, the surest first: for looking up, not for joining anything."""
    given = {
        IdentityKind.NUMBER: reference,
        IdentityKind.PHONE: phone,
        IdentityKind.EMAIL: email,
    }
    signs = {kind: value for kind, value in given.items() if key_of(kind, value)}
    order = list(signs)
    found = sorted(
        identities_with(signs),
        key=lambda one: (order.index(IdentityKind(one.kind)), not one.is_verified, one.customer_id),
    )
    return found[0].customer if found else None
