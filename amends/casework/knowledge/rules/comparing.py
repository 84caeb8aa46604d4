"""What changed between two wordings."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

# Chinese by the character, other scripts by the word: what people see as one thing.
_PIECE: Final = re.compile(r"[^\W\d_㐀-鿿豈-﫿]+|\d+|\s+|.", re.DOTALL)
SAME, GONE, NEW = "same", "gone", "new"


def compared(old: str, new: str) -> list[tuple[str, str]]:
    """The two texts as one: each piece with whether it is in both, gone, or new."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    found: list[tuple[str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((SAME, "".join(before[i:j])))
            continue
        if i < j:
            found.append((GONE, "".join(before[i:j])))
        if k < m:
            found.append((NEW, "".join(after[k:m])))
    return found
