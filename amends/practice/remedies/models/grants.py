"""What is given in a case, the card that goes with it, and what was asked for before it could be given."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.models import ApprovalRequest, Case
from amends.foundation.kernel.money import Money
from amends.practice.remedies.budget.models import Hold
from amends.practice.remedies.choices import (
    GRANTS_THAT_COUNT,
    GRANTS_UNDER_WAY,
    GrantBasis,
    GrantKind,
    GrantState,
    GrantTiming,
    Verdict,
)
from amends.practice.remedies.gifts.models import Gift, StockHold
from amends.practice.remedies.models.proposals import Option
from amends.practice.remedies.rules.cards import Card


class GrantQuerySet(models.QuerySet["Grant"]):
    def under_way(self) -> Self:
        """Those that bind money or stock and are not with the customer yet."""
        return self.filter(state__in=GRANTS_UNDER_WAY)

    def that_count(self) -> Self:
        """All but those that were cancelled or came back."""
        return self.filter(state__in=GRANTS_THAT_COUNT)

    def shown(self) -> Self:
        return self.select_related(
            "gift", "option", "hold__budget__department", "stock_hold__warehouse", "granted_by", "card"
        )


GrantManager = models.Manager.from_queryset(GrantQuerySet)


class Grant(models.Model):
    """One thing given in a case. `amount` is what it costs the house; budget and stock know it as "grant:<id>"."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="grants")
    option = models.ForeignKey(Option, models.SET_NULL, null=True, related_name="grants")
    kind = models.CharField(max_length=10, choices=GrantKind)
    basis = models.CharField(max_length=12, choices=GrantBasis)
    entitlement = models.CharField(max_length=60, blank=True, help_text="Which rule it is owed by")
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    currency = models.CharField(max_length=3)
    points = models.PositiveIntegerField(null=True)
    gift = models.ForeignKey(Gift, models.PROTECT, null=True, related_name="grants")
    quantity = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=GrantState, default=GrantState.RESERVED)
    timing = models.CharField(max_length=8, choices=GrantTiming, default=GrantTiming.NOW)
    due_on = models.DateField(help_text="The day on which it is meant to be given")
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False, help_text="The part before it"
    )
    reason = models.CharField(max_length=400)
    outside_reason = models.CharField(max_length=400, blank=True)
    policy_edition = models.PositiveIntegerField(null=True)
    range_low = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    range_high = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.UNKNOWN)
    hold = models.OneToOneField(Hold, models.PROTECT, null=True, related_name="+")
    stock_hold = models.OneToOneField(StockHold, models.PROTECT, null=True, related_name="+")
    approval = models.OneToOneField(ApprovalRequest, models.PROTECT, null=True, related_name="grant")
    idempotency_key = models.CharField(max_length=80, null=True)  # noqa: DJ001 - unique where given
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    granted_at = models.DateTimeField()
    carried_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    carried_out_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often it was sent on its way")
    trouble = models.CharField(max_length=20, blank=True, help_text="Why it stands still, as a code")
    gate_opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    gate_opened_at = models.DateTimeField(null=True)
    gate_reason = models.CharField(max_length=400, blank=True)
    done = models.CharField(max_length=400, blank=True, help_text="What was done, where a person says so")
    thanks = models.CharField(max_length=1000, blank=True)
    thanked_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=400, blank=True)

    objects = GrantManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "idempotency_key"], name="grant_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, quantity__gt=0), name="grant_of_something"),
            models.CheckConstraint(
                condition=Q(kind=GrantKind.GIFT, gift__isnull=False)
                | (~Q(kind=GrantKind.GIFT) & Q(gift=None)),
                name="grant_of_a_gift_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind=GrantKind.POINTS) | Q(points__gt=0), name="grant_of_points_says_how_many"
            ),
            models.CheckConstraint(
                condition=Q(state__in=GRANTS_UNDER_WAY, ended_at=None)
                | (~Q(state__in=GRANTS_UNDER_WAY) & Q(ended_at__isnull=False)),
                name="grant_ended_says_when",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "-id"], name="grant_of_case"),
            models.Index(
                fields=["due_on", "id"], name="grant_under_way", condition=Q(state__in=GRANTS_UNDER_WAY)
            ),
            models.Index(fields=["follows"], name="grant_next_part", condition=Q(follows__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.kind} {self.money}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def reference(self) -> str:
        """The name by which budget, stock, shipments and payments know it."""
        return f"grant:{self.pk}"

    @property
    def attempt(self) -> str:
        """The same, with the number of the try from the second on: what was instructed once is never instructed again."""
        return self.reference if self.tries <= 1 else f"{self.reference}:{self.tries}"

    @property
    def is_under_way(self) -> bool:
        return self.state in GRANTS_UNDER_WAY

    @property
    def is_goodwill(self) -> bool:
        return self.basis == GrantBasis.GOODWILL


class GrantCard(models.Model):
    """The words that go with a grant, part by part, in the customer's language, signed by a person."""

    grant = models.OneToOneField(Grant, models.CASCADE, related_name="card")
    language = models.CharField(max_length=10)
    greeting = models.CharField(max_length=120, blank=True)
    apology = models.CharField(max_length=600, blank=True)
    solution = models.CharField(max_length=600, blank=True)
    thanks = models.CharField(max_length=600, blank=True)
    promise = models.CharField(max_length=600, blank=True)
    signed = models.CharField(max_length=120, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.grant_id}: {self.greeting}"

    @property
    def words(self) -> Card:
        return Card(self.greeting, self.apology, self.solution, self.thanks, self.promise, self.signed)


class AskedGrant(models.Model):
    """What somebody wants to grant and asked an approval for: shown to who decides, and filled in once it is granted."""

    approval = models.OneToOneField(ApprovalRequest, models.CASCADE, related_name="asked_grant")
    kind = models.CharField(max_length=10, choices=GrantKind)
    basis = models.CharField(max_length=12, choices=GrantBasis)
    gift = models.ForeignKey(Gift, models.PROTECT, null=True, related_name="+")
    option = models.ForeignKey(Option, models.SET_NULL, null=True, related_name="+")
    entered = models.JSONField(default=dict, help_text="The form as it was filled in")
    words = models.TextField(blank=True, help_text="What the customer is to read with it")

    def __str__(self) -> str:
        return f"{self.approval_id}: {self.kind}"
