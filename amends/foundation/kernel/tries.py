"""Counts tries, so that nobody finds a number, a phone or a code by trying."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache

from amends.foundation.kernel import clock

MOST: Final = 20
WITHIN: Final = timedelta(minutes=10)


def tries(of: str) -> int:
    """How many tries were counted under this name within ten minutes of the first."""
    return _counted(of)[1]


def count_try(of: str) -> int:
    """Counts one more and says how many that makes; after ten minutes counting begins anew."""
    began, before = _counted(of)
    cache.set(_key(of), (began, before + 1), WITHIN.total_seconds())
    return before + 1


def _counted(of: str) -> tuple[datetime, int]:
    now = clock.now()
    began, counted = cache.get(_key(of)) or (now, 0)
    return (began, counted) if now - began < WITHIN else (now, 0)


def _key(of: str) -> str:
    return f"tries:{of}"
