"""Learns what a complaint is about, by its words and by its place among others, from complaints of which people said it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from amends.practice.replies.drafting.about import FIELDS, MATTERS, Weights, clauses_in, signs_in
from amends.practice.replies.drafting.reader import read
from amends.practice.replies.drafting.training.told import Told

STRENGTH, ROUNDS = 3.0, 400
# The name that fits best counts whole; others that would do as well, so much.
OF_OTHERS = 0.3
# A number of the place counts so much less than a sign.
OF_A_PLACE = 1 / 20
Table = NDArray[np.float64]


def learn(complaints: Sequence[Told]) -> Weights:
    """One regression over the matters, one over the fields."""
    found = [signs_in(one.text, one.language) for one in complaints]
    signs = sorted(set().union(*found))
    places = np.array([read(clauses_in(one.text, one.language)).place for one in complaints])
    scaled = StandardScaler().fit(places)
    said = np.array([[one.get(sign, 0.0) for sign in signs] for one in found])
    table = np.hstack([said, scaled.transform(places) * OF_A_PLACE])
    named = [
        (row, key, OF_OTHERS if at else 1.0)
        for row, one in enumerate(complaints)
        for at, key in enumerate(one.matters)
    ]
    at, keys, counts = zip(*named, strict=True)
    matters = _fitted(table[list(at)], keys, MATTERS, counts)
    fields = _fitted(table, [one.field for one in complaints], FIELDS)
    rows, bias = (np.concatenate(both, axis=-1) for both in zip(matters, fields, strict=True))
    return _unscaled(signs, rows, bias, scaled)


def _fitted(
    table: Table, said: Sequence[str], names: Sequence[str], counts: Sequence[float] | None = None
) -> tuple[Table, Table]:
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(table, said, sample_weight=counts)
    order = [list(model.classes_).index(name) for name in names]
    return model.coef_[order].T, model.intercept_[order]


def _unscaled(signs: Sequence[str], rows: Table, bias: Table, scaled: StandardScaler) -> Weights:
    """The same, of places as they are read."""
    of_places = rows[len(signs) :] * OF_A_PLACE / scaled.scale_[:, None]
    rows = np.concatenate([rows[: len(signs)], of_places])
    return Weights(signs, rows.astype(np.float32), (bias - scaled.mean_ @ of_places).astype(np.float32))


def save(known: Weights, path: Path) -> None:
    np.savez_compressed(path, signs=np.array(known.signs), rows=known.rows, bias=known.bias)
