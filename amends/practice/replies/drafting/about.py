"""Which matter and which field a complaint is of, as people would say.

Learned from complaints of which people said it. Two opinions count as much as each other: one by the words that matters and fields are known by and by the
place that the reader of the whole complaint (`reader.py`) gives it; and that of layers which were taught nothing else (`naming.py`). Both are numbers from
which no text can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.content.files import load
from amends.practice.replies.drafting.clauses import clauses_of
from amends.practice.replies.drafting.evidence import weighed
from amends.practice.replies.drafting.naming import named
from amends.practice.replies.drafting.opinions import LEARNED, logs
from amends.practice.replies.drafting.reader import read

GENERAL: Final = "general"
"""Many things of about equal weight, or none that has a name."""
MATTERS: Final = (
    *("illness", "foreign", "collection", "proof", "credit", "stolen", "privacy", "mortgage", "loan"),
    *("repayment", "charge", "deposit", "refund", "unreachable", "pushed", "rude", "late", "travel"),
    *("transit", "queue", "missold", "promise", "insurance", "account", "app", "limit", "booking"),
    *("taste", "dirty", "lesson", "repair", "disturbed", "facility", "price", "faulty", "public"),
    *("rules", "calls", "wrong", "network", GENERAL),
)
FIELDS: Final = ("stay", "meal", "goods", "bank", "journey", "public", "online", "car", "care", "")
"""The last one stands for any other."""
ABOUT: Final = LEARNED / "about.npz"
LONGEST: Final = 2_000
LEAST_TOLD: Final = 0.3
KEPT_COMPLAINTS: Final = 64
Numbers = NDArray[np.float32]


class About(NamedTuple):
    """How likely each matter is, and each field, both in sum one; and how likely anything is told at all."""

    matters: Mapping[str, float]
    fields: Mapping[str, float]
    tells: float

    @property
    def is_told(self) -> bool:
        return self.tells >= LEAST_TOLD


class Weights(NamedTuple):
    """What each sign, then each number of the place, says for each matter, then for each field."""

    signs: Sequence[str]
    rows: Numbers
    bias: Numbers


@cache
def weights() -> Weights:
    """Those that ship."""
    with np.load(ABOUT) as kept:
        return Weights(kept["signs"].tolist(), kept["rows"], kept["bias"])


@lru_cache(KEPT_COMPLAINTS)
def about(text: str, language: str) -> About:
    """What is said in the words of a complaint, or of its points where there is no other text."""
    known, found, clauses = weights(), signs_in(text, language), clauses_in(text, language)
    whole = read(clauses)
    seen = np.concatenate([[found.get(name, 0.0) for name in known.signs], whole.place])
    opinions = np.stack([seen.astype(np.float32) @ known.rows + known.bias, named(clauses)])
    matters, fields = opinions[:, : len(MATTERS)], opinions[:, len(MATTERS) :]
    return About(_likely(MATTERS, matters), _likely(FIELDS, fields), whole.tells)


def _likely(names: Sequence[str], opinions: Numbers) -> dict[str, float]:
    """How likely each is by the mean of what the opinions, a row each, say of it."""
    both = logs(opinions).mean(axis=0, keepdims=True)
    return dict(zip(names, np.exp(logs(both)[0]).tolist(), strict=True))


def clauses_in(text: str, language: str) -> tuple[str, ...]:
    """As the reader and the layers that name the matter hear it."""
    clauses = clauses_of(text[:LONGEST], load("letters", language)["restate"], language)
    return tuple(one.raw for one in clauses)


def signs_in(text: str, language: str) -> dict[str, float]:
    """How much the words of each matter weigh, and how many words of each field there are, both as logarithms."""
    text = text[:LONGEST]
    matters = weighed(text, language, words_of("matters", language))
    fields = {
        key: len({match.group().lower() for match in pattern.finditer(text.replace("_", " "))})
        for key, pattern in words_of("fields", language).items()
    }
    return {name: float(np.log1p(found)) for name, found in _named(matters, fields)}


def _named(matters: Mapping[str, float], fields: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    yield from ((f"matter {key}", found) for key, found in matters.items())
    yield from ((f"field {key}", found) for key, found in fields.items())


@cache
def words_of(kind: str, language: str) -> dict[str, re.Pattern[str]]:
    """The words by which each matter or each field is known."""
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    tables: dict[str, Any] = {
        key: one for key, one in load(kind, language).items() if isinstance(one, Mapping)
    }
    return {key: re.compile(one["words"], flags) for key, one in tables.items() if "words" in one}
