"""What somebody asked others to decide, because it is above their own authority."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.cases.choices import ApprovalState
from amends.casework.cases.models.case import Case
from amends.foundation.organisation.choices import HOME_CURRENCY, Power


class ApprovalQuerySet(models.QuerySet["ApprovalRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=ApprovalState.ASKED)

    def standing(self) -> Self:
        """Asked, or granted and not used up: it may still carry something."""
        return self.filter(state__in=(ApprovalState.ASKED, ApprovalState.GRANTED))

    def granted_to(self, member_id: int, power: str) -> Self:
        """Granted and not used up yet: it carries one act of the one who asked."""
        return self.filter(asked_by=member_id, power=power, state=ApprovalState.GRANTED)


class ApprovalRequest(models.Model):
    """One question to who may decide it, with its time; granted, it carries one act of the one who asked."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="approvals", db_index=False)
    power = models.CharField(max_length=20, choices=Power)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default=HOME_CURRENCY)
    what = models.TextField(help_text="What is to be decided, and why")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    urgent = models.BooleanField(default=False, help_text="By the fast channel upward")
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    passed_on = models.JSONField(default=list, help_text="Who was asked before and did not answer in time")
    state = models.CharField(max_length=10, choices=ApprovalState, default=ApprovalState.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="approval_second_person"
            ),
            models.CheckConstraint(
                condition=Q(decided_for=None) | ~Q(decided_for=F("asked_by")), name="approval_second_rights"
            ),
            models.UniqueConstraint(
                fields=["case", "power", "asked_by"], name="approval_asked_once", condition=Q(state="asked")
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "-id"], name="approval_of_case"),
            models.Index(fields=["due_at"], name="approval_waiting", condition=Q(state="asked")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.power} {self.state}"
