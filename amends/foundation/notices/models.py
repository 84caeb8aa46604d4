"""What members were told, and of what they do not want to be told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.foundation.notices.choices import NoticeKind


class Notice(models.Model):
    """One thing that concerns one member; `data` holds plain values, never words of a customer or a note."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=NoticeKind)
    case_id = models.BigIntegerField()
    number = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    origin = models.CharField(max_length=80, help_text="What it came from; told twice, it stands here once")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "origin"], name="notice_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "-id"], name="notice_of_member"),
            models.Index(fields=["member"], name="notice_unseen", condition=Q(seen_at=None)),
            models.Index(fields=["seen_at"], name="notice_seen", condition=Q(seen_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.number}"


class Muted(models.Model):
    """A kind of notice that a member does not want."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=NoticeKind)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "kind"], name="muted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind}"
