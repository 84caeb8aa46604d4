"""What somebody is known by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amends.casework.customers.choices import IdentityKind, Source
from amends.casework.customers.models.customer import Customer


class Identity(models.Model):
    """A phone, an address, an openid or a number. Two people may share one; the same record has it once.

    `key` is what is compared (digits of a phone, an address in small letters), `value` what was written. An identity
    that no longer counts is ended, not deleted.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="identities", db_index=False)
    kind = models.CharField(_("kind"), max_length=10, choices=IdentityKind)
    value = models.CharField(_("value"), max_length=254)
    key = models.CharField(max_length=254, editable=False)
    source = models.CharField(_("source"), max_length=10, choices=Source)
    added_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    verified_how = models.CharField(_("how it was verified"), max_length=120, blank=True)
    preferred = models.BooleanField(_("preferred"), default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer", "kind", "key"], name="identity_once"),
            models.UniqueConstraint(
                fields=["customer", "kind"],
                name="identity_preferred_once",
                condition=Q(preferred=True),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["key", "kind"], name="identity_key"),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None
