"""Puts marks of the same length in the place of what names a person, so that places in a text stay where they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MARK = "＊"
SHORTEST = 2
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,4}")
DOUBLE = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "上官",
        "诸葛",
        "諸葛",
        "东方",
        "東方",
        "皇甫",
        "尉迟",
        "尉遲",
        "公孙",
        "公孫",
        "令狐",
        "端木",
        "司徒",
        "慕容",
        "长孙",
        "長孫",
        "夏侯",
    ]
)
TITLES = "先生|女士|小姐|太太|老师|老師|同学|同學|阿姨|叔叔|大哥|大姐"
GREETINGS = r"(?:Mr|Mrs|Ms|Dr)\.?|Miss|Dear|Hello|Hi"
# Facts of the engine that name one person or their purchase.
NAMING = frozenset({"phone", "id_no", "email", "order_no"})


def pattern_for(names: Iterable[str], called: Iterable[str] = ()) -> re.Pattern[str] | None:
    """Finds each name wherever it stands; numbers also with blanks or dashes between their digits.

    `called`: the whole names by which people are spoken to, so that 顾先生 and Ms Rahman are found too.
    """
    wanted = {name.strip() for name in names if len(name.strip()) >= SHORTEST}
    parts = [spaced(name) for name in sorted(wanted, key=len, reverse=True)]
    parts += [part for name in sorted(set(called)) if (part := spoken_to(name))]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def spoken_to(name: str) -> str:
    """Finds the part of a whole name that stands with a title or a greeting; "" where there is no such part."""
    name = name.strip()
    if CHINESE.fullmatch(name):
        family = name[: 2 if len(name) > 2 and name[:2] in DOUBLE else 1]
        return f"{family}(?={TITLES})"
    words = [re.escape(word) for word in re.findall(r"[^\W\d_][^\W\d_'’-]+", name)]
    return rf"\b(?:{GREETINGS})\s+(?:{'|'.join(words)})\b" if words and name.isascii() else ""


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
