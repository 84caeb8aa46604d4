"""What was offered to the customer, and what the customer said to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from amends.casework.cases.models import Case, Message
from amends.practice.remedies.choices import Decision


class Proposal(models.Model):
    """One round of options put before a customer."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="proposals")
    round = models.PositiveSmallIntegerField()
    message = models.OneToOneField(Message, models.PROTECT, related_name="proposal")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)
    fair = models.JSONField(
        default=dict, help_text="The range when it was offered, its reasons and the edition that gave it"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "round"], name="proposal_round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.round}"

    @property
    def is_open(self) -> bool:
        return self.decision == Decision.OPEN

    @property
    def chosen_too_late(self) -> Option | None:
        """The option whose day had passed before the customer chose it, so that a new day is owed."""
        if self.decided_at is None:
            return None
        day = timezone.localdate(self.decided_at)
        return next((one for one in self.options.all() if one.chosen and one.due_on < day), None)


class Option(models.Model):
    """One way to put it right, with what speaks for and against it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    pros = models.TextField(blank=True)
    cons = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="CNY")
    kind = models.CharField(max_length=12, blank=True, help_text="refund, voucher, gift …, where it was said")
    due_on = models.DateField()
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.title
