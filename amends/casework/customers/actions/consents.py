"""What a customer agreed to."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions.beats import locked, note_down
from amends.casework.customers.choices import Purpose
from amends.casework.customers.models import Consent
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member

HOW_LENGTH = 120


@transaction.atomic
def note_consent(*, customer_id: int, purpose: str, given: bool, how: str, by: Member) -> Consent:
    """Keeps that somebody agreed to a purpose, or took it back: when, and how it was said. The latest word counts."""
    customer = locked(customer_id, by=by)
    if purpose not in Purpose.values:
        raise Invalid(_("Choose one of the values offered."), field="purpose")
    words = storable(how).strip()[:HOW_LENGTH]
    if not words:
        raise Invalid(
            _("Say how the customer said so: on the phone, in a letter, in the shop …"), field="how"
        )
    consent = Consent.objects.create(
        customer=customer, purpose=purpose, given=given, at=clock.now(), how=words, noted_by=by
    )
    action = "customer.consent_given" if given else "customer.consent_withdrawn"
    note_down(customer, action, by=by, data={"purpose": purpose, "how": words})
    return consent
