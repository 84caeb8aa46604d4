"""One thing the doctor looked at: whether it is well, and if not, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` names the check for machines; `says` and `mend` are for people, in their language."""

    check: str
    level: Level
    says: str
    mend: str = ""


Findings = Iterator[Finding]
Check = Callable[[], Findings]


def ok(check: str, says: str) -> Finding:
    return Finding(check, Level.OK, says)


def warning(check: str, says: str, mend: str) -> Finding:
    return Finding(check, Level.WARNING, says, mend)


def error(check: str, says: str, mend: str) -> Finding:
    return Finding(check, Level.ERROR, says, mend)
