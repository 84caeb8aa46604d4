"""What laws give customers whatever a house thinks fair: in our own words, each with where it stands and how sure that is."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@cache
def table() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "entitlements.toml").read_text(encoding="utf-8"))


def entitlements() -> list[dict[str, Any]]:
    """All of them in their order."""
    return list(table()["entitlements"])


def fact_question(code: str, language: str) -> str:
    """What is asked about a case, in a language; the code itself where it is not known."""
    found = table()["facts"].get(code)
    return str(found[language]) if found else code


@cache
def texts_of(code: str, language: str) -> dict[str, str]:
    """`name`, `says` and `check` of one entitlement in a language."""
    found = next(one for one in entitlements() if one["code"] == code)
    return {part: str(found[part][language]) for part in ("name", "says", "check")}
