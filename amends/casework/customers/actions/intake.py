"""Whoever speaks to us is found again, or added once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from amends.casework.customers.actions.findable import index, make_findable
from amends.casework.customers.actions.likeness import propose_matches
from amends.casework.customers.choices import CustomerKind, IdentityKind, Source
from amends.casework.customers.models import Customer, Identity
from amends.casework.customers.queries import identities_with
from amends.casework.customers.rules import Contact, Hit, key_of, match, phone_digits, signs_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member


@transaction.atomic(savepoint=False)
def find_or_add_customer(
    *,
    name: str = "",
    phone: str = "",
    email: str = "",
    language: str = "zh-Hans",
    reference: str = "",
    wechat: str = "",
    verified: tuple[str, ...] = (),
    source: str = Source.INTAKE,
    kind: str = CustomerKind.PERSON,
    by: Member,
) -> Customer:
    """The customer these contact data belong to, added if new; a known name is never overwritten.

    `kind` says what a new one is; who is known stays what they are. `verified` names the kinds of identity that the door vouches for. Where the data may be somebody's who is known,
    but it is not sure, a new record is added and the likeness proposed for a person to decide.
    """
    contact = Contact(
        name=storable(name).strip()[:80],
        phone=storable(phone).strip()[:40],
        email=storable(email).strip().lower()[:254],
        reference=storable(reference).strip()[:60],
        language=language,
        wechat=storable(wechat).strip()[:254],
        verified=verified,
    )
    signs = signs_of(contact)
    known = identities_with(signs)
    found = match([hit_of(one) for one in known], contact.name)
    owner = next((one.customer for one in known if one.customer_id == found.record), None)
    if owner is None:
        customer = add_customer(contact, signs, source, kind)
    else:
        customer = fill_in(owner, contact)
        has = [one for one in known if one.customer_id == owner.pk]
        vouch_for(has, contact, source)
        add_what_is_new(customer, signs, {(one.kind, one.key) for one in has}, contact, source)
    propose_matches(customer, found.doubts)
    return customer


def hit_of(identity: Identity) -> Hit:
    owner = identity.customer
    return Hit(owner.pk, owner.root_id, IdentityKind(identity.kind), counts_as_verified(identity), owner.name)


def counts_as_verified(identity: Identity) -> bool:
    """A number we gave out ourselves says who somebody is, like what was verified."""
    return identity.is_verified or identity.kind == IdentityKind.NUMBER


def add_customer(contact: Contact, signs: Mapping[IdentityKind, str], source: str, kind: str) -> Customer:
    """Two first complaints under one customer number at the same moment give one customer."""
    values: dict[str, Any] = {
        "name": contact.name,
        "phone": contact.phone,
        "phone_digits": phone_digits(contact.phone),
        "email": contact.email,
        "language": contact.language,
        "kind": kind,
        "created_at": clock.now(),
    }
    if contact.reference:
        customer, added = Customer.objects.get_or_create(reference=contact.reference, defaults=values)
        if not added:
            return customer
    else:
        customer = Customer.objects.create(**values)
    identities = Identity.objects.bulk_create(
        new_identity(customer, kind, value, contact, source, preferred=True) for kind, value in signs.items()
    )
    index(customer, identities)
    return customer


def new_identity(
    customer: Customer, kind: str, value: str, contact: Contact, source: str, *, preferred: bool = False
) -> Identity:
    now = clock.now()
    vouched = kind in contact.verified
    return Identity(
        customer=customer,
        kind=kind,
        value=value,
        key=key_of(kind, value),
        source=source,
        added_at=now,
        verified_at=now if vouched else None,
        verified_how=source if vouched else "",
        preferred=preferred,
    )


def fill_in(customer: Customer, contact: Contact) -> Customer:
    if contact.name and not customer.name:
        customer.name = contact.name
        customer.save(update_fields=["name"])
        make_findable(customer)
    return customer


def vouch_for(known: Iterable[Identity], contact: Contact, source: str) -> None:
    """What somebody only stated is verified once a door vouches for the same."""
    stated = [one.pk for one in known if one.kind in contact.verified and not one.is_verified]
    if stated:
        Identity.objects.filter(pk__in=stated).update(verified_at=clock.now(), verified_how=source)


def add_what_is_new(
    customer: Customer,
    signs: Mapping[IdentityKind, str],
    has: Iterable[tuple[str, str]],
    contact: Contact,
    source: str,
) -> None:
    """Another way to reach somebody who is known is kept as stated; it is preferred to nothing we knew before."""
    new = [
        new_identity(customer, kind, value, contact, source)
        for kind, value in signs.items()
        if (kind, key_of(kind, value)) not in has
    ]
    if new:
        Identity.objects.bulk_create(new, ignore_conflicts=True)
        make_findable(customer)
