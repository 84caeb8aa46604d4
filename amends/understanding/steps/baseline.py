"""What ordinary writing adds to each output: only what a passage adds beyond that speaks for a label."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from amends.understanding.batch import Batch
from amends.understanding.contributions import Values, contributions_of
from amends.understanding.languages.en.passages import ORDINARY as EN
from amends.understanding.languages.zh_hans.passages import ORDINARY as ZH
from amends.understanding.model import model
from amends.understanding.ngrams import Positions

_SENTENCE: Final = re.compile(r"[^。.\s][^。.\n]*[。.]")


class Baseline(NamedTuple):
    """For each output: its mean for a character of ordinary writing, and how far a character strays from it."""

    mean: Values
    spread: Values

    def beyond(self, worth: Values, lengths: Values, columns: list[int]) -> Values:
        """How many standard deviations each span's worth lies above ordinary writing, for these outputs."""
        excess = worth[:, columns] - lengths[:, None] * self.mean[columns]
        found: Values = np.divide(excess, np.sqrt(lengths)[:, None] * self.spread[columns], dtype=np.float32)
        return found


class Scale(NamedTuple):
    """The same for a few categories, made for speed: `means` are in units of the spread, `shares` turn worth into them,
    `groups` are the categories' phrases."""

    columns: Positions
    means: list[float]
    shares: Values
    groups: tuple[str, ...]


@cache
def scale(language: str, categories: tuple[str, ...]) -> Scale:
    mean, spread = baseline(language)
    columns = [model().evident.columns[f"category_all:{category}"] for category in categories]
    shares: Values = np.reciprocal(spread[columns])
    groups = tuple(f"category:{category}" for category in categories)
    return Scale(np.array(columns), (mean[columns] * shares).tolist(), shares, groups)


def baseline(language: str) -> Baseline:
    """That of the script a text is written in."""
    return _baseline(EN if language == "en" else ZH)


@cache
def _baseline(ordinary: str) -> Baseline:
    engine, batch = model(), Batch.of([ordinary])
    spans = [found.span() for found in _SENTENCE.finditer(batch.plain)]
    worth = contributions_of(engine, engine.known(batch), batch.starts)[0].of_spans(spans)
    lengths = np.array([end - start for start, end in spans], dtype=np.float32)
    mean = worth.sum(axis=0) / lengths.sum()
    strays = worth - lengths[:, None] * mean
    spread = np.sqrt((strays**2).sum(axis=0) / lengths.sum())
    return Baseline(mean, np.maximum(spread, 1e-3))
