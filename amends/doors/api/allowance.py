"""The rate limit: each process takes requests from a token's allowance by the handful and spends them from memory."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from amends.doors.api.actions import take
from amends.doors.api.models import ApiToken
from amends.doors.api.rules import handful, seconds_to_next_window, window_of
from amends.foundation.kernel import clock

TOKENS_REMEMBERED = 10_000


@dataclass
class Purse:
    """What this process may still spend of a token's minute."""

    window: int
    left: int
    empty: bool = False


_purses: dict[int, Purse] = {}
_lock = Lock()


def spend(token: ApiToken) -> int:
    """Counts one request: 0 when it may go on, otherwise how many seconds to wait."""
    now = clock.now()
    window = window_of(now.timestamp())
    with _lock:
        purse = _purses.get(token.pk)
        if purse is None or purse.window != window:
            if len(_purses) > TOKENS_REMEMBERED:
                _purses.clear()
            purse = _purses[token.pk] = Purse(window, 0)
        if purse.left == 0 and not purse.empty:
            size = handful(token.per_minute)
            if take(token=token, size=size, window=window, at=now):
                purse.left = size
            else:
                purse.empty = True
        if purse.left == 0:
            return seconds_to_next_window(now.timestamp())
        purse.left -= 1
        return 0


def forget() -> None:
    """Empties the memory of this process; for tests."""
    with _lock:
        _purses.clear()
