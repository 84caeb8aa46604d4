"""What people said about readings, as the house layer learns from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from amends.understanding.labels import DEMANDS, RISKS, SINGLE_HEADS

Answers = NDArray[np.int64]
SEVERAL: Final[dict[str, tuple[str, ...]]] = {"demands": DEMANDS, "risks": RISKS}
# The heads that a person judges as they stand on screen.
LEARNED: Final[dict[str, tuple[str, ...]]] = {**SINGLE_HEADS, **SEVERAL}


@dataclass(frozen=True, slots=True)
class Example:
    """One text with what a person said; `silent` is what was shown beside it and not objected to."""

    text: str
    said: Mapping[str, Any]
    silent: Mapping[str, Any] = field(default_factory=dict)


def answers_to(head: str, said: Sequence[Mapping[str, Any]]) -> Answers:
    """For each text the right answer as a place among the labels, or a row of marks; -1 where there is none."""
    labels = LEARNED[head]
    if head in SINGLE_HEADS:
        return np.array([_place(labels, one.get(head)) for one in said], dtype=np.int64)
    return np.array([_marks(labels, one.get(head)) for one in said], dtype=np.int64).reshape(-1, len(labels))


def given(answers: Answers) -> NDArray[np.bool_]:
    """For which texts there is an answer."""
    return answers >= 0 if answers.ndim == 1 else answers[:, 0] >= 0


def _place(labels: Sequence[str], value: Any) -> int:
    name = str(value)
    return labels.index(name) if name in labels else -1


def _marks(labels: Sequence[str], value: Any) -> list[int]:
    if not isinstance(value, list | tuple):
        return [-1] * len(labels)
    return [int(label in value) for label in labels]
