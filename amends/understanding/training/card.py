"""Writes the model card: what the weights were made from, how, and how well they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS
from amends.understanding.model import HEADS, WEIGHTS
from amends.understanding.reader import read_many
from amends.understanding.reading import Reading
from amends.understanding.training import figures, measure
from amends.understanding.training.data import Labelled

CARD: Final = "MODEL_CARD.md"
_TEMPLATE: Final = Path(__file__).parent / "card_template.md"


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, ready to be written."""

    table: str
    by_label: str
    by_language: str
    sureness: str
    size: str


def report(rows: Sequence[Labelled], folder: Path) -> Report:
    """Measures the shipped weights on texts that two annotators labelled."""
    readings = list(read_many([row.text for row in rows]))
    bytes_used = sum((folder / name).stat().st_size for name in (WEIGHTS, HEADS))
    return Report(
        _overall(rows, readings),
        _by_label(rows, readings),
        _by_language(rows, readings),
        f"Of the single answers given with more than 0.9 confidence, {measure.wrong_when_sure(rows, readings):.1%} "
        f"are wrong. Recall of risks: {measure.risk_recall(rows, readings):.2f}. "
        f"{figures.in_words(figures.figures(rows, readings))}",
        f"{bytes_used / 1e6:.1f} MB",
    )


def text(found: Report) -> str:
    """The card."""
    return _TEMPLATE.read_text(encoding="utf-8").format(
        table=found.table,
        by_label=found.by_label,
        by_language=found.by_language,
        sureness=found.sureness,
        size=found.size,
    )


def _overall(rows: Sequence[Labelled], readings: Sequence[Reading]) -> str:
    lines = [
        "| what | measure | score | annotators | share | calibration error |",
        "|---|---|---|---|---|---|",
    ]
    for score in measure.scores(rows, readings):
        kind = (
            "accuracy" if score.head == "kind" else "macro-F1" if score.head in SINGLE_HEADS else "micro-F1"
        )
        error = (
            f"{measure.calibration_error(rows, readings, score.head):.3f}"
            if score.head in SINGLE_HEADS
            else ""
        )
        lines.append(
            f"| {score.head} | {kind} | {score.value:.3f} | {score.agreement:.3f} | {score.share:.2f} | {error} |"
        )
    return "\n".join(lines)


def _by_label(rows: Sequence[Labelled], readings: Sequence[Reading]) -> str:
    lines = ["| label | texts | precision | recall |", "|---|---|---|---|"]
    right = [row.by[0] for row in rows]
    said = [reading.as_dict() for reading in readings]
    for head, labels in {**SINGLE_HEADS, **MULTIPLE_HEADS}.items():
        for label in labels:
            both, wanted, given = measure.counts(right, said, head, label)
            if wanted + given:
                precision = f"{both / given:.2f}" if given else "–"
                recall = f"{both / wanted:.2f}" if wanted else "–"
                lines.append(f"| {head}:{label} | {wanted} | {precision} | {recall} |")
    return "\n".join(lines)


def _by_language(rows: Sequence[Labelled], readings: Sequence[Reading]) -> str:
    found = sorted({reading.language for reading in readings})
    parts = {
        language: {
            score.head: score.value
            for score in measure.scores(
                [row for row, reading in zip(rows, readings, strict=True) if reading.language == language],
                [reading for reading in readings if reading.language == language],
            )
        }
        for language in found
    }
    lines = [f"| what | {' | '.join(found)} |", "|---" * (len(found) + 1) + "|"]
    lines += [
        f"| {head} | {' | '.join(f'{parts[language][head]:.2f}' for language in found)} |"
        for head in measure.METRICS
    ]
    return "\n".join(lines)
