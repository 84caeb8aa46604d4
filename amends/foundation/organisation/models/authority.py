"""What each role may decide from when on, and who decides for whom for a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amends.foundation.organisation.choices import HOME_CURRENCY, Power, Role, RuleState
from amends.foundation.organisation.models.people import Member


class AuthorityRule(models.Model):
    """One cell of the matrix from a moment on; it counts once a second person confirmed it, and none is ever changed."""

    power = models.CharField(_("decision"), max_length=20, choices=Power)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    may = models.BooleanField(_("may decide"))
    currency = models.CharField(_("currency"), max_length=3, default=HOME_CURRENCY)
    up_to = models.DecimalField(_("up to"), max_digits=12, decimal_places=2, null=True)
    sensitive_too = models.BooleanField(_("restricted and legal cases too"))
    valid_from = models.DateTimeField(_("from"))
    state = models.CharField(max_length=10, choices=RuleState)
    reason = models.CharField(_("reason"), max_length=400)
    entered_by = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("entered_by")), name="authority_second_person"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["power", "role", "currency", "-valid_from", "-id"], name="authority_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power} {self.role} {self.currency} {self.up_to}"


class Delegation(models.Model):
    """For a time somebody decides in the place of another; both names stand on what is decided."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="delegations", db_index=False)
    delegate = models.ForeignKey(Member, models.CASCADE, related_name="stands_in", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Taken back before its end")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(member=F("delegate")), name="delegation_to_another"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="delegation_has_length"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["delegate", "ends_at"], name="delegation_to"),
            models.Index(fields=["member", "ends_at"], name="delegation_of"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.delegate_id}"

    @property
    def last_day(self) -> datetime:
        """The end lies at the beginning of the day after; this is a moment of the last one."""
        return self.ends_at - timedelta(seconds=1)
