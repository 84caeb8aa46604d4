"""The plan, the weekly draw, and the replies that were drawn or picked."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.practice.replies.models import Reply
from amends.practice.replies.review.choices import Why
from amends.practice.replies.review.rules.sampling import Wanted


class Plan(models.Model):
    """How many replies are looked at a week; each setting is a row, the newest is in force."""

    per_person = models.PositiveSmallIntegerField()
    per_team = models.PositiveSmallIntegerField()
    more_severe = models.PositiveSmallIntegerField()
    more_legal = models.PositiveSmallIntegerField()
    more_newcomers = models.PositiveSmallIntegerField()
    newcomer_weeks = models.PositiveSmallIntegerField()
    second_share = models.PositiveSmallIntegerField(help_text="Of a hundred drawn, read by two people")
    asked_first = models.JSONField(default=list, help_text="Roles that are given reviews before the others")
    dispute_days = models.PositiveSmallIntegerField(help_text="Working days in which an author may answer")
    reason = models.CharField(max_length=400)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(second_share__lte=100), name="plan_share_of_a_hundred"),
            models.CheckConstraint(condition=~Q(reason=""), name="plan_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.set_at:%Y-%m-%d} {self.per_person}/{self.per_team}"

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            per_person=self.per_person,
            per_team=self.per_team,
            more_severe=self.more_severe,
            more_legal=self.more_legal,
            more_newcomers=self.more_newcomers,
            second_share=self.second_share,
        )


class Draw(models.Model):
    """One week's lot: the seed and what it was drawn from, so that it can be drawn again and gives the same."""

    week = models.DateField(unique=True, help_text="Its Monday")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", db_index=False)
    seed = models.CharField(max_length=40)
    considered = models.JSONField(
        default=list, help_text="Of each reply: its id, author, team, and 1 for severe, legal, newcomer"
    )
    sent = models.PositiveIntegerField(help_text="How many were considered, so that no page has to read them")
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.week} {self.seed}"


class Round(models.Model):
    """A calibration round: several people score the same replies, then look at where they differ."""

    title = models.CharField(max_length=80)
    seed = models.CharField(max_length=40)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True)
    agreed = models.TextField(blank=True, help_text="What they agreed on when they compared")

    def __str__(self) -> str:
        return self.title


class Sample(models.Model):
    """One reply that is looked at, and why it and no other."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="samples")
    why = models.CharField(max_length=10, choices=Why)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="samples")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="samples")
    place = models.PositiveIntegerField(null=True, help_text="Where the lot put it")
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    picked_because = models.CharField(max_length=400, blank=True)
    wanted = models.PositiveSmallIntegerField(default=1, help_text="How many people score it")
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reply"], condition=Q(round=None), name="sample_once"),
            models.UniqueConstraint(fields=["reply", "round"], name="sample_once_a_round"),
            models.CheckConstraint(
                condition=(~Q(why=Why.PICKED) & Q(picked_by=None))
                | (Q(why=Why.PICKED, picked_by__isnull=False) & ~Q(picked_because="")),
                name="sample_picked_says_so",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.why}"
