"""The learned sense of a clause: how likely it is that it denies a feeling, blames, promises, and so on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from amends.practice.replies.check.features import LEARNED, buckets, folded, meant, paired
from amends.practice.replies.check.pieces import pieces

WEIGHTS, SURE = LEARNED / "weights.npz", LEARNED / "sure.json"
CLAUSE = re.compile(r"(?:[^，。！？；,!?;\n～~]|(?<=\d),(?=\d))+(?:[，。！？；,!?;\n～~]+|$)")
ENGLISH_CLAUSE = re.compile(r".+?(?:[;!?\n]+|[.,:](?=\s|$)|$)", re.S)
LONGEST = 3  # clauses that are judged together
# Fewer words say too little; a tone can be heard in two.
SHORTEST, SHORTEST_OF = {"zh": 5, "en": 3}, {"wrong_tone": 2, "jargon": 2}
# A run that has another sense more surely has the first one only if there is little doubt.
NO_DOUBT = 0.85
# One word said a thousand times adds up without end; beyond this nothing becomes surer.
FARTHEST_SCORE = 30.0
LETTERS = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]+")
Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """One column a sense, one row a bucket of features, in eighths of a byte's range."""

    senses: tuple[str, ...]
    rows: Numbers
    bias: Numbers
    sure: Numbers
    """From where on each sense is believed."""

    def column(self, sense: str) -> int:
        return self.senses.index(sense)


@dataclass(frozen=True)
class Judged:
    """Some clauses of one sentence and how likely each sense is; offsets are code points of the text."""

    start: int
    end: int
    likely: Numbers


@cache
def weights() -> Weights:
    with np.load(WEIGHTS) as kept:
        rows = kept["rows"].astype(np.float32) * kept["scale"]
        senses = tuple(str(name) for name in kept["senses"])
        sure = json.loads(SURE.read_text(encoding="utf-8"))
        return Weights(senses, rows, kept["bias"], np.array([sure[name] for name in senses], np.float32))


def clauses_of(sentence: str, script: str) -> Iterator[tuple[int, int]]:
    pattern = CLAUSE if script == "zh" else ENGLISH_CLAUSE
    for match in pattern.finditer(sentence):
        if match.group().strip():
            yield match.start(), match.end()


def features_of(clauses: Sequence[str], script: str) -> list[int]:
    """The features of some folded clauses read as one."""
    words = frozenset[int]().union(*(buckets(clause, script) for clause in clauses))
    names = frozenset(name for clause in clauses for name in meant(clause, script))
    return sorted(words.union(paired(names)))


def judged(sentences: list[tuple[int, str]], script: str) -> list[Judged]:
    """Every run of up to three clauses of each sentence; `sentences` come with where they start."""
    return [run for offset, sentence in sentences for run in _runs_of(offset, sentence, script)]


def _runs_of(offset: int, sentence: str, script: str) -> Iterator[Judged]:
    low = folded(sentence)
    parts = list(clauses_of(low, script))
    clauses = [low[start:end] for start, end in parts]
    words = [buckets(clause, script) for clause in clauses]
    names = [frozenset(meant(clause, script)) for clause in clauses]
    runs = runs_of(len(parts))
    found = []
    for first, last in runs:
        together = frozenset[int]().union(*words[first : last + 1])
        meaning_of = frozenset[str]().union(*names[first : last + 1])
        found.append(list(together.union(paired(meaning_of))))
    if runs:
        likely = likely_of(pieces().joined(scores_of(found), runs, clauses, low))
        for at, (first, last) in enumerate(runs):
            yield Judged(offset + parts[first][0], offset + parts[last][1], likely[at])


def runs_of(clauses: int) -> list[tuple[int, int]]:
    """The first and the last clause of every run of up to three in a sentence of so many."""
    return [(first, last) for first in range(clauses) for last in range(first, min(first + LONGEST, clauses))]


def best_of(text: str, runs: list[Judged], sense: str, rivals: tuple[str, ...] = ()) -> list[Judged]:
    """The runs that surely have a sense, the surest first, none inside or across another."""
    known = weights()
    column = known.column(sense)
    against = [known.column(rival) for rival in rivals]
    chosen: list[Judged] = []
    sure = [run for run in runs if run.likely[column] > known.sure[column] and _is_enough(text, run, sense)]
    for run in sorted(sure, key=lambda one: (-float(one.likely[column]), one.start)):
        likely = float(run.likely[column])
        doubted = likely < NO_DOUBT and any(run.likely[other] > likely for other in against)
        if not doubted and all(run.end <= other.start or other.end <= run.start for other in chosen):
            chosen.append(run)
    return chosen


def _is_enough(text: str, run: Judged, sense: str) -> bool:
    letters = LETTERS.findall(text, run.start, run.end)
    script = "zh" if any(len(one) == 1 and one > "\u3000" for one in letters) else "en"
    return len(letters) >= min(SHORTEST[script], SHORTEST_OF.get(sense, 9))


def scores_of(found: list[list[int]]) -> Numbers:
    """For each list of features the score of each sense."""
    known = weights()
    scores = np.zeros((len(found), len(known.senses)), np.float32)
    for at, one in enumerate(found):
        scores[at] = known.rows[one].sum(axis=0) / np.sqrt(len(one)) + known.bias
    return scores


def likely_of(scores: Numbers) -> Numbers:
    return (1 / (1 + np.exp(-np.clip(scores, -FARTHEST_SCORE, FARTHEST_SCORE)))).astype(np.float32)
