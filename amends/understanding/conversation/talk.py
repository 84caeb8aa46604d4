"""The words of a conversation, of all languages together, as patterns over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from amends.understanding.folding import fold
from amends.understanding.languages.en.talk import TALK as EN
from amends.understanding.languages.zh_hans.talk import TALK as ZH_HANS
from amends.understanding.languages.zh_hant.talk import TALK as ZH_HANT

_NODS: Final = ("thanks", "settled", "noted", "filler")
_AMOUNT: Final = r"\d+(?:[. ]\d+)?(?:元|块钱|块|蚊|yuan|rmb|cny)?"
_PAID: Final = rf"收(?:到|返)(?:了|咗)?(?:你们|你哋)?的?{_AMOUNT}的?(?:退款|赔偿|补偿|钱)?了?"


@cache
def words_of(group: str) -> tuple[str, ...]:
    """The folded words of a group, the longest first, so that the longest is found."""
    words = [
        *ZH_HANS[group].split(),
        *ZH_HANT[group].split(),
        *(word.strip() for word in EN[group].split(";")),
    ]
    return tuple(sorted({fold(word) for word in words if word}, key=lambda word: (-len(word), word)))


def knows(group: str) -> bool:
    """Whether there are words for this group."""
    return group in ZH_HANS


@cache
def finder(group: str) -> re.Pattern[str]:
    """Finds a word of the group anywhere; a word of letters only as a whole one."""
    return _any_of(map(_whole, words_of(group)), words_of(group))


@cache
def nods() -> dict[str, str]:
    """Each word that a nod may be made of, with its kind."""
    return {word: kind for kind in reversed(_NODS) for word in words_of(kind)}


@cache
def opener() -> re.Pattern[str]:
    """Matches one word of a nod, an amount received, or an amount, at a place, the longest there is."""
    longest = sorted(nods(), key=lambda word: (-len(word), word))
    return re.compile(" ?(" + "|".join([_PAID, *map(_whole, longest), _AMOUNT]) + ")")


def _any_of(patterns: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """Looks at the first character before it tries every word, which is what makes it quick."""
    first = "".join(sorted({re.escape(word[0]) for word in words}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(patterns)})")


def kind_of_nod(word: str) -> str:
    """`thanks`, `settled`, `noted` or `filler`; an amount received settles, an amount alone only fills."""
    return nods().get(word) or ("settled" if word.startswith("收") else "filler")


def _whole(word: str) -> str:
    quoted = re.escape(word)
    before = r"(?<![a-z'])" if word[0].isascii() and word[0].isalpha() else ""
    after = r"(?![a-z'])" if word[-1].isascii() and word[-1].isalpha() else ""
    return before + quoted + after
