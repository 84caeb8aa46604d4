"""Refunds as instructions to those who pay, the files and messages by which they leave, and what the bank answers."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer
from amends.foundation.kernel.money import Money
from amends.practice.remedies.payments.choices import DeliveryState, RefundState, Way
from amends.practice.remedies.payments.rules.refunds import number_of


class Batch(models.Model):
    """One file of instructions in one currency; its content is kept, so that it is the same however often it is fetched."""

    currency = models.CharField(max_length=3)
    count = models.PositiveIntegerField()
    total_minor = models.PositiveBigIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"B-{self.pk:05d}"

    @property
    def total(self) -> Money:
        return Money.from_minor(self.total_minor, self.currency)


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def waiting_for_second(self) -> Self:
        return self.filter(state=RefundState.INSTRUCTED, needs_second=True, confirmed_at=None)

    def ready(self) -> Self:
        """Those that may leave the house."""
        open_ones = self.filter(state=RefundState.INSTRUCTED)
        return open_ones.filter(Q(needs_second=False) | Q(confirmed_at__isnull=False))

    def for_a_file(self) -> Self:
        return self.ready().filter(way=Way.NONE)


class Instruction(models.Model):
    """Pay this much back, to where the order was paid from. No account of the customer is kept."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text="The same however often it is sent")
    case = models.ForeignKey(Case, models.PROTECT, related_name="refunds")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="refunds")
    order_number = models.CharField(max_length=60)
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    why = models.CharField(max_length=400)
    reference = models.CharField(max_length=40, help_text="What it is paid for")
    state = models.CharField(max_length=10, choices=RefundState, default=RefundState.INSTRUCTED)
    way = models.CharField(max_length=10, choices=Way, blank=True, default=Way.NONE)
    needs_second = models.BooleanField()
    instructed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    instructed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="instructions")
    exported_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    bank_reference = models.CharField(max_length=80, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=400, blank=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reference"], name="refund_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("instructed_by")),
                name="refund_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.EXPORTED)
                | Q(needs_second=False)
                | Q(confirmed_at__isnull=False),
                name="refund_leaves_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.PAID) | Q(paid_on__isnull=False), name="refund_paid_says_when"
            ),
            models.CheckConstraint(
                condition=Q(batch=None) | Q(way=Way.FILE), name="refund_of_a_batch_goes_by_file"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-id"], name="refund_by_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return number_of(self.pk)

    @property
    def amount(self) -> Money:
        return Money.from_minor(self.amount_minor, self.currency)

    @property
    def is_ready(self) -> bool:
        confirmed = not self.needs_second or self.confirmed_at is not None
        return self.state == RefundState.INSTRUCTED and confirmed


class Delivery(models.Model):
    """One sending of an instruction to the webhook, with every try of it; a replay is a delivery of its own."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["instruction"], condition=Q(state="waiting"), name="delivery_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instruction_id} {self.state}"


class DeliveryTry(models.Model):
    """One request and what came back: a status, or why there was none."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.status or self.problem}"


class BankAnswer(models.Model):
    """A file from the bank: looked at first, counted only once somebody says that it is right."""

    name = models.CharField(max_length=120)
    rows = models.JSONField(help_text="What was read, line by line")
    sha256 = models.CharField(max_length=64)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    applied_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict, help_text="How many were paid, failed and left out")

    def __str__(self) -> str:
        return self.name
