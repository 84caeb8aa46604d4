"""Time limits that laws and standards set, with their names in every language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@cache
def limits() -> tuple[dict[str, Any], ...]:
    """All limits in their order, as they stand in the file."""
    return tuple(tomllib.loads((FOLDER / "limits.toml").read_text(encoding="utf-8"))["limits"])


@cache
def limit(code: str) -> dict[str, Any] | None:
    return next((one for one in limits() if one["code"] == code), None)


def limit_name(code: str, language: str) -> str:
    """The short name of a limit in a language; the code itself where it is not known."""
    found = limit(code)
    return str(found["name"][language]) if found else code
