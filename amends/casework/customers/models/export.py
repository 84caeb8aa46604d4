"""All that is kept of a person, written into one file for whoever asked."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from amends.casework.customers.choices import ExportState
from amends.casework.customers.models.customer import Customer


class Export(models.Model):
    """One archive about a person: who asked and why, what it holds, whether it was fetched; the file lives some days."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="exports")
    reason = models.CharField(max_length=400)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.MAKING)
    rows = models.JSONField(default=dict, help_text="How many rows of each kind it holds")
    size = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True, help_text="When it was first downloaded")
    refusal = models.CharField(max_length=400, blank=True, help_text="Why it could not be made")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["customer", "asked_by"],
                name="export_made_once",
                condition=models.Q(state=ExportState.MAKING),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["made_at"], name="export_ready", condition=models.Q(state=ExportState.READY)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.state}"
