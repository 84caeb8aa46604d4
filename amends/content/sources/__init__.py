"""What the laws and standards that the tables rest on are called, in every language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("sources.toml")


@cache
def names() -> dict[str, dict[str, str]]:
    """The names in each language, by what the tables write."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def source_name(written: str, language: str) -> str:
    """What a reader of this language calls a source; what people wrote themselves stays as they wrote it."""
    found = names().get(written)
    return found[language] if found else written
