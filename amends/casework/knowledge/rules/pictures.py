"""Where pictures stand in a text: `[图 12：取餐号在小票右上角]` says which picture stands there and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_NAMES: Final = r"(?:图片?|圖片?|picture)"
MARK: Final = re.compile(rf"\[\s*{_NAMES}\s*(\d{{1,9}})\s*(?:[:：]([^\[\]\n]*))?\]", re.IGNORECASE)
_BEGUN: Final = re.compile(rf"\[\s*{_NAMES}\s*(\d{{1,9}})\s*[:：]", re.IGNORECASE)
_FILE_NAME: Final = re.compile(r"\S+\.(?:jpe?g|png|webp|gif|heic)", re.IGNORECASE)
_WORDS: Final = {"zh-Hans": ("图", "："), "zh-Hant": ("圖", "："), "en": ("picture", ": ")}
ALT_LENGTH: Final = 200
AT_MOST: Final = 20


@dataclass(frozen=True)
class Mark:
    """One place of a picture in a text: its number, and the words for those who do not see it."""

    number: int
    alt: str


def marks_in(body: str) -> list[Mark]:
    """The pictures of a text in their order."""
    return [Mark(int(found[1]), " ".join((found[2] or "").split())) for found in MARK.finditer(body)]


def numbers_in(body: str) -> list[int]:
    """The numbers of the pictures of a text, each once."""
    return list(dict.fromkeys(one.number for one in marks_in(body)))


def mark_for(number: int, alt: str, language: str) -> str:
    """The mark as it is put into a text of that language."""
    name, colon = _WORDS.get(language, _WORDS["en"])
    return f"[{name} {number}{colon}{alt}]"


def without_pictures(text: str) -> str:
    """The text without the marks of pictures."""
    return MARK.sub("", text)


def told(text: str) -> str:
    """The text with each picture as the words that tell it: what a search looks through."""
    return MARK.sub(lambda found: found[2] or "", text)


def unclosed(body: str) -> list[int]:
    """Numbers of marks that begin and do not end; readers would see them as they stand."""
    ended = {found.start() for found in MARK.finditer(body)}
    return [int(found[1]) for found in _BEGUN.finditer(body) if found.start() not in ended]


def untold(marks: Iterable[Mark]) -> list[int]:
    """Numbers of pictures of which nothing is said, or no more than the name of a file."""
    return [one.number for one in marks if not one.alt or _FILE_NAME.fullmatch(one.alt)]
