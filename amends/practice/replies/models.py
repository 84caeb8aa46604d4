"""What somebody has begun to write, and each reply on its way to the customer."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.models import Case, Message
from amends.casework.knowledge.models import Clause
from amends.foundation.kernel.deciding import FourEyes
from amends.foundation.organisation.choices import HOME_CURRENCY
from amends.foundation.organisation.models import Department
from amends.practice.replies.choices import UNDER_WAY, DraftKind, ReplyKind, ReplyState


class ReplyDraft(models.Model):
    """One person's unfinished words in one case; they stay when the case changes hands or is closed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=DraftKind)
    body = models.TextField(blank=True)
    files = models.JSONField(default=list, help_text="Of the case's files: id, name, size and kind of each")
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "member", "kind"], name="one_draft_each"),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class KeptDraft(models.Model):
    """Words that somebody took out of a draft or wrote over, kept for thirty days in case they are missed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=DraftKind)
    body = models.TextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "-id"], name="kept_draft_of_member")
        ]

    def __str__(self) -> str:
        return self.body[:60]


class ReplyQuerySet(models.QuerySet["Reply"]):
    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def waiting_for_approval(self) -> Self:
        return self.filter(state=ReplyState.AWAITING_APPROVAL)


class Reply(models.Model):
    """One answer to the customer, from being handed in to being sent; its words never change on the way."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ReplyKind)
    body = models.TextField()
    files = models.JSONField(default=list, help_text="What goes along: id, name, size and kind of each")
    state = models.CharField(max_length=20, choices=ReplyState)
    findings = models.JSONField(default=list)
    approval_reasons = models.JSONField(default=list)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default=HOME_CURRENCY)
    submitted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="In whose place it was approved, where somebody stood in",
    )
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Who gave it back or took it back; the house where it was stopped",
    )
    returned_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True)
    send_at = models.DateTimeField(null=True)
    based_on_message_id = models.BigIntegerField(null=True)
    message = models.OneToOneField(Message, models.PROTECT, null=True, related_name="reply")
    # Null, not "": many replies have none, and those must not collide.
    idempotency_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001

    objects = ReplyQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "-id"], name="reply_of_case"),
            models.Index(fields=["id"], name="reply_waiting", condition=Q(state="awaiting_approval")),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("author")), name="reply_second_person"
            ),
            models.CheckConstraint(
                condition=Q(state=ReplyState.SENT, message__isnull=False)
                | (~Q(state=ReplyState.SENT) & Q(message=None)),
                name="reply_sent_has_message",
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class TextBlock(models.Model):
    """Words that a team uses again and again, with places in braces that the case fills."""

    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="+",
        help_text="The team it belongs to; those below use it too",
    )
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=60)
    body = models.TextField()
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["department", "language", "title"],
                condition=Q(retired_at=None),
                name="one_block_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BlockBasis(models.Model):
    """A clause that a block rests on, and the version of the clause that its words were last held against."""

    block = models.ForeignKey(TextBlock, models.CASCADE, related_name="bases")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="blocks")
    clause_number = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["block", "clause"], name="block_rests_once"),
        ]

    def __str__(self) -> str:
        return f"{self.block_id}: {self.clause_id}"


class CheckPolicyVersion(FourEyes):
    """One version of what the house lets pass; never changed once it is decided, never deleted."""

    version = models.PositiveIntegerField(unique=True)
    always = models.JSONField(default=dict, help_text='{"canned": "reason"}: levels by code')
    grave = models.JSONField(default=dict, help_text="The same for severe and legal cases")
    kinds = models.JSONField(default=dict, help_text="The same by kind of reply")
    reason = models.CharField(max_length=400, blank=True)
    trial = models.JSONField(default=dict, help_text="What it would have done to the latest sent replies")

    class Meta(FourEyes.Meta):
        ordering: ClassVar[list[str]] = ["-version"]

    def __str__(self) -> str:
        return f"{self.version} {self.reason}"
