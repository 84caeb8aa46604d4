"""What a person and the check say of one reply, what its author says to that, and what is decided."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.practice.replies.review.choices import POINTS, Answer, ReviewState, Ruling
from amends.practice.replies.review.models.samples import Sample


class ReviewQuerySet(models.QuerySet["Review"]):
    def done(self) -> Self:
        return self.filter(state=ReviewState.DONE)

    def open(self) -> Self:
        return self.filter(state=ReviewState.OPEN)

    def that_count(self) -> Self:
        """Scored, and not for practice in a calibration round."""
        return self.done().filter(sample__round=None)


class Review(models.Model):
    """One person's score of one reply; what the check says is added when the person has spoken."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.OPEN)
    asked_at = models.DateTimeField()
    declined_because = models.CharField(max_length=400, blank=True)
    sheet_version = models.PositiveSmallIntegerField(null=True)
    first_score = models.PositiveSmallIntegerField(null=True, help_text="As the reviewer gave it")
    score = models.PositiveSmallIntegerField(null=True, help_text="As it stands, after a dispute perhaps")
    machine_score = models.PositiveSmallIntegerField(null=True)
    findings = models.JSONField(
        default=list, help_text="What the check remarks, with the case as it stood then"
    )
    answered_points = models.JSONField(
        default=list, help_text="Point by point of the complaint: its words and the points it got"
    )
    words = models.TextField(blank=True, help_text="To the author")
    better = models.TextField(blank=True, help_text="An example of better wording")
    scored_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.NONE)
    answer_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["reviewer", "id"], name="review_open", condition=Q(state="open")),
            models.Index(fields=["scored_at"], name="review_scored", condition=Q(state="done")),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sample", "reviewer"], name="review_once_each"),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.DONE)
                | Q(scored_at__isnull=False, sheet_version__isnull=False),
                name="review_done_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.DECLINED) | ~Q(declined_because=""), name="review_declined_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.state} {self.score}"

    def is_over(self, at: datetime) -> bool:
        """Whether the time for an answer is over; in its last moment it is not."""
        return self.answer_until is not None and self.answer_until < at

    def awaits_answer(self, at: datetime) -> bool:
        """Whether the author may still accept it or say what it did not see."""
        return self.state == ReviewState.DONE and not self.answer and not self.is_over(at)


class Mark(models.Model):
    """What one criterion got: by the person, by the check, and by whoever decided a dispute."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=20)
    weight = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField(null=True, help_text="None: does not apply here")
    machine_points = models.PositiveSmallIntegerField()
    decided_points = models.PositiveSmallIntegerField(null=True)
    is_decided = models.BooleanField(default=False, help_text="A dispute set it, perhaps to “does not apply”")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "criterion"], name="mark_once"),
            models.CheckConstraint(
                condition=(Q(points=None) | Q(points__in=POINTS))
                & Q(machine_points__in=POINTS)
                & (Q(decided_points=None) | Q(decided_points__in=POINTS)),
                name="mark_on_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.standing}"

    @property
    def standing(self) -> int | None:
        return self.decided_points if self.is_decided else self.points


class Dispute(models.Model):
    """What an author holds against a review, and what somebody else decided of it."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="dispute")
    reason = models.TextField()
    raised_at = models.DateTimeField()
    ruling = models.CharField(max_length=10, choices=Ruling, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    changes = models.JSONField(default=list, help_text="Of each criterion that changed: before and after")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ruling="", decided_at=None, decided_by=None)
                | (
                    ~Q(ruling="")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(decided_because="")
                ),
                name="dispute_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
