"""Where gifts lie, what moves them, and what is set aside for whom."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Department
from amends.practice.remedies.gifts.choices import HoldState, MovementKind
from amends.practice.remedies.gifts.models.catalogue import Gift, Named


class Warehouse(Named):
    """A room, a shelf or a cupboard where gifts lie, and the department that runs it."""

    code = models.SlugField(max_length=40, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    @property
    def chain(self) -> str:
        return f"warehouse:{self.pk}"


class LevelQuerySet(models.QuerySet["StockLevel"]):
    def low(self) -> Self:
        return self.filter(low_since__isnull=False, gift__retired_at=None)


LevelManager = models.Manager.from_queryset(LevelQuerySet)


class StockLevel(models.Model):
    """One gift in one warehouse: what lies on the shelf, and how much of that is set aside already."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="levels", db_index=False)
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="levels")
    on_shelf = models.IntegerField(default=0)
    set_aside = models.IntegerField(default=0, help_text="Part of what is on the shelf")
    low_at = models.PositiveIntegerField(null=True, help_text="So many free or fewer are low; none: no alarm")
    low_since = models.DateTimeField(null=True)

    objects = LevelManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["gift", "warehouse"], name="stock_level_once"),
            models.CheckConstraint(condition=Q(on_shelf__gte=0), name="stock_on_shelf_not_negative"),
            models.CheckConstraint(condition=Q(set_aside__gte=0), name="stock_set_aside_not_negative"),
            models.CheckConstraint(
                condition=Q(set_aside__lte=F("on_shelf")), name="stock_set_aside_is_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gift_id}@{self.warehouse_id}: {self.on_shelf} − {self.set_aside}"

    @property
    def free(self) -> int:
        return self.on_shelf - self.set_aside

    @property
    def worth(self) -> Money:
        return self.gift.cost * self.on_shelf


class StockHold(models.Model):
    """So many of a gift for one purpose: set aside, then taken out or let go, and perhaps put back."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="holds", db_index=False)
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField()
    unit_cost = models.DecimalField(max_digits=12, decimal_places=2, help_text="As it was when set aside")
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=60, help_text="What it is for, such as “grant:12”")
    state = models.CharField(max_length=10, choices=HoldState, default=HoldState.SET_ASIDE)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    set_aside_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="hold_of_something"),
            models.UniqueConstraint(
                fields=["reference", "gift"], condition=Q(state="set_aside"), name="hold_once_for_a_purpose"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["reference"], name="hold_by_reference"),
            models.Index(fields=["gift", "warehouse"], name="hold_waiting", condition=Q(state="set_aside")),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.gift_id} {self.state}"

    @property
    def cost(self) -> Money:
        return Money(self.unit_cost, self.currency) * self.quantity


class MovementQuerySet(models.QuerySet["Movement"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("a movement of stock is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("a movement of stock is never deleted")


MovementManager = models.Manager.from_queryset(MovementQuerySet)


class Movement(models.Model):
    """One line of the journal; the levels are the sum of these. Only what was counted may be below zero."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="movements", db_index=False)
    warehouse = models.ForeignKey(Warehouse, models.PROTECT, related_name="movements", db_index=False)
    kind = models.CharField(max_length=12, choices=MovementKind)
    quantity = models.IntegerField()
    on_shelf_after = models.IntegerField()
    set_aside_after = models.IntegerField()
    reason = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    hold = models.ForeignKey(StockHold, models.PROTECT, null=True, related_name="movements", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = MovementManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | Q(kind="counted") & ~Q(quantity=0), name="movement_of_something"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["gift", "warehouse", "-id"], name="movement_of_level"),
            models.Index(fields=["warehouse", "-id"], name="movement_of_warehouse"),
            models.Index(fields=["kind", "at"], name="movement_pace"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity} × {self.gift_id}"
