"""That a person wants to be forgotten: asked by one, confirmed by another, done once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.customers.choices import ErasureState
from amends.casework.customers.models.customer import Customer


class Erasure(models.Model):
    """A request to make a person's records anonymous, with what it would change; carried out only by a second person."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="erasures")
    reason = models.CharField(max_length=400)
    plan = models.JSONField(default=dict, help_text="What of each kind it changes")
    of_the_house = models.JSONField(
        default=list,
        help_text="Entries of the house's chain of which a person says that the name in them is theirs",
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ErasureState, default=ErasureState.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="erasure_second_person"
            ),
            models.UniqueConstraint(
                fields=["customer"], name="erasure_asked_once", condition=Q(state="asked")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.state}"
