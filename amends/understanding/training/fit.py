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
ALWAYS_SEEN: Final = -1
FIRST_C: Final = 0.25
# A separator is the mean of two: one to which all terms are alike, and one to which a term counts the more the more it tells
# (this exponent). The first reads moods better, the second what is rare and said in few words, such as risks and demands.
TELLING: Final = (0.0, 0.75)
SECOND_C: Final = 0.012
# How much the first annotator of a text counts beside a second: by cross-validation against the first.
FIRST_ANNOTATOR: Final = 0.7


@dataclass(frozen=True, slots=True)
class Opinions:
    """Who judged which text: an entry for each annotator of each text."""

    texts: NDArray[np.int64]
    weights: Doubles
    sets: NDArray[np.bool_]
    """Whether the text stands for what people send, so that the second layer learns from it."""
    measures: NDArray[np.bool_]
    """Whether it is the first annotator's, of a text that somebody sent: the thresholds are set by these."""
    partial: NDArray[np.bool_]
    """Whether it is about some heads only."""

    @classmethod
    def of(cls, rows: Sequence[Labelled]) -> Opinions:
        every = [(n, row, who) for n, row in enumerate(rows) for who in range(len(row.by))]
        return cls(
            np.array([n for n, _, _ in every], dtype=np.int64),
            np.array([row.weight * _share(who, len(row.by)) for _, row, who in every]),
            np.array([not row.teaches_words_only for _, row, _ in every]),
            np.array([who == 0 and not (row.teaches_words_only or row.after) for _, row, who in every]),
            np.array([row.teaches_some_heads for _, row, _ in every]),
        )

    def about(self, texts: NDArray[np.int64]) -> NDArray[np.int64]:
        """The opinions about these texts."""
        return np.flatnonzero(np.isin(self.texts, texts))


def _share(who: int, annotators: int) -> float:
    if annotators == 1:
        return 1.0
    return FIRST_ANNOTATOR if who == 0 else (1 - FIRST_ANNOTATOR) / (annotators - 1)


@dataclass(frozen=True, slots=True)
class Question:
    """One head as it is trained: for each opinion its answer, or -1 (single) / a row of -1 where it does not apply."""

    name: str
    labels: tuple[str, ...]
    answers: NDArray[np.int64]

    @property
    def single(self) -> bool:
        return self.answers.ndim == 1

    @property
    def applies(self) -> NDArray[np.bool_]:
        return self.answers >= 0 if self.single else self.answers[:, 0] >= 0

    def asked(self, opinions: NDArray[np.bool_]) -> Question:
        """The same question with only some of the opinions."""
        return Question(self.name, self.labels, self.answers[opinions])


def questions_of(rows: Sequence[Labelled]) -> list[Question]:
    """All heads with every annotator's answers, in the order of `Opinions.of`."""
    judged = [by for row in rows for by in row.by]
    found = []
    for name, labels in SINGLE_HEADS.items():
        said = [by.get(name) for by in judged]
        found.append(
            Question(name, labels, np.array([-1 if s is None else labels.index(str(s)) for s in said]))
        )
    for name, labels in MULTIPLE_HEADS.items():
        found.append(Question(name, labels, np.array([_marks(by, name, labels) for by in judged])))
    return found


def _marks(by: dict[str, Any], name: str, labels: tuple[str, ...]) -> list[int]:
    if name not in by:
        return [-1] * len(labels)
    return [int(label in by[name]) for label in labels]


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


def how_telling(terms: csr_matrix, says: NDArray[np.bool_], shares: Doubles, exponent: float) -> Doubles:
    """For each term how much oftener it stands in texts with the label than in those without, or the reverse; 1 in square mean."""
    holds = csr_matrix((np.ones_like(terms.data), terms.indices, terms.indptr), shape=terms.shape)
    inside, outside = (holds.T @ (shares * side) + 1 for side in (says, ~says))
    ratio = np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum())) ** exponent
    found: Doubles = ratio / max(float(np.sqrt(np.mean(ratio**2))), 1e-9)
    return found


def separator(terms: csr_matrix, says: NDArray[np.bool_], shares: Doubles) -> tuple[Doubles, float]:
    """The weights of the terms and the bias that set the texts that say it apart from the others."""
    found = [_separator(terms, says, shares, exponent) for exponent in TELLING]
    return np.mean([weights for weights, _ in found], axis=0), float(np.mean([bias for _, bias in found]))


