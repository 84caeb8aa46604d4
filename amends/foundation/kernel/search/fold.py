"""Makes texts that people take for the same the same: 投訴 and 投诉, Ａ２６ and a26."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

# Han characters: radicals to the unified block, compatibility forms, and the later extensions.
_HAN = ((0x2E80, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
# OpenCC decides these by the word they stand in. A search compares characters, so both sides fold to one.
_BY_WORD = {
    "著": "着",
    "瞭": "了",
    "藉": "借",
    "覆": "复",
    "祇": "只",
    "衹": "只",
    "妳": "你",
    "牠": "它",
    "甦": "苏",
}
_BLANK = re.compile(r"\s+")
_ASCII_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")


@cache
def _simplified() -> dict[int, str]:
    """Every Han character that has another simplified form, one character to one character."""
    characters = [chr(code) for first, last in _HAN for code in range(first, last)]
    converter = opencc.OpenCC("t2s")
    pairs = dict(zip(characters, converter.convert("\n".join(characters)).split("\n"), strict=True))
    pairs.update(_BY_WORD)

    def end_of(character: str) -> str:
        seen = {character}
        while (step := pairs.get(character, character)) not in seen:
            seen.add(step)
            character = step
        return character

    # A form outside the normal form (a compatibility ideograph) would undo the normalisation after it.
    return {
        ord(one): unicodedata.normalize("NFKC", end_of(one))
        for one in characters
        if end_of(one) != one and len(end_of(one)) == 1
    }


@cache
def _is_dropped(character: str) -> bool:
    if character.isspace():
        return False
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or code in (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
    )


def _without_dropped(text: str) -> str:
    dropped = {ord(character): None for character in set(text) if _is_dropped(character)}
    return text.translate(dropped) if dropped else text


def fold(text: str) -> str:
    """The text as it is indexed and searched: lower case, narrow, simplified, single blanks, nothing invisible."""
    if text.isascii():
        return _BLANK.sub(" ", _ASCII_CONTROL.sub("", text)).lower().strip()
    text = _without_dropped(text)
    for _ in range(3):
        before = text
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        text = _without_dropped(text).translate(_simplified())
        if text == before:
            break
    return _BLANK.sub(" ", text).strip()
