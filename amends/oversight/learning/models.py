"""How often each label was shown, found right, and corrected: figures that are kept, so that no page counts history."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LabelFigure(models.Model):
    """One label in the complaints of one day; `became` is set where it was corrected, and says into what."""

    day = models.DateField()
    engine = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    category = models.CharField(max_length=20, blank=True)
    field = models.CharField(max_length=20)
    label = models.CharField(max_length=20)
    became = models.CharField(max_length=20, blank=True)
    shown = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["day", "engine", "language", "category", "field", "label", "became"],
                name="label_figure_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.field}:{self.label} {self.confirmed}/{self.corrected}"
