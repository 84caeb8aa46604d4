"""The editions of what may be given, and what people answered about a case because a law asks for it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from amends.casework.cases.models import Case
from amends.foundation.kernel.deciding import FourEyes
from amends.practice.remedies.rules.policy import Policy
from amends.practice.remedies.rules.policy_text import policy_of


class PolicyEdition(FourEyes):
    """One edition of the policy; never changed once it is decided, never deleted. Edition 0 is what ships."""

    number = models.PositiveIntegerField(unique=True)
    data = models.JSONField(help_text="Bands, factors, bounds, costs: as `rules.policy_text` writes it")
    reason = models.CharField(max_length=400)
    trial = models.JSONField(default=dict, help_text="What it would have changed when it was entered")

    class Meta(FourEyes.Meta):
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.reason}"

    @property
    def policy(self) -> Policy:
        return policy_of(self.data, self.number)


class CaseFact(models.Model):
    """One yes or no that a law asks for, as a person answered it in a case; the trail keeps earlier answers."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="remedy_facts", db_index=False)
    code = models.CharField(max_length=40)
    answer = models.BooleanField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "code"], name="case_fact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.answer}"
