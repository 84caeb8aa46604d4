"""By what it is known whether words are still those that somebody looked at."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

LENGTH: Final = 24
# What somebody saw who saw no wording at all.
NOTHING: Final = ""


def stamp_of(number: int, *words: str) -> str:
    """A short name of a version as it reads now; with other words it is another one."""
    return sha256("\0".join([str(number), *words]).encode()).hexdigest()[:LENGTH]
