from __future__ import annotations

import json
from typing import Any, ClassVar, NoReturn

from django.db import models

from amends.foundation.audit.rules import BEGINNING, Link
from amends.foundation.kernel.payload import unpack

CHAIN_LENGTH = 80
NAME_LENGTH = 150


class Immutable(TypeError):
    """Somebody tried to change or delete what is on record."""


class AuditChain(models.Model):
    """How long a chain is and how it ends, so that entries missing at its end are noticed; its row is the lock."""

    chain = models.CharField(max_length=CHAIN_LENGTH, primary_key=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=BEGINNING, blank=True)

    def __str__(self) -> str:
        return self.chain


class EntryQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("an audit entry is never changed")

    def delete(self) -> NoReturn:
        raise Immutable("an audit entry is never deleted")


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
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "n"], name="audit_entry_place"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.n}: {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("an audit entry is never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

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
        )
