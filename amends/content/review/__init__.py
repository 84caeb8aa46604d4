"""The sheet by which sent replies are scored: what is looked at, how much it weighs, which remarks of the check belong to it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Criterion:
    """One thing that is looked at; `not_for` names the kinds of reply that need not have it."""

    code: str
    weight: int
    remarks: frozenset[str]
    not_for: frozenset[str]


@dataclass(frozen=True)
class Sheet:
    version: int
    criteria: tuple[Criterion, ...]


@cache
def sheet() -> Sheet:
    """The sheet in force; its words stand in the three language files beside it under the same codes."""
    found = tomllib.loads((FOLDER / "criteria.toml").read_text(encoding="utf-8"))
    return Sheet(
        version=found["version"],
        criteria=tuple(
            Criterion(row["code"], row["weight"], frozenset(row["remarks"]), frozenset(row["not_for"]))
            for row in found["criteria"]
        ),
    )
