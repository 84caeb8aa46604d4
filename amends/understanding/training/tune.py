"""Sets each head's temperature and leanings on held-out scores: honest probabilities, and rare labels not forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.metrics import f1_score

from amends.understanding.training.fit import Doubles, Question

_TEMPERATURES: Final = np.geomspace(0.3, 4.0, 60)
_PULLS: Final = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
# How much a missed label weighs against a false alarm: risks want recall before precision.
_BETA: Final = {"risks": 1.3}
_TOO_FEW: Final = 30
# How far each label's threshold is drawn to the one that is best for all labels of its head together: by cross-validation.
_TOGETHER: Final = 0.7
_COMMON: Final = np.linspace(-3.0, 1.0, 81)


@dataclass(frozen=True, slots=True)
class Tuning:
    """A head's temperature, and what is added to each label's score before choosing."""

    temperature: float
    leanings: list[float]


def tune(question: Question, held_out: Doubles) -> Tuning:
    """From the scores of texts that the fit had not seen."""
    used = question.applies
    scores, answers = held_out[used], question.answers[used]
    return _single(question, scores, answers) if question.single else _multiple(question, scores, answers)


def _single(question: Question, scores: Doubles, answers: np.ndarray) -> Tuning:
    def loss(temperature: float) -> float:
        scaled = scores / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        chances = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-chances[np.arange(len(answers)), answers].mean())

    temperature = min(_TEMPERATURES, key=loss)
    shares = np.maximum(np.bincount(answers, minlength=len(question.labels)), 1) / len(answers)
    pulls = (0.0,) if question.name == "kind" else _PULLS

    def worth(pull: float) -> float:
        """Rare labels count as much as frequent ones, but not at any price to the whole."""
        chosen = (scores - pull * np.log(shares)).argmax(axis=1)
        macro = f1_score(answers, chosen, average="macro")
        return float(macro + (chosen == answers).mean())

    pull = max(pulls, key=worth)
    return Tuning(round(float(temperature), 3), [round(float(v), 3) for v in -pull * np.log(shares)])


def _multiple(question: Question, scores: Doubles, answers: np.ndarray) -> Tuning:
    def loss(temperature: float) -> float:
        scaled = np.where(answers == 1, scores, -scores) / temperature
        return float(np.logaddexp(0, -scaled).mean())

    beta = _BETA.get(question.name, 1.0)
    together = max(_COMMON, key=lambda limit: _worth(scores > limit, answers == 1, beta))
    leanings = [
        round(float((1 - _TOGETHER) * _leaning(scores[:, i], answers[:, i], beta) - _TOGETHER * together), 3)
        for i in range(len(question.labels))
    ]
    return Tuning(round(float(min(_TEMPERATURES, key=loss)), 3), leanings)


def _worth(chosen: np.ndarray, right: np.ndarray, beta: float) -> float:
    """F, with recall counted `beta` times as much as precision."""
    hit = float((chosen & right).sum())
    return (1 + beta**2) * hit / max(float(chosen.sum()) + beta**2 * float(right.sum()), 1.0)


def _leaning(scores: Doubles, right: np.ndarray, beta: float) -> float:
    """Minus the threshold with the best F; drawn halfway to a plain choice where examples are few."""
    limits = np.quantile(scores, np.linspace(0.2, 0.998, 160))
    best = float(max(limits, key=lambda limit: _worth(scores > limit, right == 1, beta)))
    if right.sum() < _TOO_FEW:
        best = (best - 1.0) / 2
    return -best
