"""A customer as one record, and the person that one or several records are."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amends.casework.customers.choices import ContactWay, CustomerKind, DayPart, Tier


class CustomerQuerySet(models.QuerySet["Customer"]):
    def of_person(self, customer: Customer) -> Self:
        """All records of the person that this one belongs to."""
        return self.of_root(customer.root_id)

    def of_root(self, root: int) -> Self:
        """The same for the record that stands for the person."""
        return self.filter(Q(pk=root) | Q(person=root))

    def standing(self) -> Self:
        """One record for each person: those that were not merged into another one."""
        return self.filter(person=None)


class Customer(models.Model):
    """One record of a person or an organisation.

    Records found to be one person stay as they are: `merged_into` points to the record that was kept, `person` to the
    one at the end of these pointers. `phone`, `email` and `reference` are the preferred identities of their kind, kept
    by the actions so that lists need no second table.
    """

    kind = models.CharField(
        _("kind of customer"), max_length=12, choices=CustomerKind, default=CustomerKind.PERSON
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_digits = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, default=Tier.STANDARD)
    language = models.CharField(_("language"), max_length=10, default="zh-Hans")
    reference = models.CharField(_("customer number"), max_length=60, unique=True, null=True, blank=True)
    preferred_way = models.CharField(
        _("prefers to be contacted by"), max_length=10, choices=ContactWay, blank=True
    )
    preferred_time = models.CharField(_("best reached"), max_length=10, choices=DayPart, blank=True)
    no_calls = models.BooleanField(_("please do not call"), default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", db_index=False
    )
    person = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="records", db_index=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(merged_into=None, person=None)
                | Q(merged_into__isnull=False, person__isnull=False),
                name="customer_merged_has_a_person",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="customer_not_into_itself"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # Few records are merged; the others cost nothing.
            models.Index(fields=["person"], name="customer_of_person", condition=Q(person__isnull=False)),
            models.Index(
                fields=["merged_into"],
                name="customer_merged_into",
                condition=Q(merged_into__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.phone or self.email or str(_("Unknown customer"))

    @property
    def root_id(self) -> int:
        """The record that stands for the whole person."""
        return self.person_id or self.pk

    @property
    def chain(self) -> str:
        """The name of this record's own audit chain."""
        return f"customer:{self.pk}"
