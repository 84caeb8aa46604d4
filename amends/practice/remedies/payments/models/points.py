"""Points that a customer has with us."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer
from amends.practice.remedies.payments.choices import EntryKind


class PointsAccount(models.Model):
    """How many points a record of a customer has: always the sum of its entries, never below nothing."""

    customer = models.OneToOneField(Customer, models.PROTECT, related_name="points")
    balance = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(balance__gte=0), name="points_never_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.balance}"


class PointsEntry(models.Model):
    """One movement. Of what was given, `left` says how much is neither used, nor taken back, nor expired."""

    account = models.ForeignKey(PointsAccount, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)
    points = models.BigIntegerField(help_text="Below nothing where they go")
    left = models.PositiveBigIntegerField(default=0)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="points")
    given = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="movements", help_text="The entry they come from"
    )
    reference = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True, help_text="Where they were used, or why they went")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=80, null=True)  # noqa: DJ001 - unique where given

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["reference"], condition=Q(kind="given") & ~Q(reference=""), name="points_given_once"
            ),
            models.UniqueConstraint(fields=["by", "idempotency_key"], name="points_used_once"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.GIVEN, points__gt=0, left__lte=F("points"))
                | (~Q(kind=EntryKind.GIVEN) & Q(points__lt=0, left=0)),
                name="points_go_the_right_way",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["expires_on"], name="points_expiring", condition=Q(left__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.points}"
