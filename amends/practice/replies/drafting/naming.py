"""Names what a complaint is about and the field it comes from, by layers of their own above the lower ones of the reader of complaints (`reader.py`).

They are taught complaints of which people said what they are about; nothing but numpy works them out here.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from amends.practice.replies.check import reader as replies
from amends.practice.replies.check.layers import Numbers, Weights, tables_in, weights_of
from amends.practice.replies.drafting.reader import KEPT_COMPLAINTS, beginning, shared

NAMING: Final = Path(__file__).parent / "learned" / "naming.npz"
LOOKS: Final = 8
"""From so many sides a complaint is looked at, and once as a whole."""


@cache
def weights() -> Weights:
    """Those that ship."""
    return weights_of(tables_in(NAMING), replies.weights().words, stays_packed="layers.")


@lru_cache(KEPT_COMPLAINTS)
def named(clauses: tuple[str, ...]) -> Numbers:
    """Log-odds of each matter, then of each field, as `about.py` lists them; nought where no piece is known. A complaint of many pages is known by its first ones."""
    known, ids = weights(), beginning(clauses)
    if not ids:
        return np.zeros(len(known.tables["out.bias"]), np.float32)
    x = shared(ids)
    for layer in range(known.layers):
        x, _ = known.layer(layer, x, [len(ids)])
    looks = known.of("look", x)
    share = np.exp(looks - looks.max(axis=0))
    seen = [*(share / share.sum(axis=0)).T @ x, x.mean(axis=0)]
    return known.of("out", np.concatenate(seen))
