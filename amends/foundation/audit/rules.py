"""How a chain is made and checked, without a database."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from amends.foundation.audit.choices import Damage, Looseness

# What the first link of every chain points to.
BEGINNING = ""
# What stands in an entry whose words were taken out, and the action whose entry in the same chain says so.
REDACTED = '{"redacted":true}'
REDACTING = "audit.redacted"
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is hashed; `body` is the canonical JSON of its data, kept and hashed as text.

    What people wrote, `body` and `reason`, goes into the hash only through `seal`. So words can be taken out later, with
    the salt that keeps short ones from being guessed, and the chain still holds.
    """

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
    salt: str
    seal: str

    @property
    def is_redacted(self) -> bool:
        return not self.salt


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain does not hold; `n` is the number of the link there."""

    chain: str
    n: int
    damage: Damage


@dataclass(frozen=True, slots=True)
class Loose:
    """The first anchor that does not hold, by its number, why, and the chain or file that contradicts it."""

    anchor: int
    why: Looseness
    against: str = ""


def canonical(data: Any) -> str:
    """JSON that is the same for the same data: keys in order, no blanks, no escapes."""
    return _CANONICAL.encode(data)


def seal_of(salt: str, body: str, reason: str) -> str:
    """SHA-256 over what people wrote, with a salt of its own."""
    return hashlib.sha256(canonical([salt, body, reason]).encode()).hexdigest()


def keeps_its_words(link: Link) -> bool:
    """Whether the words are those that were sealed; of a redacted entry, whether nothing else stands in their place."""
    if link.is_redacted:
        return link.body == REDACTED and not link.reason
    return link.seal == seal_of(link.salt, link.body, link.reason)


def announced(link: Link) -> set[int]:
    """The entries of its chain whose words this entry says were taken out."""
    if link.action != REDACTING or link.is_redacted:
        return set()
    return {n for n in json.loads(link.body).get("entries", []) if isinstance(n, int)}


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
        link.seal,
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
    emptied: set[int] = set()
    for link, kept in links:
        if expected > length:
            return Broken(chain, link.n, Damage.EXTRA)
        if link.n != expected:
            return Broken(chain, expected, Damage.MISSING)
        if hash_of(link) != kept or not keeps_its_words(link):
            return Broken(chain, link.n, Damage.CHANGED)
        if link.prev_hash != previous:
            return Broken(chain, link.n, Damage.DETACHED)
        if link.is_redacted:
            emptied.add(link.n)
        emptied -= announced(link)
        expected, previous = expected + 1, kept
    if expected <= length:
        return Broken(chain, expected, Damage.MISSING)
    if previous != head:
        return Broken(chain, length, Damage.DETACHED)
    return Broken(chain, min(emptied), Damage.EMPTIED) if emptied else None


def root_of(before: str, heads: Iterable[tuple[str, int, str]]) -> str:
    """SHA-256 over the anchor before and where each chain that went on since then ended: its name, length and hash."""
    total = hashlib.sha256(before.encode())
    for chain, n, head in heads:
        total.update(f"\n{chain}\t{n}\t{head}".encode())
    return total.hexdigest()


def signed(key: bytes, said: Mapping[str, Any]) -> str:
    """HMAC-SHA256 over the canonical JSON of an anchor."""
    return hmac.new(key, canonical(said).encode(), hashlib.sha256).hexdigest()
