"""Decisions of the machines' door: pure."""

from __future__ import annotations

import hashlib
import secrets

# Says what the secret is for when it turns up in a log or a repository.
PREFIX = "amends_"
KEY_LENGTH = 200
HANDFULS = 20


def new_secret() -> str:
    """A secret of 256 random bits, so that a plain hash of it is enough to keep."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def stored_key(token_id: int, key: str) -> str:
    """An idempotency key as it is kept: keys of different tokens never meet, and none is too long."""
    return f"api:{token_id}:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:48]}"


def window_of(moment: float) -> int:
    """The minute that a moment (in seconds) lies in; requests are counted by minutes."""
    return int(moment // 60)


def seconds_to_next_window(moment: float) -> int:
    """How long to wait until requests are counted anew, at least one second."""
    return max(1, 60 - int(moment % 60))


def handful(per_minute: int) -> int:
    """How many requests a process takes out of the allowance at once, so that not every request counts in the database."""
    return max(1, per_minute // HANDFULS)
