"""The policy of what may be given, as Amends ships it: edition 0 of every house."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "policy.toml"


@cache
def shipped_policy() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
