"""`python -m amends.practice.replies.drafting.training --data FOLDER`: learns anew what words tell of what a reply says back, and what a complaint is about.

The reader (`training.reader`) has to be taught before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from amends.practice.replies.check.features import BUCKETS
from amends.practice.replies.drafting.about import ABOUT
from amends.practice.replies.drafting.opinions import BESIDE, LEARNED, MARKS, shares
from amends.practice.replies.drafting.training import about
from amends.practice.replies.drafting.training.marked import marked
from amends.practice.replies.drafting.training.told import told
from amends.practice.replies.drafting.weighing import features_in

STRENGTH, ROUNDS, LARGEST = 3.0, 60, 127
# A neighbour counts in the clause before it and in the one after it: own words, then those of the one before, of the one after.
BEFORE, AFTER = 1, -1
Found = Sequence[Sequence[Sequence[int]]]
"""The buckets of each clause of each complaint."""


def main(argv: list[str] | None = None) -> int:
    """Learns from the complaints that are not kept for the test, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled texts")
    parser.add_argument("--out", type=Path, default=LEARNED, help="folder for the weights")
    options = parser.parse_args(argv)
    complaints = [one for one in marked(options.data) if not one.is_kept and one.clauses]
    found = [features_in(one.clauses, one.sayable, one.words) for one in complaints]
    rarity = rarity_of(found)
    model = fit(found, [mark for one in complaints for mark in one.marks], rarity)
    save(model, rarity, options.out / "weights.npz")
    known = [one for one in told(options.data) if not one.is_kept]
    about.save(about.learn(known), options.out / ABOUT.name)
    sys.stdout.write(f"{len(complaints)} complaints, {len(known)} of a matter\n")
    return 0


def rarity_of(found: Found) -> NDArray[np.float16]:
    """For each bucket how much it counts: the fewer clauses have it, the more."""
    clauses = [one for complaint in found for one in complaint]
    counts = np.bincount(np.concatenate(clauses), minlength=BUCKETS)
    return (np.log((1 + len(clauses)) / (1 + counts)) + 1).astype(np.float16)


def fit(found: Found, marks: Sequence[int], rarity: NDArray[np.float16]) -> LogisticRegression:
    """What people would say of each clause, by its own words and those beside it."""
    own = _terms(found, rarity.astype(np.float32))
    complaint = np.repeat(np.arange(len(found)), [len(one) for one in found])
    beside = [BESIDE * _shifted(own, complaint, by) for by in (BEFORE, AFTER)]
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    return model.fit(hstack([own, *beside]).tocsr(), marks)


def _terms(found: Found, rarity: NDArray[np.float32]) -> csr_matrix:
    clauses = [one for complaint in found for one in complaint]
    values = np.concatenate([shares(one, rarity) for one in clauses])
    ends = np.cumsum([0, *map(len, clauses)])
    return csr_matrix((values, np.concatenate(clauses), ends), shape=(len(clauses), BUCKETS))


def _shifted(own: csr_matrix, complaint: NDArray[np.int64], by: int) -> csr_matrix:
    """For each clause the row of the one so many places before it; empty where that is none of the same complaint."""
    place = np.arange(len(complaint))
    other = np.clip(place - by, 0, len(place) - 1)
    is_there = (other != place) & (complaint[other] == complaint)
    return own[other].multiply(is_there[:, None]).tocsr()


def save(model: LogisticRegression, rarity: NDArray[np.float16], path: Path) -> None:
    """As bytes, with a scale for each mark."""
    order = [list(model.classes_).index(mark) for mark in MARKS]
    rows = model.coef_[order].T.reshape(3, BUCKETS, len(MARKS))
    scale = np.abs(rows).max(axis=(0, 1)) / LARGEST
    np.savez_compressed(
        path,
        rarity=rarity,
        rows=np.round(rows / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=model.intercept_[order].astype(np.float32),
    )


if __name__ == "__main__":
    sys.exit(main())
