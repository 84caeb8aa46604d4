"""How a chain is made and checked, without a database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from amends.foundation.audit.choices import Damage

# What the first link of every chain points to.
BEGINNING = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is hashed; `body` is the canonical JSON of its data, kept and hashed as text."""

    chain: str
    n: int
    at: datetime
    actor_id: int
    actor_name: str
    action: str
    object_kind: str
    object_id: int | None
    body: str
    reason: str
    prev_hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain does not hold; `n` is the number of the link there."""

    chain: str
    n: int
    damage: Damage

    def __str__(self) -> str:
        says = {
            Damage.CHANGED: f"entry {self.n} was changed after it was written",
            Damage.MISSING: f"entry {self.n} is missing",
            Damage.DETACHED: f"entry {self.n} does not continue the entry before it",
            Damage.EXTRA: f"entry {self.n} was added without the chain's knowledge",
            Damage.UNKNOWN_CHAIN: f"entry {self.n} belongs to a chain whose own record is missing",
        }
        return f"{self.chain}: {says[self.damage]}"


def canonical(data: Any) -> str:
    """JSON that is the same for the same data: keys in order, no blanks, no escapes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_of(link: Link) -> str:
    """SHA-256 over everything the entry says, its place and the hash of the entry before it."""
    said = [
        link.chain,
        link.n,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.actor_id,
        link.actor_name,
        link.action,
        link.object_kind,
        link.object_id,
        link.body,
        link.reason,
        link.prev_hash,
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def object_of(chain: str) -> tuple[str, int | None]:
    """The kind and id of the thing a chain like "case:123" is about; other chains are about no single thing."""
    kind, colon, number = chain.partition(":")
    return (kind, int(number)) if colon and number.isdecimal() else (kind, None)


def first_broken(chain: str, links: Iterable[tuple[Link, str]], *, length: int, head: str) -> Broken | None:
    """Walks a chain (each link with its kept hash, by number) against its kept length and head; None when it holds."""
    expected, previous = 1, BEGINNING
    for link, kept in links:
        if expected > length:
            return Broken(chain, link.n, Damage.EXTRA)
        if link.n != expected:
            return Broken(chain, expected, Damage.MISSING)
        if hash_of(link) != kept:
            return Broken(chain, link.n, Damage.CHANGED)
        if link.prev_hash != previous:
            return Broken(chain, link.n, Damage.DETACHED)
        expected, previous = expected + 1, kept
    if expected <= length:
        return Broken(chain, expected, Damage.MISSING)
    if previous != head:
        return Broken(chain, length, Damage.DETACHED)
    return None
