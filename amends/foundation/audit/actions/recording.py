"""Writing down what was done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import connection
from django.db.transaction import TransactionManagementError

from amends.foundation.audit.models import CHAIN_LENGTH, NAME_LENGTH, AuditEntry
from amends.foundation.audit.rules import canonical, hash_of, object_of, seal_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.payload import pack
from amends.foundation.kernel.plain_text import storable
from amends.foundation.kernel.prepared import cursor_for_repeated
from amends.foundation.kernel.writing import insert

# Makes the chain if it is new, locks it if it is not, and says where it ends: one statement on either database.
_LOCK = """
    INSERT INTO audit_auditchain (chain, length, head, anchored) VALUES (%s, 0, '', 0)
    ON CONFLICT (chain) DO UPDATE SET length = audit_auditchain.length
    RETURNING length, head
"""
_GREW = "UPDATE audit_auditchain SET length = %s, head = %s WHERE chain = %s"


class Actor(Protocol):
    """Whoever acts: a person of the house, or the house itself."""

    @property
    def pk(self) -> Any: ...

    @property
    def display_name(self) -> str: ...


def record(
    *,
    chain: str,
    action: str,
    by: Actor,
    data: Mapping[str, Any],
    reason: str = "",
    at: datetime | None = None,
) -> AuditEntry:
    """Adds what was done to the end of a chain, in the caller's transaction; without one it refuses to.

    `chain` is "house" or names a thing ("case:123"); `data` holds plain values, `before` and `after` by custom.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "an audit entry is written in the transaction of the change it records"
        )
    if len(chain) > CHAIN_LENGTH:
        raise ValueError(f"the name of a chain has {CHAIN_LENGTH} characters at most")
    length, head = hold_chain(chain)
    entry = link_of(chain, length, head, action=action, by=by, data=data, reason=reason, at=at)
    insert(entry, along=(_GREW, [entry.n, entry.hash, chain]))
    return entry


def hold_chain(chain: str) -> tuple[int, str]:
    """Keeps others from writing to a chain until the caller's transaction ends; how long it is, and its last hash."""
    with cursor_for_repeated() as cursor:
        cursor.execute(_LOCK, [chain])
        length, head = cursor.fetchone()
    return length, head


def link_of(
    chain: str,
    length: int,
    head: str,
    *,
    action: str,
    by: Actor,
    data: Mapping[str, Any],
    reason: str = "",
    at: datetime | None = None,
) -> AuditEntry:
    """The next entry of a chain that ends as given; it is not saved."""
    kind, object_id = object_of(chain)
    body, why, salt = canonical(pack(data)), storable(reason), secrets.token_hex(8)
    entry = AuditEntry(
        chain=chain,
        n=length + 1,
        at=at or clock.now(),
        actor_id=by.pk,
        actor_name=storable(by.display_name)[:NAME_LENGTH],
        action=action,
        object_kind=kind,
        object_id=object_id,
        body=body,
        reason=why,
        prev_hash=head,
        salt=salt,
        seal=seal_of(salt, body, why),
    )
    entry.hash = hash_of(entry.link)
    return entry
