"""What a customer is known by: added, verified, preferred, ended – and shown to who needs it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions.beats import locked, note_down, reason_in, save, unknown
from amends.casework.customers.actions.findable import make_findable
from amends.casework.customers.actions.likeness import propose_matches
from amends.casework.customers.choices import IdentityKind, Source
from amends.casework.customers.models import Customer, Identity
from amends.casework.customers.queries import identities_of, identities_with
from amends.casework.customers.rules import Doubt, hidden, key_of, likeness, phone_digits
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member

LONGEST = {IdentityKind.PHONE: 40, IdentityKind.NUMBER: 60}
HOW_LENGTH = 120
# Which of the customer's own columns repeats the preferred identity of a kind.
COLUMNS = {IdentityKind.PHONE: "phone", IdentityKind.EMAIL: "email", IdentityKind.NUMBER: "reference"}


@transaction.atomic
def add_identity(
    *, customer_id: int, kind: str, value: str, by: Member, source: str = Source.DESK
) -> Identity:
    """Adds one more way to know somebody, not verified yet; others who have it are proposed as possibly the same."""
    customer = locked(customer_id, by=by)
    kind, value = _usable(kind, value)
    key = key_of(kind, value)
    known = Identity.objects.filter(customer=customer, kind=kind, key=key).first()
    if known is not None and known.ended_at is None:
        raise Conflict(_("This is known already."))
    if (
        kind == IdentityKind.NUMBER
        and Customer.objects.filter(reference=value).exclude(pk=customer.pk).exists()
    ):
        raise Conflict(_("This number is another customer's. If both are one person, merge them."))
    identity = known or Identity(customer=customer, kind=kind, key=key)
    identity.value, identity.source, identity.added_at = value, source, clock.now()
    identity.ended_at, identity.verified_at, identity.verified_how = None, None, ""
    identity.preferred = not customer.identities.filter(kind=kind, preferred=True).exists()
    identity.save()
    _follow(customer, identity)
    propose_matches(customer, doubts_about(identity))
    note_down(customer, "customer.identity_added", by=by, data=_shown(identity))
    return identity


def doubts_about(identity: Identity) -> tuple[Doubt, ...]:
    """Who else has this identity."""
    kind = IdentityKind(identity.kind)
    owner = identity.customer
    others = [one for one in identities_with({kind: identity.value}) if one.customer.root_id != owner.root_id]
    return tuple(
        Doubt(
            one.customer_id,
            kind,
            likeness(kind, verified=one.is_verified, names=(one.customer.name, owner.name)),
        )
        for one in others
    )


@transaction.atomic
def verify_identity(*, identity_id: int, how: str, by: Member) -> Identity:
    """From now on whoever comes by this identity is this customer."""
    identity, customer = _locked(identity_id, by)
    words = storable(how).strip()[:HOW_LENGTH]
    if not words:
        raise Invalid(_("Say how you made sure: called back, code sent, document seen …"), field="how")
    if identity.is_verified:
        raise WrongState(_("This is verified already."))
    identity.verified_at, identity.verified_how = clock.now(), words
    identity.save(update_fields=["verified_at", "verified_how"])
    note_down(customer, "customer.identity_verified", by=by, data=_shown(identity), reason=words)
    return identity


@transaction.atomic
def prefer_identity(*, identity_id: int, by: Member) -> Identity:
    """The one of its kind that is used first, in place of the one before."""
    identity, customer = _locked(identity_id, by)
    if identity.preferred:
        return identity
    Identity.objects.filter(customer=customer, kind=identity.kind, preferred=True).update(preferred=False)
    identity.preferred = True
    identity.save(update_fields=["preferred"])
    _follow(customer, identity)
    note_down(customer, "customer.identity_preferred", by=by, data=_shown(identity))
    return identity


@transaction.atomic
def end_identity(*, identity_id: int, reason: str, by: Member) -> Identity:
    """It no longer counts: nobody is found by it any more. It stays on record."""
    identity, customer = _locked(identity_id, by)
    why = reason_in(reason)
    identity.ended_at, identity.preferred = clock.now(), False
    identity.save(update_fields=["ended_at", "preferred"])
    following = (
        customer.identities.filter(kind=identity.kind, ended_at=None).order_by("-verified_at", "id").first()
    )
    if following is not None:
        following.preferred = True
        following.save(update_fields=["preferred"])
    _follow(customer, following, kind=identity.kind)
    note_down(customer, "customer.identity_ended", by=by, data=_shown(identity), reason=why)
    return identity


@transaction.atomic
def show_identities(*, customer_id: int, by: Member) -> list[Identity]:
    """Phones and document numbers in full, for whoever needs them now; that they were looked at is on record."""
    customer = locked(customer_id, by=by)
    found = list(identities_of(customer))
    note_down(customer, "customer.numbers_shown", by=by, data={"kinds": sorted({one.kind for one in found})})
    return found


def _locked(identity_id: int, by: Member) -> tuple[Identity, Customer]:
    identity = Identity.objects.filter(pk=identity_id).first()
    if identity is None:
        raise unknown()
    customer = locked(identity.customer_id, by=by)
    identity.refresh_from_db()
    if identity.ended_at is not None:
        raise WrongState(_("This no longer counts. Add it anew if it does again."))
    return identity, customer


def _usable(kind: str, value: str) -> tuple[IdentityKind, str]:
    if kind not in IdentityKind.values:
        raise Invalid(_("Choose one of the values offered."), field="kind")
    chosen, words = IdentityKind(kind), storable(value).strip()
    if chosen == IdentityKind.EMAIL:
        words = words.lower()
        try:
            validate_email(words)
        except ValidationError as error:
            raise Invalid(_("This is not an e-mail address."), field="value") from error
    if not key_of(chosen, words):
        raise Invalid(_("Write the number or address."), field="value")
    if len(words) > LONGEST.get(chosen, 254):
        raise Invalid(_("This is too long to be a number or an address."), field="value")
    return chosen, words


def _follow(customer: Customer, identity: Identity | None, *, kind: str = "") -> None:
    """Keeps the customer's own column of this kind, and what the customer is found by."""
    column = COLUMNS.get(IdentityKind(identity.kind if identity else kind))
    if column and (identity is None or identity.preferred):
        empty = None if column == "reference" else ""
        setattr(customer, column, identity.value if identity else empty)
        if column == "phone":
            customer.phone_digits = phone_digits(customer.phone)
        save(customer, column, *(["phone_digits"] if column == "phone" else []))
    make_findable(customer)


def _shown(identity: Identity) -> dict[str, str]:
    """What the trail keeps of it: never the whole number."""
    return {"kind": identity.kind, "value": hidden(identity.kind, identity.value)}
