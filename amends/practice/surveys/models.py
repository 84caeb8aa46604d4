"""What the customer thought of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.casework.cases.models import Case

SCALE = (1, 5)


class Rating(models.Model):
    """Two answers from 1 (not at all) to 5 (entirely): was it solved, and were you treated well."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="rating")
    solved = models.PositiveSmallIntegerField()
    treated = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(solved__range=SCALE, treated__range=SCALE), name="rating_on_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solved}/{self.treated}"
