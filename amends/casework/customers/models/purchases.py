"""What customers bought, and what was agreed with them for a time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amends.casework.customers.choices import ContractKind, Source
from amends.casework.customers.models.customer import Customer
from amends.foundation.organisation.models import Department


class Order(models.Model):
    """Something a customer bought or booked, brought in by import or API. A case is about it by its number."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="orders", db_index=False)
    number = models.CharField(_("order number"), max_length=60, unique=True)
    product = models.CharField(_("product"), max_length=200)
    part_number = models.CharField(_("part number"), max_length=60, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3, default=1)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+")
    shop = models.CharField(_("shop or branch"), max_length=80, blank=True)
    ordered_at = models.DateTimeField(_("ordered"))
    delivered_on = models.DateField(_("delivered"), null=True, blank=True)
    returned_on = models.DateField(_("returned"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.FILE)
    idempotency_key = models.CharField(  # noqa: DJ001 - unique where given
        max_length=80, null=True, editable=False
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-ordered_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["idempotency_key"], name="order_idempotency_key")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["customer", "-ordered_at"], name="order_of_customer"),
            models.Index(fields=["product", "-ordered_at"], name="order_of_product"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.product}"


class Contract(models.Model):
    """An agreement that runs for a time: what kind, under which number, from when until when, over how much."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contracts")
    number = models.CharField(_("contract number"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ContractKind)
    subject = models.CharField(_("what it is about"), max_length=200, blank=True)
    amount = models.DecimalField(_("sum"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.DESK)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="contract_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}".strip()
