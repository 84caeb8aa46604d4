"""All that the weights are made from, each source with how much it counts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from amends.understanding.training.data import TRAIN, Labelled, load
from amends.understanding.training.extra import LABELS, load_extra
from amends.understanding.training.own import SECOND_PART, load_after, load_own

SECOND: Final = LABELS / "second" / "labelled_train.jsonl"
# Other people's texts count a little less than those of the first set. The project's own show one author's habits: the first
# part was written against what is easily confused, the second in a hurry, shorter and livelier than life.
EXTRA_WEIGHT: Final = 0.7
OWN_WEIGHT: Final = 1.0
# Read once and quickly. Taught by them, the categories that a complaint is cut by make letters say back what they should not.
QUICK: Final = LABELS / "quick"
QUICK_WEIGHT: Final = 0.5
QUICK_TEACHES: Final = (
    "category",
    "emotion",
    "intensity",
    "motive",
    "mode",
    "motive_all",
    "demands",
    "risks",
)
SECOND_PART_WEIGHT: Final = 0.06
# Of the shares tried (0.3, 0.5, 1), each with its original held out, the least was best.
AFTER_WEIGHT: Final = 0.3


def all_rows(data_folder: Path) -> list[Labelled]:
    """The first labelled set with both its annotators, then the public texts and the project's own, which teach words only;

    then those that say in other words what a text of the first set says, and have its labels; last those read quickly.
    """
    rows = load(data_folder / TRAIN, second_annotator())
    extra = [_further(text, labels, EXTRA_WEIGHT) for text, labels in load_extra(data_folder)]
    own = [_further(text, labels, OWN_WEIGHT) for text, labels in load_own()]
    second = [_further(text, labels, SECOND_PART_WEIGHT) for text, labels in load_own(SECOND_PART)]
    quick = [_quick(text, labels) for text, labels in load_extra(data_folder, QUICK)]
    return [*rows, *extra, *own, *second, *_written_after(rows), *quick]


def _written_after(rows: list[Labelled]) -> list[Labelled]:
    known = {row.id: row for row in rows}
    return [Labelled(text, "", known[id].by, AFTER_WEIGHT, after=id) for id, text in load_after()]


def second_annotator(path: Path = SECOND) -> dict[str, dict[str, Any]]:
    """The second annotator's labels of the first set, by the id of the text."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return {row["id"]: {key: value for key, value in row.items() if key not in ("id", "by")} for row in rows}


def _further(text: str, labels: dict[str, Any], weight: float) -> Labelled:
    return Labelled(text, "", (labels,), weight, teaches_words_only=True)


def _quick(text: str, labels: dict[str, Any]) -> Labelled:
    taught = {head: labels[head] for head in QUICK_TEACHES}
    return replace(_further(text, taught, QUICK_WEIGHT), teaches_some_heads=True)
