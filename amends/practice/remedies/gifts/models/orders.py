"""What was ordered from suppliers, and what of it came."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.foundation.kernel.money import Money
from amends.practice.remedies.gifts.choices import OrderState
from amends.practice.remedies.gifts.models.catalogue import Gift, Supplier
from amends.practice.remedies.gifts.models.stock import Warehouse


class SupplierOrder(models.Model):
    """One order to one supplier for one warehouse."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="orders")
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="orders")
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.DRAFT)
    note = models.CharField(max_length=400, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)
    expected_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-id"], name="supplier_order_by_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"G-{self.pk:04d}"

    @property
    def chain(self) -> str:
        return f"supplier_order:{self.pk}"


class OrderLine(models.Model):
    """So many of one gift at one price; never more received than ordered."""

    order = models.ForeignKey(SupplierOrder, models.CASCADE, related_name="lines", db_index=False)
    gift = models.ForeignKey(Gift, models.PROTECT, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    unit_price = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["order", "gift"], name="order_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(received__lte=F("quantity")), name="order_line_not_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.gift_id}"

    @property
    def outstanding(self) -> int:
        return self.quantity - self.received

    @property
    def price(self) -> Money:
        return Money(self.unit_price, self.currency) * self.quantity