def _separator(
    terms: csr_matrix, says: NDArray[np.bool_], shares: Doubles, exponent: float
) -> tuple[Doubles, float]:
    telling = how_telling(terms, says, shares, exponent)
    scaled = csr_matrix((terms.data * telling[terms.indices], terms.indices, terms.indptr), shape=terms.shape)
    fitted = LinearSVC(C=FIRST_C, class_weight="balanced", random_state=SEED).fit(
        scaled, says, sample_weight=shares
    )
    return fitted.coef_[0] * telling, float(fitted.intercept_[0])


def fit_first(
    terms: csr_matrix, opinions: Opinions, questions: Sequence[Question], texts: NDArray[np.int64]
) -> Linear:
    """One linear separator an output, learned from the opinions about `texts`; where annotators differ, each pulls its way."""
    weights, bias = [], []
    about = opinions.about(texts)
    for applies, right in _outputs(questions):
        used = about[applies[about]]
        # Two annotators of one mind are one example.
        keys, where = np.unique(2 * opinions.texts[used] + right[used], return_inverse=True)
        if len(set((keys % 2).tolist())) < 2:
            weights.append(np.zeros(terms.shape[1]))
            bias.append(-1.0)
            continue
        shares = np.bincount(where, weights=opinions.weights[used]).astype(np.float64)
        weighed, leaning = separator(terms[keys // 2], keys % 2 == 1, shares)
        weights.append(weighed)
        bias.append(leaning)
    return Linear(np.array(weights).T, np.array(bias))


@dataclass(frozen=True, slots=True)
class Folds:
    """The fixed cross-validation: which part each text is held out in, ALWAYS_SEEN for those that never are."""

    of: NDArray[np.int64]

    @classmethod
    def over(cls, rows: Sequence[Labelled]) -> Folds:
        """A text that was written after another one is held out with it."""
        sent = [n for n, row in enumerate(rows) if not (row.teaches_words_only or row.after)]
        of = np.full(len(rows), ALWAYS_SEEN)
        for part, (_, held) in enumerate(KFold(FOLDS, shuffle=True, random_state=SEED).split(sent)):
            of[np.array(sent)[held]] = part
        part_of = {rows[n].id: of[n] for n in sent if rows[n].id}
        for n, row in enumerate(rows):
            if row.after:
                of[n] = part_of[row.after]
        return cls(of)

    def __iter__(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """For each part what is learned on and what is held out."""
        return ((np.flatnonzero(self.of != part), np.flatnonzero(self.of == part)) for part in range(FOLDS))


def held_out_first(
    terms: csr_matrix, opinions: Opinions, questions: Sequence[Question], folds: Folds
) -> Doubles:
    """For each text that is ever held out the first layer's scores from a fit that did not see it."""
    result = np.zeros((terms.shape[0], len(output_names(questions))))
    for seen, held in folds:
        result[held] = fit_first(terms, opinions, questions, seen).scores(terms[held])
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


def fit_second(inputs: Doubles, opinions: Opinions, question: Question, texts: NDArray[np.int64]) -> Linear:
    """The scores of one head's labels from scaled inputs, learned from the opinions about `texts`."""
    about = opinions.about(texts)
    used = about[question.applies[about]]
    rows, answers, shares = inputs[opinions.texts[used]], question.answers[used], opinions.weights[used]
    count = len(question.labels)
    weights, bias = np.zeros((inputs.shape[1], count)), np.full(count, -6.0)
    if question.single:
        fitted = LogisticRegression(C=SECOND_C, max_iter=400).fit(rows, answers, sample_weight=shares)
        weights[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
        return Linear(weights, bias)
    for index in range(count):
        right = answers[:, index]
        if right.min() != right.max():
            fitted = LogisticRegression(C=SECOND_C, max_iter=400).fit(rows, right, sample_weight=shares)
            weights[:, index], bias[index] = fitted.coef_[0], fitted.intercept_[0]
    return Linear(weights, bias)


def second_inputs(first: Doubles, groups: Matrix, measures: Matrix) -> Doubles:
    """What the second layer sees."""
    return np.hstack([bounded(first), groups, measures])
