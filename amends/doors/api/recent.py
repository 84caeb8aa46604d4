"""Tokens that were looked up a moment ago, kept in memory: the look-up is a fifth of what a small request costs."""

from __future__ import annotations

from time import monotonic

from amends.doors.api.models import ApiToken
from amends.doors.api.queries import token_behind
from amends.doors.api.rules import digest_of

# How long a revoked token, or a changed role of its member, may still count in a process.
SECONDS = 2.0
TOKENS_REMEMBERED = 1000
_seen: dict[str, tuple[float, ApiToken]] = {}


def recent_token(secret: str) -> ApiToken | None:
    """The token with this secret, as it was at most two seconds ago."""
    digest = digest_of(secret)
    now = monotonic()
    found = _seen.get(digest)
    if found is not None and now - found[0] < SECONDS:
        return found[1]
    token = token_behind(digest)
    if token is None:
        _seen.pop(digest, None)
        return None
    if len(_seen) >= TOKENS_REMEMBERED:
        _seen.clear()
    _seen[digest] = now, token
    return token


def forget() -> None:
    """Empties the memory of this process; for tests."""
    _seen.clear()
