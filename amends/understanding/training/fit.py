"""Fits the two layers: terms → one output a label, then outputs, phrases and measures → the heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS
from amends.understanding.model import Matrix, bounded
from amends.understanding.training.data import Labelled

Doubles = NDArray[np.float64]
SEED: Final = 20260301
FOLDS: Final = 5
FIRST_C: Final = 0.25
SECOND_C: Final = 0.02


@dataclass(frozen=True, slots=True)
class Question:
    """One head as it is trained: for each text the right answer, or -1 (single) / a row of -1 where it does not apply."""

    name: str
    labels: tuple[str, ...]
    answers: NDArray[np.int64]

    @property
    def single(self) -> bool:
        return self.answers.ndim == 1

    @property
    def applies(self) -> NDArray[np.bool_]:
        return self.answers >= 0 if self.single else self.answers[:, 0] >= 0


def questions_of(rows: Sequence[Labelled]) -> list[Question]:
    """All heads with the first annotator's answers."""
    found = []
    for name, labels in SINGLE_HEADS.items():
        said = [row.by[0].get(name) for row in rows]
        found.append(
            Question(name, labels, np.array([-1 if s is None else labels.index(str(s)) for s in said]))
        )
    for name, labels in MULTIPLE_HEADS.items():
        table = [_marks(row.by[0], name, labels) for row in rows]
        found.append(Question(name, labels, np.array(table)))
    return found


def _marks(by: dict[str, Any], name: str, labels: tuple[str, ...]) -> list[int]:
    if by["kind"] != "complaint":
        return [-1] * len(labels)
    return [int(label in (by.get(name) or ())) for label in labels]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights and biases of a layer, one column an output."""

    weights: Doubles
    bias: Doubles

    def scores(self, inputs: Any) -> Doubles:
        return np.asarray(inputs @ self.weights) + self.bias


def _outputs(questions: Sequence[Question]) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    for question in questions:
        for index in range(len(question.labels)):
            right = question.answers == index if question.single else question.answers[:, index] == 1
            yield question.applies, right


def output_names(questions: Sequence[Question]) -> list[str]:
    """The names of the first layer's outputs, in order."""
    return [f"{question.name}:{label}" for question in questions for label in question.labels]


def fit_first(terms: csr_matrix, questions: Sequence[Question], where: NDArray[np.int64]) -> Linear:
    """One linear separator an output, learned on the texts `where`."""
    weights, bias = [], []
    for applies, right in _outputs(questions):
        used = where[applies[where]]
        if len(set(right[used].tolist())) < 2:
            weights.append(np.zeros(terms.shape[1]))
            bias.append(-1.0)
            continue
        fitted = LinearSVC(C=FIRST_C, class_weight="balanced", random_state=SEED).fit(
            terms[used], right[used]
        )
        weights.append(fitted.coef_[0])
        bias.append(float(fitted.intercept_[0]))
    return Linear(np.array(weights).T, np.array(bias))


def folds(count: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """The fixed cross-validation: what is learned on, what is held out."""
    return list(KFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(count)))


def held_out_first(terms: csr_matrix, questions: Sequence[Question]) -> Doubles:
    """For every text the first layer's scores from a fit that did not see it."""
    result = np.zeros((terms.shape[0], len(output_names(questions))))
    for seen, held in folds(terms.shape[0]):
        result[held] = fit_first(terms, questions, seen).scores(terms[held])
    return result


@dataclass(frozen=True, slots=True)
class Scaler:
    """Brings the second layer's inputs to one size."""

    mean: Doubles
    spread: Doubles

    @classmethod
    def of(cls, inputs: Doubles) -> Scaler:
        return cls(inputs.mean(axis=0), np.maximum(inputs.std(axis=0), 0.05))

    def apply(self, inputs: Doubles) -> Doubles:
        return (inputs - self.mean) / self.spread

    def into(self, layer: Linear) -> Linear:
        """The layer that gives on raw inputs what `layer` gives on scaled ones."""
        weights = layer.weights / self.spread[:, None]
        return Linear(weights, layer.bias - self.mean @ weights)


def fit_second(inputs: Doubles, question: Question, where: NDArray[np.int64]) -> Linear:
    """The scores of one head's labels from scaled inputs, learned on the texts `where`."""
    used = where[question.applies[where]]
    count = len(question.labels)
    weights, bias = np.zeros((inputs.shape[1], count)), np.full(count, -6.0)
    if question.single:
        fitted = LogisticRegression(C=SECOND_C, max_iter=400).fit(inputs[used], question.answers[used])
        weights[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
        return Linear(weights, bias)
    for index in range(count):
        right = question.answers[used, index]
        if right.min() != right.max():
            fitted = LogisticRegression(C=SECOND_C, max_iter=400).fit(inputs[used], right)
            weights[:, index], bias[index] = fitted.coef_[0], fitted.intercept_[0]
    return Linear(weights, bias)


def second_inputs(first: Doubles, groups: Matrix, measures: Matrix) -> Doubles:
    """What the second layer sees."""
    return np.hstack([bounded(first), groups, measures])
