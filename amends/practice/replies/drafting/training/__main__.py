"""`python -m amends.practice.replies.drafting.training --data FOLDER`: learns anew what of a complaint a reply says back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge

from amends.practice.replies.check.features import BUCKETS
from amends.practice.replies.drafting.training.marked import CORE, FURTHER, HARMFUL, NOTHING, Marked, marked
from amends.practice.replies.drafting.weighing import LEARNED, features_of

# What says nothing is a little worse than not said: the letter has few lines.
VALUES = {CORE: 2.0, FURTHER: 1.0, NOTHING: -0.2, HARMFUL: -1.0}
STRENGTH, LARGEST = 0.5, 127
# What would embarrass is told from all the rest by itself, and more cautiously: it is rarer among the clauses that tell much.
STRENGTH_OF_HARM = 3.0


def main(argv: list[str] | None = None) -> int:
    """Learns from the complaints that are not kept for the test, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled texts")
    parser.add_argument("--out", type=Path, default=LEARNED, help="folder for the weights")
    options = parser.parse_args(argv)
    learned_from = [one for one in marked(options.data) if not one.is_kept]
    save({"": fit(learned_from), "harm_": fit_harm(learned_from)}, options.out / "weights.npz")
    sys.stdout.write(f"{len(learned_from)} complaints\n")
    return 0


def fit(complaints: list[Marked]) -> Ridge:
    """What each clause tells."""
    return _learned(complaints, [VALUES[mark] for one in complaints for mark in one.marks], STRENGTH)


def fit_harm(complaints: list[Marked]) -> Ridge:
    """How near each clause is to what had better be left out."""
    is_harmful = [float(mark == HARMFUL) for one in complaints for mark in one.marks]
    return _learned(complaints, is_harmful, STRENGTH_OF_HARM)


def _learned(complaints: list[Marked], values: list[float], strength: float) -> Ridge:
    found = [
        features_of(one.clauses, place, one.sayable[place], one.words)
        for one in complaints
        for place in range(len(one.clauses))
    ]
    ends = np.cumsum([0, *map(len, found)])
    shares = np.concatenate([np.full(len(one), 1 / np.sqrt(len(one))) for one in found])
    terms = csr_matrix((shares, np.concatenate(found), ends), shape=(len(found), BUCKETS))
    return Ridge(alpha=strength, solver="sparse_cg", tol=1e-4).fit(terms, values)


def save(models: dict[str, Ridge], path: Path) -> None:
    """As bytes, each under its own name."""
    kept = {}
    for name, model in models.items():
        scale = float(np.abs(model.coef_).max()) / LARGEST
        kept[f"{name}rows"] = np.round(model.coef_ / scale).astype(np.int8)
        kept[f"{name}scale"] = np.float32(scale)
        kept[f"{name}bias"] = np.float32(model.intercept_)
    np.savez_compressed(path, **kept)


if __name__ == "__main__":
    sys.exit(main())
