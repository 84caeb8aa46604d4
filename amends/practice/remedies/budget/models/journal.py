"""What happened to the money: holds that go their way, and the journal that nobody changes."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.foundation.kernel.money import Money
from amends.foundation.kernel.writing import insert
from amends.practice.remedies.budget.choices import BOUND, EntryKind, HoldState
from amends.practice.remedies.budget.models.budgets import Account, Budget

REFERENCE_LENGTH = 80


class Immutable(TypeError):
    """Somebody tried to change what was booked; a mistake is put right by a further entry."""


class HoldQuerySet(models.QuerySet["Hold"]):
    def bound(self) -> HoldQuerySet:
        return self.filter(state__in=BOUND)


class Hold(models.Model):
    """Money set aside for one thing, named by `reference` ("grant:123"); amounts in whole coins."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="holds")
    reference = models.CharField(max_length=REFERENCE_LENGTH)
    by_law = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=HoldState, default=HoldState.RESERVED)
    held = models.PositiveBigIntegerField(help_text="Set aside at first")
    settled = models.PositiveBigIntegerField(default=0, help_text="Given in the end")
    returned = models.PositiveBigIntegerField(default=0, help_text="Of what was given, came back")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(state="released"), name="hold_once_for_a_thing"
            ),
            models.CheckConstraint(
                condition=Q(settled__lte=F("held"), returned__lte=F("settled")),
                name="hold_gives_what_it_holds",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["budget"], name="hold_bound", condition=Q(state__in=BOUND)),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"

    @property
    def amount(self) -> Money:
        """What was set aside."""
        return Money.from_minor(self.held, self.budget.currency)

    @property
    def given(self) -> Money:
        """What was given and did not come back."""
        return Money.from_minor(self.settled - self.returned, self.budget.currency)


class BookedQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("what was booked is never changed")

    def delete(self) -> NoReturn:
        raise Immutable("what was booked is never deleted")


class Booked(models.Model):
    """Written once."""

    objects = BookedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("what was booked is never changed")
        insert(self)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("what was booked is never deleted")


class Entry(Booked):
    """One event in one budget; its postings sum to nothing. It names no person who complained and no case."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="entries", db_index=False)
    kind = models.CharField(max_length=14, choices=EntryKind)
    amount = models.PositiveBigIntegerField(help_text="Whole coins")
    hold = models.ForeignKey(Hold, models.PROTECT, null=True, related_name="entries")
    other = models.ForeignKey(
        Budget, models.PROTECT, null=True, related_name="+", help_text="The other side of a move"
    )
    reference = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["budget", "-id"], name="journal_of_a_budget"),
            models.Index(fields=["at"], name="journal_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.kind}"


class Posting(Booked):
    """A part of an entry: whole coins, debit above nothing, credit below."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    amount = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(amount=0), name="posting_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.account_id}: {self.amount}"
