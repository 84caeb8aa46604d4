"""Language and script: what the text is written in, and so what it is to be answered in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from amends.understanding.folding import CANTONESE, SCRIPTS, codes_of, scripts

# A Chinese character carries about as much as four Latin letters; a text is English when fewer than this share is Chinese.
_LETTERS_A_CHARACTER: Final = 4
_LEAST_SHARE: Final = 0.25
# How often, and how densely, characters that only Cantonese is written with have to stand in a text of that speech.
_LEAST_CANTONESE: Final = 2
_CANTONESE_IN: Final = 40


def find(makeup: Mapping[str, int]) -> str:
    """`zh-Hans`, `zh-Hant` (Cantonese wording included), `en`, or `und` when no letter decides."""
    traditional = makeup["hant"] + makeup["cantonese"]
    chinese = makeup["han"] + makeup["hans"] + traditional
    letters = makeup["latin"] + makeup["capital"]
    if not chinese and not letters:
        return "und"
    if chinese < _LEAST_SHARE * letters / _LETTERS_A_CHARACTER:
        return "en"
    return "zh-Hant" if traditional > makeup["hans"] else "zh-Hans"


def written_in(text: str) -> str:
    """The same by the words alone, before anything else of them is read."""
    counts = np.bincount(scripts(codes_of(text)), minlength=len(SCRIPTS)).tolist()
    return find(dict(zip(SCRIPTS, counts, strict=True)))


def is_cantonese(text: str) -> bool:
    """Whether a text is written as Cantonese is spoken, which is answered in Traditional Chinese all the same."""
    found = sum(text.count(char) for char in CANTONESE)
    return found >= _LEAST_CANTONESE and found * _CANTONESE_IN >= len(text)
