"""Who belongs to an organisation, and who may speak for it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions.beats import locked, note_down, unknown
from amends.casework.customers.choices import CustomerKind, Position
from amends.casework.customers.models import Affiliation
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.organisation.models import Member


@transaction.atomic
def name_contact(
    *, organisation_id: int, contact_id: int, position: str, may_speak: bool, by: Member
) -> Affiliation:
    """Names a person of an organisation, in place of what the person was to it before."""
    organisation, contact = locked(organisation_id, by=by), locked(contact_id, by=by)
    if organisation.kind != CustomerKind.ORGANISATION:
        raise WrongState(_("Only an organisation has contact persons. Change the kind of customer first."))
    if contact.kind != CustomerKind.PERSON:
        raise Invalid(_("A contact is a person. Choose another customer."), field="contact")
    if position not in Position.values:
        raise Invalid(_("Choose one of the values offered."), field="position")
    now = clock.now()
    Affiliation.objects.filter(organisation=organisation, contact=contact, ended_at=None).update(ended_at=now)
    named = Affiliation.objects.create(
        organisation=organisation, contact=contact, position=position, may_speak=may_speak, since=now
    )
    data = {"contact": contact.pk, "name": str(contact), "position": position, "may_speak": may_speak}
    note_down(organisation, "customer.contact_named", by=by, data=data)
    return named


@transaction.atomic
def end_affiliation(*, affiliation_id: int, by: Member) -> Affiliation:
    """The person no longer belongs to the organisation; that it was so stays on record."""
    affiliation = Affiliation.objects.select_related("contact").filter(pk=affiliation_id).first()
    if affiliation is None:
        raise unknown()
    organisation = locked(affiliation.organisation_id, by=by)
    if affiliation.ended_at is not None:
        raise WrongState(_("This has ended already."))
    affiliation.ended_at = clock.now()
    affiliation.save(update_fields=["ended_at"])
    data = {"contact": affiliation.contact_id, "name": str(affiliation.contact)}
    note_down(organisation, "customer.contact_ended", by=by, data=data)
    return affiliation
