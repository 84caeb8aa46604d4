"""Words that mean the same, in every language of the house: what lets a search find by meaning."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "concepts.toml"


@cache
def concepts() -> dict[str, tuple[str, ...]]:
    """Name of a concept → the ways in which people say it."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: tuple(words) for name, words in table.items()}
