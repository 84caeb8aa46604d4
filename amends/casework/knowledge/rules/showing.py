"""How a text is laid out: paragraphs and lists, with the clause behind a sentence as a piece of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from amends.casework.knowledge.rules.sentences import codes_in, pieces, without_marks

_DOT: Final = re.compile(r"[-•·]\s+")
_FIGURE: Final = re.compile(r"\d{1,2}[.、]\s*")
PARAGRAPH, DOTS, FIGURES = "p", "ul", "ol"


@dataclass(frozen=True)
class Line:
    """One paragraph or one item of a list: pieces of words, each with the code of its clause or ""."""

    pieces: tuple[tuple[str, str], ...]
    words: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    kind: str
    lines: tuple[Line, ...]


def blocks(body: str) -> list[Block]:
    """The text as blocks; a line that begins with a dash or a figure is an item of a list."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", body.strip()):
        for raw in part.split("\n"):
            if not raw.strip():
                continue
            kind, words = _kind_of(raw.strip())
            line = Line(tuple(pieces(words)), without_marks(words).strip(), tuple(codes_in(words)))
            if kind != PARAGRAPH and found and found[-1].kind == kind:
                found[-1] = Block(kind, (*found[-1].lines, line))
            else:
                found.append(Block(kind, (line,)))
    return found


def _kind_of(line: str) -> tuple[str, str]:
    for kind, sign in ((DOTS, _DOT), (FIGURES, _FIGURE)):
        if sign.match(line):
            return kind, sign.sub("", line, count=1)
    return PARAGRAPH, line


def lines_of(body: str) -> list[Line]:
    """All paragraphs and items, in their order."""
    return [line for block in blocks(body) for line in block.lines]


def opening(body: str, characters: int = 120) -> str:
    """The beginning of a text, for lists."""
    words = " ".join(line.words for line in lines_of(body))
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"
