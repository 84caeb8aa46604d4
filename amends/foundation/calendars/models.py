"""Calendars, the days that differ from their week, and the notices such days come from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from amends.foundation.calendars.choices import DayKind
from amends.foundation.kernel.deciding import FourEyes


class Calendar(models.Model):
    """Working hours in one time zone; `changed_at` moves with every change of it or its days, so that copies in memory notice."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=60)
    week = models.JSONField(help_text="Seven texts from Monday, such as 09:00-12:00 13:30-18:00")
    known_until = models.DateField(null=True)
    is_default = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="calendar_default_once"
            ),
        ]

    def __str__(self) -> str:
        return _(self.name)


class Notice(FourEyes):
    """The special days of one year as somebody entered them; they count from the moment another person confirms."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="notices")
    year = models.PositiveSmallIntegerField()
    days = models.JSONField(help_text="Triples of ISO date, kind and name")
    source = models.CharField(max_length=200)

    class Meta(FourEyes.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FourEyes.Meta.constraints,
            models.UniqueConstraint(
                fields=["calendar", "year"], condition=Q(confirmed=None), name="notice_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.year}"


class HoursChange(FourEyes):
    """Other working hours as somebody entered them; they count from the moment another person confirms."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="hours_changes")
    week = models.JSONField()

    class Meta(FourEyes.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FourEyes.Meta.constraints,
            models.UniqueConstraint(fields=["calendar"], condition=Q(confirmed=None), name="hours_wait_once"),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.week}"


class SpecialDay(models.Model):
    """A holiday, or a weekend day that is worked to make up for one."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="special_days")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=DayKind)
    name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["calendar", "day"], name="special_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%F} {self.kind} {self.name}"
