"""Who is speaking to us, and what they bought."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.casework.customers.choices import Tier
from amends.foundation.organisation.models import Department


class Customer(models.Model):
    name = models.CharField(_("name"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_digits = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, default=Tier.STANDARD)
    language = models.CharField(_("language"), max_length=10, default="zh-Hans")
    reference = models.CharField(_("customer number"), max_length=60, unique=True, null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or self.phone or self.email or str(_("Unknown customer"))


class Order(models.Model):
    """Something a customer bought or booked, brought in by import or API."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="orders")
    number = models.CharField(_("order number"), max_length=60, unique=True)
    product = models.CharField(_("product"), max_length=200)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="CNY")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+")
    ordered_at = models.DateTimeField(_("ordered"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-ordered_at", "-id"]

    def __str__(self) -> str:
        return f"{self.number} {self.product}"
