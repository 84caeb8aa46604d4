"""Joins the labels kept here with the public texts they belong to, which are not part of the project."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, Final

LABELS: Final = Path(__file__).parent / "labels"
_ADDRESS: Final = frozenset({"file", "row", "cut", "sha256", "by"})


class ChangedSource(ValueError):
    """A source file no longer holds the text that was labelled."""


def load_extra(data_folder: Path, labels: Path = LABELS) -> list[tuple[str, dict[str, Any]]]:
    """Every labelled text with its labels, in the order of the label files."""
    sources: dict[str, list[str]] = {}
    joined: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(labels.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry: dict[str, Any] = json.loads(line)
            name = str(entry["file"])
            if name not in sources:
                sources[name] = _texts(data_folder / name)
            joined.append(
                (
                    _text_of(entry, sources[name]),
                    {key: value for key, value in entry.items() if key not in _ADDRESS},
                )
            )
    return joined


def _texts(path: Path) -> list[str]:
    """The texts of one gzipped file of JSON lines, by row."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [str(json.loads(line)["text"]) for line in lines]


def _text_of(entry: dict[str, Any], texts: list[str]) -> str:
    """The part of the text that was read, after making sure that it is the same text."""
    row = int(entry["row"])
    # a source that was cut short or sorted anew must stop training, not shift every label by one
    text = texts[row][: entry.get("cut")] if 0 <= row < len(texts) else ""
    if hashlib.sha256(text.encode()).hexdigest()[:16] != entry["sha256"]:
        raise ChangedSource(f"{entry['file']}, row {row}: not the text that was labelled")
    return text
