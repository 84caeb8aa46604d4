from __future__ import annotations

import json
from datetime import UTC
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.foundation.audit.rules import BEGINNING, REDACTED, Link, signed
from amends.foundation.kernel.payload import unpack
from amends.foundation.kernel.writing import insert

CHAIN_LENGTH = 80
NAME_LENGTH = 150


class Immutable(TypeError):
    """Somebody tried to change or delete what is on record."""


class AuditChain(models.Model):
    """How long a chain is and how it ends, so that entries missing at its end are noticed; its row is the lock."""

    chain = models.CharField(max_length=CHAIN_LENGTH, primary_key=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=BEGINNING, blank=True)
    anchored = models.PositiveIntegerField(default=0, help_text="Its length at its last anchor")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["chain"], name="chain_went_on", condition=Q(length__gt=F("anchored"))),
        ]

    def __str__(self) -> str:
        return self.chain


class EntryQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("an audit entry is never changed")

    def delete(self) -> NoReturn:
        raise Immutable("an audit entry is never deleted")

    def take_words_out(self) -> int:
        """The one change there is: what people wrote, and the salt of its seal, are gone for good."""
        return super().update(body=REDACTED, reason="", salt="")


class AuditEntry(models.Model):
    """What one person did once, and why; written in the transaction of the change and never touched again."""

    chain = models.CharField(max_length=CHAIN_LENGTH)
    n = models.PositiveIntegerField()
    at = models.DateTimeField()
    # No foreign key: what happened stays on record when the person or the thing is gone.
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=NAME_LENGTH)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    # Text, not a JSON column: what is hashed must come back letter for letter.
    body = models.TextField()
    reason = models.TextField(blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    # Empty once the words were taken out.
    salt = models.CharField(max_length=32, blank=True)
    seal = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "n"], name="audit_entry_place"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["actor_id", "-id"], name="audit_by_person"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.n}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("an audit entry is never changed")
        insert(self)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("an audit entry is never deleted")

    @property
    def data(self) -> dict[str, Any]:
        """What was recorded, with its times and amounts as such."""
        data: dict[str, Any] = unpack(json.loads(self.body))
        return data

    @property
    def link(self) -> Link:
        """The entry as it is hashed."""
        return Link(
            chain=self.chain,
            n=self.n,
            at=self.at,
            actor_id=self.actor_id,
            actor_name=self.actor_name,
            action=self.action,
            object_kind=self.object_kind,
            object_id=self.object_id,
            body=self.body,
            reason=self.reason,
            prev_hash=self.prev_hash,
            salt=self.salt,
            seal=self.seal,
        )


class AuditAnchor(models.Model):
    """Where all chains stood at one moment, in one hash over them and over the anchor before, signed."""

    made_at = models.DateTimeField()
    chains = models.PositiveIntegerField(help_text="Chains that went on since the anchor before")
    entries = models.PositiveIntegerField(help_text="Entries added since the anchor before")
    root = models.CharField(max_length=64)
    before = models.CharField(max_length=64, blank=True, help_text="Root of the anchor before")
    signature = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.made_at:%F}: {self.root[:12]}"

    def said(self) -> dict[str, Any]:
        """What is signed, and what stands in the file that is kept elsewhere."""
        return {
            "anchor": self.pk,
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "chains": self.chains,
            "entries": self.entries,
            "before": self.before,
            "root": self.root,
        }

    def signature_now(self) -> str:
        """Signed with a key of its own where one is set, else with one that follows from the secret key."""
        key = settings.AMENDS_ANCHOR_KEY or f"anchor:{settings.SECRET_KEY}"
        return signed(key.encode(), self.said())


class AnchoredHead(models.Model):
    """How far one chain had come at an anchor, and the hash of its last entry then."""

    anchor = models.ForeignKey(AuditAnchor, models.CASCADE, related_name="heads")
    chain = models.CharField(max_length=CHAIN_LENGTH)
    n = models.PositiveIntegerField()
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain}: {self.n}"
