"""Reads the labelled texts; they are not part of the project and may not be shipped."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[3]
TRAIN: Final = "labelled_train.jsonl"
DEV: Final = "labelled_dev.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text with what each annotator decided."""

    text: str
    domain: str
    by: tuple[dict[str, Any], ...]
    weight: float = 1.0
    """How much it counts in training, shared by its annotators."""
    teaches_words_only: bool = False
    """Whether it is unlike what people send in its mixture of labels: then it teaches the first layer, and nothing is set by it."""
    teaches_some_heads: bool = False
    """Whether it teaches only the heads it has labels of; it brings no terms, so that the other heads stay as they are without it."""
    id: str = ""
    after: str = ""
    """The id of the text it was written after: what is measured on that one must not have been learned from it."""


def data_folder() -> Path:
    """Where the data is: AMENDS_DATA, else `shared/data` beside the repository."""
    return Path(os.environ.get("AMENDS_DATA") or ROOT.parent / "shared" / "data")


def load(path: Path, also: Mapping[str, dict[str, Any]] | None = None) -> list[Labelled]:
    """The texts of a file of JSON lines, with annotators `a` and, where there is one, `b`; `also` has a further one's labels by id."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Labelled(row["text"], row.get("domain", ""), _annotators(row, also or {}), id=row.get("id", ""))
        for row in rows
    ]


def _annotators(row: dict[str, Any], also: Mapping[str, dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    found = [row[who] for who in ("a", "b") if row.get(who)]
    return (*found, also[row["id"]]) if row.get("id") in also else tuple(found)
