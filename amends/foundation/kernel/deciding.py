"""A change that one person enters and a second one confirms, and how it ends."""

from __future__ import annotations

from typing import ClassVar, Literal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

Ending = Literal["confirmed", "taken_back", "turned_down"]


def ending_of(*, confirm: bool, own: bool) -> Ending:
    """Who entered a change takes it back; turned down it is only by somebody else."""
    if confirm:
        return "confirmed"
    return "taken_back" if own else "turned_down"


class FourEyes(models.Model):
    """What is entered by one person and counts once another confirmed it; `confirmed` is None while it waits."""

    entered_by_id: int
    decided_by_id: int | None
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(confirmed=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="%(class)s_decided",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed=True) | ~Q(decided_by=F("entered_by")),
                name="%(class)s_second_person",
            ),
        ]

    @property
    def is_taken_back(self) -> bool:
        """Ended by who entered it: nobody turned it down."""
        return self.confirmed is False and self.decided_by_id == self.entered_by_id

    @property
    def ending(self) -> Ending | Literal["waiting"]:
        """How it ended, or that it has not yet."""
        if self.confirmed is None:
            return "waiting"
        return ending_of(confirm=self.confirmed, own=self.is_taken_back)
