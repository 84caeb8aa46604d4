"""The complaints of which people said what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from amends.practice.replies.check.words import language_of
from amends.practice.replies.drafting.training.marked import id_of, is_kept, marked

WRITTEN = Path(__file__).parent / "told.tsv"
NO_FIELD = "-"


class Told(NamedTuple):
    """A complaint, its matters (the one that fits best, then others that would do as well) and its field."""

    text: str
    language: str
    matters: tuple[str, ...]
    field: str
    is_kept: bool


def told(data: Path) -> Iterator[Told]:
    """Those whose clauses are marked, from the folder `data`, and those that were written for it."""
    for one in marked(data):
        if one.matters:
            yield Told(one.text, language_of(one.text), one.matters, one.field, one.is_kept)
    yield from written(WRITTEN)


def written(path: Path) -> Iterator[Told]:
    """A complaint a line: field, matters, language and text, parted by tabs."""
    for line in path.read_text(encoding="utf-8").splitlines():
        field, matters, language, text = line.split("\t")
        field = field.replace(NO_FIELD, "")
        yield Told(text, language, tuple(matters.split(",")), field, is_kept(id_of(text)))
