"""Reads the complaints that the project wrote itself, with their labels; these may be shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS

FOLDER: Final = Path(__file__).parent / "own_texts"
SECOND_PART: Final = FOLDER / "second"
AFTER: Final = FOLDER / "after"

Labels = dict[str, Any]


def rows_of_own(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Every row of every file, in the order of the file names."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line
    ]


def load_own(folder: Path = FOLDER) -> list[tuple[str, Labels]]:
    """The project's own texts, each with the labels of every head that applies to it."""
    return [(row["text"], _labels(row)) for row in rows_of_own(folder)]


def load_after() -> list[tuple[str, str]]:
    """The texts that were written after one of the first set and mean the same: the id of that one, and the text."""
    return [(row["after"], row["text"]) for row in rows_of_own(AFTER)]


def _labels(row: dict[str, Any]) -> Labels:
    """Only the labels: what is not said of a text that is no complaint stays away."""
    return {name: row[name] for name in (*SINGLE_HEADS, *MULTIPLE_HEADS) if name in row}
