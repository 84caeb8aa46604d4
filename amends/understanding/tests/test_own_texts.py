"""The project's own labelled texts are complete, valid, varied and as many as promised."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from amends.understanding.labels import (
    CATEGORIES,
    DEMANDS,
    KINDS,
    LANGUAGES,
    MOTIVES,
    MULTIPLE_HEADS,
    RISKS,
    SINGLE_HEADS,
)
from amends.understanding.training.own import SECOND_PART, load_after, load_own, rows_of_own

ROWS = [*rows_of_own(), *rows_of_own(SECOND_PART)]
COMPLAINTS = [row for row in ROWS if row["kind"] == "complaint"]
TOO_ALIKE = 0.6

LEAST: dict[str, dict[str, int]] = {
    "language": {"zh-Hans": 800, "zh-Hant": 250, "en": 190},
    "kind": {"enquiry": 45, "suggestion": 25, "praise": 50, "other": 20},
    "category": dict.fromkeys(CATEGORIES, 60),
    "emotion": {
        "anger": 300,
        "dissatisfied": 450,
        "disappointed": 90,
        "anxious": 120,
        "confused": 65,
        "calm": 30,
    },
    "motive": dict.fromkeys(MOTIVES, 40),
    "severity": {"minor": 500, "moderate": 300, "severe": 140, "critical": 60},
    "persona": {"eagle": 50, "peacock": 50, "owl": 50, "dove": 50, "unclear": 800},
    "demands": dict.fromkeys(DEMANDS, 20),
    "risks": dict.fromkeys(RISKS, 40),
    "near_miss": dict.fromkeys(RISKS, 15),
}


def every(name: str) -> Iterator[str]:
    for row in ROWS:
        said = row.get(name, [])
        yield from said if isinstance(said, list) else [said]


def test_ids_and_texts_are_unique() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["text"].strip() for row in ROWS}) == len(ROWS)


def test_texts_written_after_others_are_unique_and_hold_no_real_numbers() -> None:
    rows = load_after()
    assert len(rows) > 6_000
    assert len({text for _, text in rows}) == len(rows)
    assert all(id and text == text.strip() for id, text in rows)
    assert [text for _, text in rows if re.search(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)", text)] == []


def test_labels_are_valid_and_complete() -> None:
    assert {row["id"]: faults for row in ROWS if (faults := faults_of(row))} == {}


def faults_of(row: dict[str, Any]) -> list[str]:
    """Every rule of a row that it breaks; a text that is no complaint carries its kind and nothing else."""
    rules = {
        "text": row["text"] == row["text"].strip() != "",
        "origin": row["language"] in LANGUAGES and bool(row["domain"]) and row["by"] == "d",
        "kind": row["kind"] in KINDS,
    }
    if row["kind"] != "complaint":
        rules["only a kind"] = not {*SINGLE_HEADS, *MULTIPLE_HEADS} - {"kind"} & row.keys()
    else:
        for name, labels in SINGLE_HEADS.items():
            rules[name] = str(row[name]) in labels
        for name, labels in MULTIPLE_HEADS.items():
            rules[name] = len(set(row[name])) == len(row[name]) and set(row[name]) <= set(labels)
        rules["primary category"] = row["category"] == row["category_all"][0]
        rules["primary motive"] = row["motive"] == row["motive_all"][0]
        rules["calm alone has no strength"] = (row["intensity"] == 0) <= (row["emotion"] == "calm")
        rules["near miss"] = not set(row.get("near_miss", [])) & set(row["risks"])
    return [rule for rule, kept in rules.items() if not kept]


@pytest.mark.parametrize("name", sorted(LEAST))
def test_there_are_as_many_as_promised(name: str) -> None:
    counted = Counter(every(name))
    assert {label: counted[label] for label, least in LEAST[name].items() if counted[label] < least} == {}


def test_every_feeling_is_there_in_every_strength_it_has() -> None:
    counted = Counter((row["emotion"], row["intensity"]) for row in COMPLAINTS)
    for emotion, strengths in {
        "anger": (1, 2, 3),
        "dissatisfied": (1, 2),
        "disappointed": (1, 2),
        "confused": (1, 2),
        "anxious": (1, 2, 3),
        "calm": (0,),
    }.items():
        for strength in strengths:
            assert counted[emotion, strength] >= 25, (emotion, strength)


def test_no_two_texts_are_nearly_equal() -> None:
    texts = [grams(row["text"]) for row in ROWS]
    holding: dict[str, list[int]] = {}
    alike = []
    for number, wanted in enumerate(texts):
        shared = Counter(other for gram in wanted for other in holding.get(gram, ()))
        alike += [
            (ROWS[number]["id"], ROWS[other]["id"])
            for other, common in shared.items()
            if common > TOO_ALIKE * (len(wanted) + len(texts[other]) - common)
        ]
        for gram in wanted:
            holding.setdefault(gram, []).append(number)
    assert alike == []


def grams(text: str) -> set[str]:
    packed = "".join(text.split())
    return {packed[at : at + 4] for at in range(max(1, len(packed) - 3))}


def test_loading_gives_texts_and_nothing_but_labels() -> None:
    own = [*load_own(), *load_own(SECOND_PART)]
    assert [text for text, _ in own] == [row["text"] for row in ROWS]
    assert all(labels.keys() <= {*SINGLE_HEADS, *MULTIPLE_HEADS} for _, labels in own)
