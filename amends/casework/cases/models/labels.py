"""The house's own words for where a case stands, over phases and stages that never change."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from amends.casework.cases.choices import Phase, Stage


class StatusLabelQuerySet(models.QuerySet["StatusLabel"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def fitting(self, phase: str, stage: str) -> Self:
        """Those that a case in this phase and stage may carry."""
        return self.filter(phase=phase, stage__in=("", stage))


class StatusLabel(models.Model):
    """One name for a part of a stage. Clocks, reports and filters know nothing of it."""

    code = models.SlugField(max_length=40, unique=True)
    phase = models.CharField(max_length=10, choices=Phase)
    stage = models.CharField(
        max_length=20, choices=Stage, blank=True, help_text="Empty: every stage of the phase"
    )
    name_zh_hans = models.CharField(max_length=40)
    name_zh_hant = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects = StatusLabelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(name_zh_hans="") & ~Q(name_zh_hant="") & ~Q(name_en=""), name="label_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en

    def name_in(self, language: str) -> str:
        names = {"zh-Hans": self.name_zh_hans, "zh-Hant": self.name_zh_hant}
        return names.get(language, self.name_en)

    def fits(self, phase: str, stage: str) -> bool:
        return self.phase == phase and self.stage in ("", stage)
