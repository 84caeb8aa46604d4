"""The figures of the model card as data, so that pages can say them in words people understand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS
from amends.understanding.measured import MEASURED
from amends.understanding.reader import read_many
from amends.understanding.reading import Reading
from amends.understanding.sureness import WORDS, sureness
from amends.understanding.training import measure
from amends.understanding.training.data import Labelled

EVERY: Final = ""
"""Stands for all languages together."""


def write(rows: Sequence[Labelled], folder: Path) -> None:
    """Measures the shipped weights and writes the figures beside the card."""
    found = figures(rows, list(read_many([row.text for row in rows])))
    (folder / MEASURED).write_text(_by_lines(found), encoding="utf-8")


def _by_lines(found: dict[str, Any]) -> str:
    """JSON with one figure a line, so that a change shows what changed."""
    parts = []
    for name, value in found.items():
        rows = [json.dumps(row) for row in value] if isinstance(value, list) else []
        parts.append(f'"{name}": ' + ("[\n" + ",\n".join(rows) + "\n]" if rows else json.dumps(value)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def figures(rows: Sequence[Labelled], readings: Sequence[Reading]) -> dict[str, Any]:
    """For all languages and for each: how often each head is right, and how often each label was right and found."""
    pairs = list(zip(rows, readings, strict=True))
    languages = [EVERY, *sorted({reading.language for reading in readings})]
    parts = {
        language: [pair for pair in pairs if language in (EVERY, pair[1].language)] for language in languages
    }
    return {
        "texts": len(pairs),
        "sureness": _sureness(pairs),
        "heads": [row for language in languages for row in _heads(parts[language], language)],
        "labels": [row for language in languages for row in _labels(parts[language], language)],
    }


def _answers(pairs: Sequence[tuple[Labelled, Reading]]) -> tuple[measure.Answers, measure.Answers]:
    return [row.by[0] for row, _ in pairs], [reading.as_dict() for _, reading in pairs]


def _heads(pairs: Sequence[tuple[Labelled, Reading]], language: str) -> list[dict[str, Any]]:
    """Of a head with one answer the share that is right by both annotators' judgement."""
    rows, readings = [row for row, _ in pairs], [reading for _, reading in pairs]
    found = []
    for head in SINGLE_HEADS:
        judged = [right for _, right in measure.judged(rows, readings, head)]
        found.append(
            {"head": head, "language": language, "texts": len(judged), "right": round(sum(judged), 1)}
        )
    return found


def _labels(pairs: Sequence[tuple[Labelled, Reading]], language: str) -> list[dict[str, Any]]:
    """By the first annotator: in how many texts a label is, in how many it was read, and in how many both."""
    right, said = _answers(pairs)
    found = []
    for head, labels in {**SINGLE_HEADS, **MULTIPLE_HEADS}.items():
        for label in labels:
            both, texts, read = measure.counts(right, said, head, label)
            if texts or read:
                found.append(
                    {
                        "head": head,
                        "label": label,
                        "language": language,
                        "texts": texts,
                        "read": read,
                        "both": both,
                    }
                )
    return found


def in_words(found: dict[str, Any]) -> str:
    """What each word for confidence is worth, as a sentence of the card."""
    parts = [f"“{row['word']}” {row['right'] / max(row['answers'], 1):.0%}" for row in found["sureness"]]
    return f"On screen confidence is a word; of the single answers it stands beside are right: {', '.join(parts)}."


def _sureness(pairs: Sequence[tuple[Labelled, Reading]]) -> list[dict[str, Any]]:
    """What each word for confidence was worth, over all heads with one answer."""
    rows, readings = [row for row, _ in pairs], [reading for _, reading in pairs]
    judged = [one for head in SINGLE_HEADS for one in measure.judged(rows, readings, head)]
    found = []
    for word in WORDS:
        rights = [right for sure, right in judged if sureness(sure) == word]
        found.append({"word": word, "answers": len(rights), "right": round(sum(rights), 1)})
    return found
