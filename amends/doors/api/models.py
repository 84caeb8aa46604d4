"""The keys that machines come in with, and what was done once for a key."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

PER_MINUTE = 600


class ApiToken(models.Model):
    """Lets a machine act as a member, within scopes. The secret itself is kept nowhere, only its hash."""

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True, help_text="To the minute")
    per_minute = models.PositiveIntegerField(default=PER_MINUTE)
    # The minute that is being counted, and how much of its allowance the processes have taken.
    window = models.BigIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(revoked_at=None), name="api_token_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """What was done for an `Idempotency-Key`: by what words, and which row it made. Kept for a while, without any words."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80, unique=True)
    said = models.CharField(max_length=64, help_text="SHA-256 of the address and the body")
    row = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:20]}: {self.row}"
