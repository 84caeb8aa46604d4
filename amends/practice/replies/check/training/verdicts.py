"""Learns how much each sign of a fault counts, from replies whose writers had taught nothing to what gives the signs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from amends.practice.replies.check import pieces, reader, sense
from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.checking import hits_in
from amends.practice.replies.check.context import context_from
from amends.practice.replies.check.finding import CODES, SEVERITY
from amends.practice.replies.check.senses import LEARNED_CODES, PARTS
from amends.practice.replies.check.signs import Signs, signs_of
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.words import language_of, words_for

STRENGTH = 0.1
GROUPS = 4
SURE = np.arange(0.1, 0.8, 0.02)
ABOUT_AS_GOOD = 0.02
CASE = (
    *("calm", "strong", "grave", "legal", "unfixed", "points", "length", "english"),
    *(
        f"kind.{one}"
        for one in ("first_response", "solution", "holding", "acknowledgement", "closing", "follow_up")
    ),
)
BESIDE: Mapping[str, tuple[str, ...]] = {
    "no_time": ("most.promise", "dated", "bound", "done"),
    "no_owner": ("most.promise", "most.no_time", "owned", "bound"),
    "no_apology": ("most.apology",),
    "no_empathy": ("most.empathy", "most.denies_feeling", "most.canned"),
    "no_solution": ("most.negative_wording", "most.promise", "dated", "bound", "done"),
    "single_option": ("most.way", "done", "proposed", "most.negative_wording"),
    "not_answered": (
        *("most.way", "seen.no_solution", "asked.not_answered", "asks"),
        *(f"point.{one}" for one in ("answered", "touched", "shared", "named", "topic", "asks", "length")),
        *(f"points.{one}" for one in ("shared", "answered", "spread", "given", "single", "many")),
    ),
    "no_contact": ("reach.any", "reach.ways", "reach.end"),
    "gift_too_early": ("most.gift",),
    "over_authority": ("above",),
    "looks_like_bribe": ("most.gift", "most.threatens"),
    "wrong_tone": ("most.denies_feeling", "most.blames_customer", "eagle"),
    "threatens": ("most.looks_like_bribe", "most.negative_wording"),
    "justifies": ("most.denies_feeling", "most.blames_others"),
    "blames_customer": ("most.wrong_tone", "most.threatens", "most.empathy"),
    "blames_others": ("most.justifies",),
}


@dataclass(frozen=True)
class Row:
    """One reply with its signs."""

    reply: Judged
    signs: Signs


def names_for(code: str) -> tuple[str, ...]:
    """The signs that may speak for or against a fault: its own, those of what it is taken for, and the case."""
    names = [f"seen.{code}", f"read.{code}", *CASE]
    names += [
        f"{how}.{part}" for part, lack in PARTS.items() if lack == code for how in ("most", "high", "sum")
    ]
    names += [f"asked.{code}"] * (code in PARTS.values())
    names += [f"most.{code}", f"peak.{code}"] * (code in LEARNED_CODES)
    names += [f"most.{code}"] * (code in ("no_time", "no_owner"))
    return tuple(dict.fromkeys((*names, *BESIDE.get(code, ()))))


def rows_of(replies: Sequence[Judged]) -> list[Row]:
    """The signs of each reply by the weights that are in force."""
    return [_row(one) for one in replies]


def _row(reply: Judged) -> Row:
    text, context = Acts(reply.text, reply.complaint), context_from(reply.context)
    words = words_for(language_of(reply.text))
    seen = {hit[0] if hit[0] in SEVERITY else "wrong_tone" for hit in hits_in(text, words, context)}
    whole = reader.read_whole(text, context)
    return Row(reply, signs_of(text, words, context, seen, whole))


@contextmanager
def weights_in(folder: Path) -> Iterator[None]:
    """Other weights in force for a while."""

    def forget() -> None:
        for kept in (sense.weights, pieces.pieces, pieces.summed, reader.weights, reader.read_complaint):
            kept.cache_clear()

    with (
        patch.object(sense, "WEIGHTS", folder / "weights.npz"),
        patch.object(sense, "SURE", folder / "sure.json"),
        patch.object(pieces, "PIECES", folder / "pieces.npz"),
        patch.object(reader, "READER", folder / "reader.npz"),
    ):
        forget()
        yield
    forget()


def learn(rows: Sequence[Row]) -> dict[str, dict[str, object]]:
    """For each fault the weights of its signs and from where on it is said, as they are kept."""
    return {code: verdict_on(code, rows) for code in CODES}


def verdict_on(code: str, rows: Sequence[Row]) -> dict[str, object]:
    names = names_for(code)
    table = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    true = np.array([code in row.reply.codes for row in rows])
    writers = np.array([row.reply.writer for row in rows])
    likely = np.zeros(len(rows))
    for hands in np.array_split(np.unique(writers), GROUPS):
        out = np.isin(writers, hands)
        scaled, model = _fitted(table[~out], true[~out])
        likely[out] = model.predict_proba(scaled.transform(table[out]))[:, 1]
    scaled, model = _fitted(table, true)
    weights = model.coef_[0] / scaled.scale_
    sure = _best(true, likely)
    return {
        "sure": round(float(np.log(sure / (1 - sure))), 3),
        "bias": round(float(model.intercept_[0] - weights @ scaled.mean_), 4),
        "weights": {name: round(float(one), 4) for name, one in zip(names, weights, strict=True) if one},
    }


def _fitted(table: NDArray[np.float64], true: NDArray[np.bool_]) -> tuple[StandardScaler, LogisticRegression]:
    scaled = StandardScaler().fit(table)
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    return scaled, model.fit(scaled.transform(table), true)


def _best(true: NDArray[np.bool_], likely: NDArray[np.float64]) -> float:
    """The middle of the thresholds that are about the best by the harmonic mean of precision and recall."""
    scores = []
    for sure in SURE:
        said = likely > sure
        scores.append(2 * (true & said).sum() / max(1.0, said.sum() + true.sum()))
    return float(SURE[np.array(scores) >= max(scores) - ABOUT_AS_GOOD].mean())


def save(found: Mapping[str, Mapping[str, object]], path: Path) -> None:
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
