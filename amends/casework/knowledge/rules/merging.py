"""What two people made of the same words at once, put together where they changed different places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

# A sentence, or the end of a line: as much as one person changes as one thing.
_BETWEEN: Final = re.compile(r"(?<=[。！？；\n])|(?<=[.!?])(?=\s)")
Edit = tuple[int, int, tuple[str, ...]]


def together(base: str, mine: str, theirs: str) -> str | None:
    """Both changes in one text; None where they touch the same sentence or neighbouring ones."""
    pieces = _pieces(base)
    edits = sorted({*_edits(pieces, mine), *_edits(pieces, theirs)})
    if any(later[0] <= earlier[1] for earlier, later in pairwise(edits)):
        return None
    for start, end, new in reversed(edits):
        pieces[start:end] = new
    return "".join(pieces)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(text) if piece]


def _edits(pieces: list[str], text: str) -> Iterator[Edit]:
    """Which pieces were changed, from one up to another, and what stands there instead."""
    after = _pieces(text)
    for tag, i, j, k, m in SequenceMatcher(None, pieces, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield i, j, tuple(after[k:m])
