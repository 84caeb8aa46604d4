"""Figures that are kept, so that no page counts history."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amends.casework.readings.choices import Category
from amends.foundation.organisation.models import Department


class DailyFigure(models.Model):
    """What happened on one day to the cases received that day, by department, category and whether they are restricted."""

    day = models.DateField()
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    category = models.CharField(max_length=20, choices=Category, blank=True)
    restricted = models.BooleanField(default=False)
    received = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    answered_in_time = models.PositiveIntegerField(default=0)
    upheld = models.PositiveIntegerField(default=0)
    severe = models.PositiveIntegerField(default=0)
    hours_to_close = models.FloatField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["day", "department", "category", "restricted"], name="daily_figure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.category}: {self.received}"
