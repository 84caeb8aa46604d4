"""How the desk calls the labels that advice rests on, and the customer's words behind each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case
from amends.casework.cases.queries import complaint_message
from amends.doors.desk.queries.expectation_words import ORIGINS
from amends.doors.desk.words import label_name
from amends.practice.playbook.text import FAMILY_NAMES, LEVEL_NAMES, MEDIUM_NAMES

QUOTES, LONGEST = 3, 60
NAMES: Mapping[str, Mapping[str, Any]] = {
    "stage": dict(Stage.choices),
    "origin": ORIGINS,
    "medium": MEDIUM_NAMES,
    "expectation": LEVEL_NAMES,
}
Quotes = Mapping[str, list[str]]


def label_text(label: str) -> str:
    """The name of `emotion:anger` on screen."""
    family, _colon, name = label.partition(":")
    known = NAMES.get(family)
    return str(known.get(name, name)) if known is not None else label_name(family, name)


def family_text(family: str) -> str:
    return str(FAMILY_NAMES.get(family, family))


def quotes_in(case: Case) -> Quotes:
    """Label → the words of the complaint that it was read from; nothing for what people said or nobody read."""
    if case.reading is None:
        return {}
    text, found = complaint_message(case).body, dict[str, list[str]]()
    for span in case.reading.data.get("evidence") or ():
        words = text[span["start"] : span["end"]][:LONGEST]
        kept = found.setdefault(span["label"], [])
        if words not in kept and len(kept) < QUOTES:
            kept.append(words)
    return found


class Resting:
    """Names what lines rest on; the words behind a label stand at its first line only, or a page would say little else."""

    def __init__(self, quotes: Quotes) -> None:
        self.quotes, self.said = quotes, set[str]()

    def __call__(self, labels: tuple[str, ...]) -> list[dict[str, Any]]:
        found = resting_on(labels, self.quotes)
        for one in found:
            one["words"] = " · ".join(one["quotes"])
            if one["label"] in self.said:
                one["quotes"] = []
            self.said.add(one["label"])
        return found


def resting_on(labels: tuple[str, ...], quotes: Quotes) -> list[dict[str, Any]]:
    """Each label with its family, its name and the words behind it."""
    return [
        {
            "label": label,
            "family": label.partition(":")[0],
            "value": label.partition(":")[2],
            "text": label_text(label),
            "quotes": quotes.get(label, []),
        }
        for label in labels
    ]
