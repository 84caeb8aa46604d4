"""What may be given, and who brings it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from amends.foundation.kernel.money import Money
from amends.practice.remedies.gifts.choices import GiftKind, PriceClass


class Named(models.Model):
    """Something with a name in three languages; where one is missing, the Simplified Chinese one stands in."""

    name = models.CharField(max_length=80)
    name_hant = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(get_language() or "")

    def name_in(self, language: str) -> str:
        return {"zh-hant": self.name_hant, "en": self.name_en}.get(language.lower(), "") or self.name


class Supplier(models.Model):
    """Whoever brings gifts, and how many days they take from the order to the door."""

    name = models.CharField(max_length=80, unique=True)
    contact = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    lead_days = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=400, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return f"supplier:{self.pk}"


class GiftQuerySet(models.QuerySet["Gift"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


GiftManager = models.Manager.from_queryset(GiftQuerySet)


class Gift(Named):
    """One thing of the catalogue. `categories`, `products` and `departments` say what it fits; empty fits anything."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=GiftKind)
    occasions = models.JSONField(default=list)
    unit_cost = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="CNY")
    price_class = models.CharField(max_length=8, choices=PriceClass)
    categories = models.JSONField(default=list, help_text="Categories of complaints it fits")
    products = models.JSONField(default=list, help_text="Words in the names of the products it fits")
    departments = models.JSONField(default=list, help_text="Codes of the branches it fits")
    season_from = models.CharField(max_length=5, blank=True, help_text="MM-DD")
    season_to = models.CharField(max_length=5, blank=True, help_text="MM-DD, that day still counts")
    shelf_days = models.PositiveSmallIntegerField(
        null=True, help_text="Days it keeps; none: it does not spoil"
    )
    cautions = models.JSONField(default=list, help_text="Codes of rules.cautions")
    personalisable = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="gifts")
    retired_at = models.DateTimeField(null=True)

    objects = GiftManager()

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(unit_cost__gte=0), name="gift_cost_not_negative"),
        ]

    @property
    def chain(self) -> str:
        return f"gift:{self.pk}"

    @property
    def cost(self) -> Money:
        return Money(self.unit_cost, self.currency)
