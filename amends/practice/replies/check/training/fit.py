"""Fits one linear separator a sense, and finds where each is sure enough by replies it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.features import BUCKETS, folded
from amends.practice.replies.check.meant import is_meant_well
from amends.practice.replies.check.sense import LONGEST, clauses_of, features_of
from amends.practice.replies.check.senses import PARTS
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import SENSES, Taught
from amends.practice.replies.check.training.windows import UNMARKED, Window, windows_of

STRENGTH = 200.0
# What replies are not marked for is learned from few sentences, parts from runs that are guessed.
STRENGTH_FEW = 20.0
POSITIVE = 5.0
# Whole replies are what is checked: each of their runs counts more than a sentence that was written to teach.
FROM_REPLIES = 1.5
# A wrong remark costs as much as a missing one: what is meant well is left out before, and pieces made remarks surer.
SURE = np.arange(0.3, 0.91, 0.02)
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """Features with the senses they have, what may be learned from them, and how much it counts."""

    features: list[int]
    senses: frozenset[str]
    about: frozenset[str]
    weight: float
    writer: int
    clauses: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Fitted:
    rows: Doubles
    bias: Doubles

    def scores(self, features: Sequence[list[int]]) -> Doubles:
        return np.asarray(matrix(features) @ self.rows + self.bias)


def examples_of(taught: Iterable[Taught]) -> list[Example]:
    """A sentence with a sense has it as a whole; a sentence without any has none in each of its runs of clauses."""
    found = []
    for one in taught:
        low = folded(one.text)
        clauses = [low[start:end] for start, end in clauses_of(low, one.script)] or [low]
        for run in [clauses] if one.senses else _with_its_runs(clauses):
            features = features_of(run, one.script)
            found.append(Example(features, one.senses, one.about, one.weight, one.writer, tuple(run), low))
    return found


def _with_its_runs(clauses: list[str]) -> list[list[str]]:
    runs = [clauses[at : at + length] for length in range(1, LONGEST + 1) for at in range(len(clauses))]
    return [clauses, *(run for run in runs if len(run) < len(clauses))]


def matrix(features: Sequence[list[int]]) -> csr_matrix:
    """A row for each list of features, of the same length whatever their number."""
    places = np.concatenate([np.asarray(one) for one in features])
    ends = np.cumsum([0, *(len(one) for one in features)])
    values = np.concatenate([np.full(len(one), 1 / np.sqrt(len(one))) for one in features])
    return csr_matrix((values, places, ends), shape=(len(features), BUCKETS))


def fit(examples: Sequence[Example], senses: Sequence[str] = SENSES) -> Fitted:
    terms = matrix([one.features for one in examples])
    weight = np.array([one.weight for one in examples])
    rows, bias = np.zeros((BUCKETS, len(SENSES))), np.zeros(len(SENSES))
    for sense in senses:
        column = SENSES.index(sense)
        used = np.array([at for at, one in enumerate(examples) if sense in one.about])
        right = np.array([sense in examples[at].senses for at in used])
        counts = weight[used] * np.where(right, POSITIVE, 1.0)
        strength = STRENGTH_FEW if sense in UNMARKED or sense in PARTS else STRENGTH
        model = LogisticRegression(C=strength, solver="liblinear", random_state=1)
        model.fit(terms[used], right, sample_weight=counts)
        rows[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return Fitted(rows, bias)


def from_replies(replies: Iterable[Judged]) -> list[Example]:
    return [_example(window, reply.writer) for reply in replies for window in windows_of(reply)]


def _example(window: Window, writer: int) -> Example:
    return Example(
        window.features, window.senses, window.about, FROM_REPLIES, writer, window.clauses, window.sentence
    )


def thresholds(replies: Iterable[Judged], likely: Callable[[Judged], Doubles]) -> dict[str, float]:
    """For each sense from where on it is believed: best on replies whose writer had taught nothing to what says how likely it is."""
    seen: dict[str, list[tuple[bool, float]]] = {sense: [] for sense in SENSES}
    for one in replies:
        text = Acts(one.text, one.complaint)
        for sense, surest in peaks(text, one, likely(one)):
            seen[sense].append((sense in one.codes, surest))
    return {sense: best(rows) for sense, rows in seen.items()}


def peaks(text: Acts, reply: Judged, likely: Doubles) -> Iterator[tuple[str, float]]:
    """How surely each sense is anywhere in a reply, leaving out what is meant well."""
    for column, sense in enumerate(SENSES):
        taken = [
            value
            for value, one in zip(likely[:, column], windows_of(reply), strict=True)
            if value > SURE[0] and not is_meant_well(text, sense, one.start, one.end)
        ]
        yield sense, float(max(taken, default=0.0))


# So many replies speak for the usual threshold, whatever the few that have a fault say.
PRIOR, USUAL = 10, 0.5


def best(seen: list[tuple[bool, float]]) -> float:
    """The middle of the thresholds that are best by a mean of precision and recall."""
    true, likely = np.array([right for right, _ in seen]), np.array([value for _, value in seen])
    if not true.any():
        return 0.5
    scores = []
    for sure in SURE:
        said = likely > sure
        right = float((said & true).sum())
        scores.append(_worth(right, float(said.sum()), float(true.sum())))
    highest = max(scores)
    found = float(np.mean([sure for sure, one in zip(SURE, scores, strict=True) if one >= highest - 0.03]))
    return float((found * true.sum() + USUAL * PRIOR) / (true.sum() + PRIOR))


def _worth(right: float, said: float, true: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / max(true + said, 1.0)
