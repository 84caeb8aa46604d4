"""How long the house keeps things, version by version."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.cases.choices import Kept
from amends.casework.cases.rules.keeping import Term


class KeepingTerm(models.Model):
    """One version of how long a thing is kept; never changed once it is decided, never deleted."""

    kept = models.CharField(max_length=20, choices=Kept)
    number = models.PositiveIntegerField()
    length = models.PositiveIntegerField(
        null=True, help_text="In years or days, as the thing has it; None: no end"
    )
    begins_on = models.DateField()
    basis = models.CharField(max_length=200, help_text="By which law or rule of the house")
    reason = models.CharField(max_length=400)
    trial = models.JSONField(default=dict, help_text="What it moved, as `rules.keeping.Effect` counts it")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kept", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kept", "number"], name="keeping_version_once"),
            models.UniqueConstraint(
                fields=["kept"], name="keeping_waits_once", condition=Q(confirmed__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(confirmed=None) | Q(decided_at__isnull=False), name="keeping_decided"
            ),
            models.CheckConstraint(
                condition=~Q(confirmed=True) | ~Q(decided_by=F("entered_by")), name="keeping_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept} {self.number}"

    @property
    def is_taken_back(self) -> bool:
        """Ended by who entered it: nobody turned it down."""
        return self.confirmed is False and self.decided_by_id == self.entered_by_id

    @property
    def term(self) -> Term:
        """The version as the pure decisions take it."""
        return Term(Kept(self.kept), self.number, self.length, self.begins_on, self.basis)
