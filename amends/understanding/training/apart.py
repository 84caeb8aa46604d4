"""Keeps what texts teach that were read for some heads only away from the other heads, down to what their second layer reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.understanding.training.fit import Doubles, Linear, Opinions, Question, fit_second

WITHOUT: Final = "without:"
"""Before the name of a head in the first layer that never saw these texts; evidence is shown for none of them."""


def asked_of_words(questions: Sequence[Question], opinions: Opinions) -> list[Question]:
    """What the first layer learns: every head, then the taught ones once more as if the partial opinions were not there."""
    return [
        *questions,
        *(_without(question, opinions) for question in questions if _is_taught(question, opinions)),
    ]


def _is_taught(question: Question, opinions: Opinions) -> bool:
    return bool((question.applies & opinions.partial).any())


def _without(question: Question, opinions: Opinions) -> Question:
    answers = question.answers.copy()
    answers[opinions.partial] = -1
    return Question(WITHOUT + question.name, question.labels, answers)


def fit_seeing(
    inputs: Doubles,
    opinions: Opinions,
    question: Question,
    asked: Sequence[Question],
    texts: NDArray[np.int64],
) -> Linear:
    """`fit_second` from those of the inputs that the head may see; the others, one row each as well, weigh nothing."""
    seen = _seen_by(question, asked, opinions, inputs.shape[1])
    learned = fit_second(inputs[:, seen], opinions, question, texts)
    weights = np.zeros((inputs.shape[1], len(question.labels)))
    weights[seen] = learned.weights
    return Linear(weights, learned.bias)


def _seen_by(
    question: Question, asked: Sequence[Question], opinions: Opinions, inputs: int
) -> NDArray[np.bool_]:
    """A taught head reads what is taught, another what is not; both read all that comes after the outputs of `asked`."""
    taught = _is_taught(question, opinions)
    outputs = [
        not (one.name.startswith(WITHOUT) if taught else _is_taught(one, opinions))
        for one in asked
        for _ in one.labels
    ]
    return np.array(outputs + [True] * (inputs - len(outputs)))
