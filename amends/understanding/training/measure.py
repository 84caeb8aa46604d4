"""Measures readings against two annotators, as a share of how far these agree with each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS
from amends.understanding.reading import Reading
from amends.understanding.training.data import Labelled

Answers = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Score:
    """One head's score, the annotators' own, and the one divided by the other."""

    head: str
    value: float
    agreement: float

    @property
    def share(self) -> float:
        return self.value / self.agreement


def _count(right: Sequence[set[str]], said: Sequence[set[str]], label: str) -> tuple[int, int, int]:
    both = sum(label in a and label in b for a, b in zip(right, said, strict=True))
    return both, sum(label in a for a in right), sum(label in b for b in said)


def _sets(answers: Answers, head: str) -> list[set[str]]:
    found = []
    for answer in answers:
        value = answer.get(head)
        if value is None:
            value = []
        found.append(set(value) if isinstance(value, list | tuple) else {str(value)})
    return found


def counts(right: Answers, said: Answers, head: str, label: str) -> tuple[int, int, int]:
    """How often a label was given by both, by the annotator, by the engine."""
    return _count(_sets(right, head), _sets(said, head), label)


def macro_f1(right: Answers, said: Answers, head: str) -> float:
    """The mean over labels that either side uses."""
    a, b = _sets(right, head), _sets(said, head)
    values = []
    for label in SINGLE_HEADS[head]:
        both, wanted, given = _count(a, b, label)
        if wanted + given:
            values.append(2 * both / (wanted + given))
    return float(np.mean(values))


def micro_f1(right: Answers, said: Answers, head: str) -> float:
    """Over all labels together."""
    counts = np.array(
        [_count(_sets(right, head), _sets(said, head), label) for label in MULTIPLE_HEADS[head]]
    )
    both, wanted, given = counts.sum(axis=0)
    return float(2 * both / (wanted + given))


def micro_recall(right: Answers, said: Answers, head: str) -> float:
    """The share of the annotator's labels that were found."""
    counts = np.array(
        [_count(_sets(right, head), _sets(said, head), label) for label in MULTIPLE_HEADS[head]]
    )
    both, wanted, _ = counts.sum(axis=0)
    return float(both / wanted)


def accuracy(right: Answers, said: Answers, head: str) -> float:
    """The share of equal answers."""
    return float(np.mean([a == b for a, b in zip(_sets(right, head), _sets(said, head), strict=True)]))


METRICS: Final[dict[str, Callable[[Answers, Answers, str], float]]] = {
    **{head: accuracy if head == "kind" else macro_f1 for head in SINGLE_HEADS},
    **dict.fromkeys(MULTIPLE_HEADS, micro_f1),
}


def _both_complaints(right: Answers, said: Answers, head: str) -> tuple[Answers, Answers]:
    if head == "kind":
        return right, said
    kept = [i for i, answer in enumerate(right) if answer["kind"] == "complaint"]
    return [right[i] for i in kept], [said[i] for i in kept]


def scores(rows: Sequence[Labelled], readings: Sequence[Reading]) -> list[Score]:
    """Every head against each annotator, averaged, beside the annotators against each other."""
    said = [reading.as_dict() for reading in readings]
    sides = [[row.by[who] for row in rows] for who in range(len(rows[0].by))]
    result = []
    for head, metric in METRICS.items():
        value = float(np.mean([metric(*_both_complaints(side, said, head), head) for side in sides]))
        result.append(Score(head, value, metric(*_both_complaints(sides[0], sides[-1], head), head)))
    return result


def risk_recall(rows: Sequence[Labelled], readings: Sequence[Reading]) -> float:
    """The share of the annotators' risks that were found."""
    said = [reading.as_dict() for reading in readings]
    sides = [[row.by[who] for row in rows] for who in range(len(rows[0].by))]
    return float(np.mean([micro_recall(*_both_complaints(side, said, "risks"), "risks") for side in sides]))


def calibration_error(
    rows: Sequence[Labelled], readings: Sequence[Reading], head: str, bins: int = 10
) -> float:
    """How far confidence is from the share that is right, weighted over bins of confidence."""
    pairs = judged(rows, readings, head)
    if not pairs:
        return 0.0
    sure, right = np.array(pairs).T
    index = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[index == b].mean() - right[index == b].mean()) * (index == b).mean() for b in set(index)]
    return float(sum(gaps))


def wrong_when_sure(rows: Sequence[Labelled], readings: Sequence[Reading]) -> float:
    """The share of single answers given with more than 0.9 confidence that are wrong."""
    pairs = [right for head in SINGLE_HEADS for sure, right in judged(rows, readings, head) if sure > 0.9]
    return 1 - float(np.mean(pairs))


def judged(rows: Sequence[Labelled], readings: Sequence[Reading], head: str) -> list[tuple[float, float]]:
    """For each single answer its confidence, and the share of the annotators who say the same."""
    pairs = []
    for row, reading in zip(rows, readings, strict=True):
        sure = (reading.confidence or {}).get(head)
        answers = [by[head] for by in row.by if by.get(head) is not None]
        if sure is not None and answers:
            said = str(reading.as_dict()[head])
            pairs.append((sure, float(np.mean([str(answer) == said for answer in answers]))))
    return pairs
