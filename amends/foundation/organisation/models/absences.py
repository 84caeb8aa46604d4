"""When somebody is not here, and who stands in for their cases. Why they are away is nobody's business."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from amends.foundation.organisation.models.people import Member


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def at(self, moment: datetime) -> Self:
        return self.filter(ended_at=None, starts_at__lte=moment, ends_at__gt=moment)


AbsenceManager = models.Manager.from_queryset(AbsenceQuerySet)


class Absence(models.Model):
    """A time in which somebody is given nothing, however they are shown."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="absences", db_index=False)
    deputy = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    entered_by = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Back before its end, or taken back")

    objects = AbsenceManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_has_length"),
            models.CheckConstraint(condition=~Q(member=F("deputy")), name="absence_deputy_is_another"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "ends_at"], name="absence_of"),
            models.Index(fields=["ends_at"], name="absence_running", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.starts_at:%F}–{self.ends_at:%F}"

    @property
    def last_day(self) -> datetime:
        """The end lies at the beginning of the day after; this is a moment of the last one."""
        return self.ends_at - timedelta(seconds=1)
