"""Puts marks of the same length in the place of what names a person, so that places in a text stay where they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MARK = "＊"
SHORTEST = 2
# Facts of the engine that name one person or their purchase.
NAMING = frozenset({"phone", "id_no", "email", "order_no"})


def pattern_for(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds each name wherever it stands; numbers also with blanks or dashes between their digits."""
    wanted = {name.strip() for name in names if len(name.strip()) >= SHORTEST}
    parts = [spaced(name) for name in sorted(wanted, key=len, reverse=True)]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def spaced(name: str) -> str:
    digits = re.sub(r"[\s-]", "", name)
    if digits.lstrip("+").isdigit() and len(digits) >= 6:
        return r"[\s-]?".join(re.escape(digit) for digit in digits)
    return re.escape(name)


def masked(value: Any, pattern: re.Pattern[str] | None) -> Any:
    """A text, or whatever JSON holds, with every name in it covered; keys stay."""
    if pattern is None:
        return value
    if isinstance(value, str):
        return pattern.sub(lambda found: MARK * len(found[0]), value)
    if isinstance(value, list):
        return [masked(one, pattern) for one in value]
    if isinstance(value, dict):
        return {key: masked(one, pattern) for key, one in value.items()}
    return value


def named_in(text: str, facts: Iterable[dict[str, Any]]) -> set[str]:
    """What the engine found in a text that names somebody, letter for letter."""
    return {text[fact["start"] : fact["end"]] for fact in facts if fact["kind"] in NAMING}
