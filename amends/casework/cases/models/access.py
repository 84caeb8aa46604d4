"""Who is let into a restricted case, who looked at it, and whom a complaint concerns so that they stay out of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.choices import CONCERNED_STATES_THAT_COUNT, ConcernSource, ConcernState, Door
from amends.casework.cases.models.case import Case
from amends.foundation.organisation.models import Member


class CaseAccess(models.Model):
    """One person let into a restricted case, by whom, why and until when; ended ones stay as a record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="accesses", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=400)
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="The first moment at which it holds no more")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["member", "case"], name="access_given_once", condition=Q(ended_at=None)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "-id"], name="access_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.member_id}"


class CaseViewing(models.Model):
    """That somebody looked at a restricted case, once for each member and hour; ordinary cases leave no such row."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="viewings", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    hour = models.DateTimeField(help_text="The beginning of the hour")
    door = models.CharField(max_length=12, choices=Door, help_text="By which door first in this hour")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "hour", "member"], name="viewing_once_an_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.member_id} {self.hour:%F %H}"


class StaffConcernedQuerySet(models.QuerySet["StaffConcerned"]):
    def barring(self, member: Member, *, proposed_too: bool = False) -> Self:
        """What keeps a member out of cases: they are about them or somebody they lead; on request also proposed ones."""
        states = CONCERNED_STATES_THAT_COUNT if proposed_too else (ConcernState.CONFIRMED,)
        return self.filter(Q(member=member) | Q(member__line_manager=member), state__in=states)


class StaffConcerned(models.Model):
    """Somebody of the house whom the complaint is about. Confirmed, they and their line manager stay out of the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="staff_concerned", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=ConcernState)
    source = models.CharField(max_length=10, choices=ConcernSource)
    evidence = models.CharField(max_length=200, blank=True, help_text="The words that name the person")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=400, blank=True)
    named_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    decided_reason = models.CharField(max_length=400, blank=True)

    objects = StaffConcernedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "member"],
                name="concerned_once",
                condition=Q(state__in=CONCERNED_STATES_THAT_COUNT),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "case"], name="concerned_barred", condition=Q(state="confirmed")),
            models.Index(fields=["case", "id"], name="concerned_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.member_id} {self.state}"
