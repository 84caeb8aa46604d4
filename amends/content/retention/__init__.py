"""How long records must be kept, with where it is written and how sure that is; only what was read for sure holds."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@cache
def keep_rules() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((FOLDER / "rules.toml").read_text(encoding="utf-8"))["rules"])


def rule_name(code: str, language: str) -> str:
    """What a rule is called in a language; its code where it is not known any more."""
    for rule in keep_rules():
        if rule["code"] == code:
            return str(rule["name"].get(language) or rule["name"]["en"])
    return code
