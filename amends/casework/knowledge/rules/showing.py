"""How a text is laid out: paragraphs, lists and pictures, with the clause behind a sentence as a piece of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from amends.casework.knowledge.rules.pictures import marks_in, without_pictures
from amends.casework.knowledge.rules.sentences import codes_in, pieces, without_marks

_DOT: Final = re.compile(r"[-•·]\s+")
_FIGURE: Final = re.compile(r"\d{1,2}[.、]\s*")
# Behind a sign that ends a Chinese sentence no blank is written.
_ENDS: Final = "。！？；：…」』）”"
PARAGRAPH, DOTS, FIGURES, PICTURE = "p", "ul", "ol", "figure"


@dataclass(frozen=True)
class Place:
    """Where the bytes of a picture are asked for, and how large it is, so that the page does not jump."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Figure:
    """A picture at its place in a text, and what it shows in words."""

    number: int
    alt: str
    place: Place


@dataclass(frozen=True)
class Line:
    """One paragraph or one item of a list: pieces of words, each with the code of its clause or "", then its pictures."""

    pieces: tuple[tuple[str, str], ...]
    words: str
    codes: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Block:
    kind: str
    lines: tuple[Line, ...]


def blocks(body: str, places: Mapping[int, Place] | None = None) -> list[Block]:
    """The text as blocks; a line that begins with a dash or a figure is an item of a list.

    `places` says where its pictures are; one that is not there is left out. A picture in the line below an item, or
    between two items of a list, belongs to the item, so that the list goes on counting.
    """
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", body.strip()):
        close = False
        for raw in part.split("\n"):
            if not raw.strip():
                continue
            kind, line = _read(raw.strip(), places or {})
            if kind is None:
                continue
            _put(found, kind, line, close=close)
            close = True
    return found


def _read(raw: str, places: Mapping[int, Place]) -> tuple[str | None, Line]:
    """A line of the text and what kind it is; None where nothing of it is left to be shown."""
    figures = tuple(
        Figure(one.number, one.alt, places[one.number]) for one in marks_in(raw) if one.number in places
    )
    kind, words = _kind_of(without_pictures(raw).strip())
    line = Line(tuple(pieces(words)), without_marks(words).strip(), tuple(codes_in(words)), figures)
    if words or kind != PARAGRAPH:
        return kind, line
    return (PICTURE if figures else None), line


def _put(found: list[Block], kind: str, line: Line, *, close: bool) -> None:
    """Lays a line to the block that it goes on, or begins a new one; `close`: no blank line stands before it."""
    last = found[-1] if found else None
    if kind == PICTURE and close and last and last.kind in (DOTS, FIGURES):
        found[-1] = _with_figures(last, line.figures)
    elif kind in (DOTS, FIGURES) and last and last.kind == kind:
        found[-1] = Block(kind, (*last.lines, line))
    elif (
        kind in (DOTS, FIGURES)
        and last
        and last.kind == PICTURE
        and len(found) > 1
        and found[-2].kind == kind
    ):
        between = found.pop()
        for one in between.lines:
            found[-1] = _with_figures(found[-1], one.figures)
        found[-1] = Block(kind, (*found[-1].lines, line))
    elif kind == PICTURE and last and last.kind == PICTURE:
        found[-1] = Block(kind, (*last.lines, line))
    else:
        found.append(Block(kind, (line,)))


def _with_figures(block: Block, figures: tuple[Figure, ...]) -> Block:
    item = replace(block.lines[-1], figures=(*block.lines[-1].figures, *figures))
    return Block(block.kind, (*block.lines[:-1], item))


def _kind_of(line: str) -> tuple[str, str]:
    for kind, sign in ((DOTS, _DOT), (FIGURES, _FIGURE)):
        if sign.match(line):
            return kind, sign.sub("", line, count=1)
    return PARAGRAPH, line


def lines_of(body: str) -> list[Line]:
    """All paragraphs and items, in their order."""
    return [line for block in blocks(body) for line in block.lines if line.words]


def codes_behind(body: str, words: str) -> list[str]:
    """The codes of the clauses on which words taken from a text rest: those of the lines that they touch."""
    lines = lines_of(body)
    touched = [line for line in lines if line.words == words] or [
        line for line in lines if line.words in words or words in line.words
    ]
    return list(dict.fromkeys(code for line in touched for code in line.codes))


def opening(body: str, characters: int = 120) -> str:
    """The beginning of a text, for lists."""
    lines = [line.words for line in lines_of(body)]
    words = "".join(one if one[-1] in _ENDS else f"{one} " for one in lines).rstrip()
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"
