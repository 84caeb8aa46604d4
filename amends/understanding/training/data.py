"""Reads the labelled texts; they are not part of the project and may not be shipped."""

from __future__ import annotations

import json
import os
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


def data_folder() -> Path:
    """Where the data is: AMENDS_DATA, else `shared/data` beside the repository."""
    return Path(os.environ.get("AMENDS_DATA") or ROOT.parent / "shared" / "data")


def load(path: Path) -> list[Labelled]:
    """The texts of a file of JSON lines, with annotators `a` and, where there is one, `b`."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Labelled(row["text"], row.get("domain", ""), tuple(row[who] for who in ("a", "b") if row.get(who)))
        for row in rows
    ]
