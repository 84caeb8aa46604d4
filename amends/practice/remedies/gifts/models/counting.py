"""Counting what really lies in a warehouse."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.foundation.kernel.money import Money
from amends.practice.remedies.gifts.choices import CountState
from amends.practice.remedies.gifts.models.catalogue import Gift
from amends.practice.remedies.gifts.models.stock import Warehouse


class StockTake(models.Model):
    """One count of a warehouse; whoever handed it in does not confirm it."""

    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="counts")
    state = models.CharField(max_length=10, choices=CountState, default=CountState.COUNTING)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    handed_in_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["warehouse"],
                condition=Q(state__in=["counting", "waiting"]),
                name="count_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(ended_by=F("handed_in_by")), name="count_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.warehouse_id} {self.begun_at:%F} {self.state}"

    @property
    def chain(self) -> str:
        return f"stock_take:{self.pk}"


class CountLine(models.Model):
    """How many of a gift somebody found. The difference is taken at that moment, so what moves later does not change it."""

    take = models.ForeignKey(StockTake, models.CASCADE, related_name="lines", db_index=False)
    gift = models.ForeignKey(Gift, models.PROTECT, related_name="+", db_index=False)
    counted = models.PositiveIntegerField(null=True)
    on_shelf_then = models.IntegerField(null=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["take", "gift"], name="count_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gift_id}: {self.counted}"

    @property
    def difference(self) -> int | None:
        if self.counted is None or self.on_shelf_then is None:
            return None
        return self.counted - self.on_shelf_then

    @property
    def worth(self) -> Money | None:
        return None if self.difference is None else self.gift.cost * self.difference
