"""What a team may give in a period, and the accounts in which it is kept."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Department
from amends.practice.remedies.budget.choices import SOURCES, AccountKind, BudgetState


def chain_of(budget_id: int) -> str:
    """The chain of the audit trail that holds what happened in a budget."""
    return f"budget:{budget_id}"


class BudgetQuerySet(models.QuerySet["Budget"]):
    def open(self) -> BudgetQuerySet:
        return self.filter(state=BudgetState.OPEN)

    def holding(self, day: date) -> BudgetQuerySet:
        """Those whose period holds the day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def overlapping(self, first: date, last: date) -> BudgetQuerySet:
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Budget(models.Model):
    """One team, one currency, one period. `by_law_only` is the book of what is owed where no budget was opened."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=6, choices=BudgetState, default=BudgetState.OPEN)
    warn_at_percent = models.PositiveSmallIntegerField(default=80)
    by_law_only = models.BooleanField(default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="budget_begins_first"),
            models.CheckConstraint(
                condition=Q(warn_at_percent__gte=1, warn_at_percent__lte=100), name="budget_warns_in_percent"
            ),
            # The rest of "no overlap" is looked at under the lock of the department.
            models.UniqueConstraint(
                fields=["department", "currency", "by_law_only", "starts_on"], name="budget_begins_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.currency} {self.starts_on} – {self.ends_on}"

    @property
    def is_open(self) -> bool:
        return self.state == BudgetState.OPEN

    @property
    def chain(self) -> str:
        return chain_of(self.pk)

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    def money(self, minor: int) -> Money:
        return Money.from_minor(minor, self.currency)


class Account(models.Model):
    """How much stands in one place, in whole coins; always what its postings add up to."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="accounts", db_index=False)
    kind = models.CharField(max_length=18, choices=AccountKind)
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["budget", "kind"], name="account_once"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(SOURCES), balance__lte=0)
                | (~Q(kind__in=sorted(SOURCES)) & Q(balance__gte=0)),
                name="account_never_overdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.kind}: {self.balance}"
