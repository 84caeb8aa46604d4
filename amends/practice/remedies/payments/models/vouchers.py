"""Vouchers, under which conditions they are issued, and what was redeemed of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer
from amends.foundation.kernel.money import Money
from amends.practice.remedies.payments.choices import VoucherState


class Conditions(models.Model):
    """What the house's vouchers say from a moment on; vouchers issued before keep what they said."""

    zh_hans = models.TextField(max_length=2000, blank=True)
    zh_hant = models.TextField(max_length=2000, blank=True)
    en = models.TextField(max_length=2000, blank=True)
    partial = models.BooleanField(default=False, help_text="What is left may be redeemed later")
    bound = models.BooleanField(default=False, help_text="Only the customer may redeem it")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entered_at:%F}"

    def text_in(self, language: str) -> str:
        """In an interface language, else in the one that is written."""
        text: str = getattr(self, language.lower().replace("-", "_"), "")
        return text or self.zh_hans or self.zh_hant or self.en


class VoucherQuerySet(models.QuerySet["Voucher"]):
    def open(self) -> Self:
        return self.filter(state=VoucherState.ISSUED)

    def over(self, *, on: date) -> Self:
        """Those whose last day is past and that nobody has closed yet."""
        return self.open().filter(valid_until__lt=on)


class Voucher(models.Model):
    """An amount that a customer may spend with us. Its code is not kept: serial and key make it again."""

    serial = models.CharField(max_length=8, unique=True)
    key_id = models.CharField(max_length=8, help_text="Which key its seal was made with")
    ending = models.CharField(max_length=4, help_text="The last four characters of its code")
    case = models.ForeignKey(Case, models.PROTECT, related_name="vouchers")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="vouchers")
    amount_minor = models.PositiveBigIntegerField()
    used_minor = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    valid_from = models.DateField()
    valid_until = models.DateField()
    conditions = models.ForeignKey(Conditions, models.PROTECT, null=True, related_name="+", db_index=False)
    partial = models.BooleanField(default=False)
    bound = models.BooleanField(default=False)
    reference = models.CharField(max_length=40, help_text="What it was issued for")
    state = models.CharField(max_length=10, choices=VoucherState, default=VoucherState.ISSUED)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    issued_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=400, blank=True)

    objects = VoucherQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reference"], name="voucher_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0) & Q(used_minor__lte=F("amount_minor")),
                name="voucher_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="voucher_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state=VoucherState.ISSUED, ended_at=None)
                | (~Q(state=VoucherState.ISSUED) & Q(ended_at__isnull=False)),
                name="voucher_ended_says_when",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["valid_until"], name="voucher_open", condition=Q(state="issued")),
        ]

    def __str__(self) -> str:
        return f"…{self.ending}"

    @property
    def amount(self) -> Money:
        return Money.from_minor(self.amount_minor, self.currency)

    @property
    def used(self) -> Money:
        return Money.from_minor(self.used_minor, self.currency)

    @property
    def left(self) -> Money:
        return Money.from_minor(self.amount_minor - self.used_minor, self.currency)

    def is_open_on(self, on: date) -> bool:
        """Whether it can be used then or later."""
        return self.state == VoucherState.ISSUED and on <= self.valid_until

    def is_valid(self, on: date) -> bool:
        return self.state == VoucherState.ISSUED and self.valid_from <= on <= self.valid_until


class Redemption(models.Model):
    """One time that a voucher was taken: how much, where, by whom."""

    voucher = models.ForeignKey(Voucher, models.PROTECT, related_name="redemptions")
    amount_minor = models.PositiveBigIntegerField()
    place = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=80, null=True)  # noqa: DJ001 - unique where given

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "idempotency_key"], name="redemption_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="redemption_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.voucher_id} {self.amount_minor}"

    @property
    def amount(self) -> Money:
        return Money.from_minor(self.amount_minor, self.voucher.currency)
