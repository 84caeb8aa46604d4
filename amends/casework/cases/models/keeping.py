"""How long the house keeps things, version by version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.casework.cases.choices import Kept
from amends.casework.cases.rules.keeping import Term
from amends.foundation.kernel.deciding import FourEyes


class KeepingTerm(FourEyes):
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

    class Meta(FourEyes.Meta):
        ordering: ClassVar[list[str]] = ["kept", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FourEyes.Meta.constraints,
            models.UniqueConstraint(fields=["kept", "number"], name="keeping_version_once"),
            models.UniqueConstraint(
                fields=["kept"], name="keeping_waits_once", condition=Q(confirmed__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept} {self.number}"

    @property
    def term(self) -> Term:
        """The version as the pure decisions take it."""
        return Term(Kept(self.kept), self.number, self.length, self.begins_on, self.basis)
