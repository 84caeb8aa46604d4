"""The words by which a gift goes with a product: one word may be given in several languages, such as “蛋糕/cake”."""

from __future__ import annotations

from amends.foundation.kernel.search.fold import fold

BETWEEN = "/"
_HAN = ("\u3400", "\u9fff")


def fits(word: str, product: str) -> bool:
    """Whether the name of a product holds the word, in any of its languages and in either Chinese script."""
    name = fold(product)
    return any(fold(one) in name for one in ways(word))


def ways(word: str) -> list[str]:
    return [one for part in word.split(BETWEEN) if (one := part.strip())]


def in_language(word: str, language: str) -> str:
    """The word as the reader writes it: of two Chinese ways the second is the traditional one; without one of theirs, the first."""
    said = ways(word)
    chinese = [one for one in said if any(_HAN[0] <= sign <= _HAN[1] for sign in one)]
    others = [one for one in said if one not in chinese]
    mine = others if language == "en" else chinese[::-1] if language == "zh-Hant" else chinese
    return next(iter(mine or said), word)
