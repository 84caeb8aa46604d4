"""Questions that found no answer: which of them say something, and which ask the same."""

from __future__ import annotations

import re
from typing import Final

from amends.casework.knowledge.rules.masking import MARK
from amends.foundation.kernel.search.fold import fold

# Longer ones are a story, and belong in a complaint.
LONGEST: Final = 120
_SHORTEST: Final = 2
_LETTER: Final = re.compile(r"[^\W\d_]")
_NO_WORD: Final = re.compile(r"[\W_]+")
# A blank tells words apart only between letters that need one.
_NEEDLESS: Final = re.compile(r"(?<![a-z0-9]) | (?![a-z0-9])")


def cut(question: str) -> str:
    """As much of a question as is kept, ended where a word ends if there is one near."""
    words = " ".join(question.split())
    if len(words) <= LONGEST:
        return words
    kept = words[: LONGEST - 1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > LONGEST * 3 // 4 else kept).rstrip() + "…"


def says_something(question: str) -> bool:
    """Whether it has words: not only numbers, signs, what was covered, or one letter over and over."""
    letters = _LETTER.findall(fold(question.replace(MARK, "")))
    return len(letters) >= _SHORTEST and len(set(letters)) >= _SHORTEST


def sought_in(question: str) -> str:
    """What two questions have in common that ask the same: in one script, without signs and case."""
    return _NEEDLESS.sub("", _NO_WORD.sub(" ", fold(question)))
