"""What a customer agreed to, and who speaks for an organisation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amends.casework.customers.choices import Position, Purpose
from amends.casework.customers.models.customer import Customer


class Consent(models.Model):
    """That a customer agreed to something or took it back. Rows are added, never changed: the latest one counts."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consents", db_index=False)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    given = models.BooleanField(_("given"))
    at = models.DateTimeField(_("when"))
    how = models.CharField(_("how"), max_length=120)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "purpose", "-id"], name="consent_of_customer")
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.given}"


class Affiliation(models.Model):
    """What a person is to an organisation, and whether this person may speak for it."""

    organisation = models.ForeignKey(Customer, models.CASCADE, related_name="people")
    contact = models.ForeignKey(Customer, models.CASCADE, related_name="affiliations")
    position = models.CharField(_("role"), max_length=12, choices=Position)
    may_speak = models.BooleanField(_("may speak for the organisation"), default=False)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "contact"],
                name="affiliation_once",
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("contact")), name="affiliation_not_with_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} @ {self.organisation_id}"
