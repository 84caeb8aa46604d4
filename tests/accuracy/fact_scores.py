"""How many of the marked facts are found, and how many finds are right, by kind, part and language.

python -m tests.accuracy.fact_scores [--wrong]

`--wrong` lists what was missed and what was found wrongly in the part that may be looked at.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from amends.understanding import read_many
from amends.understanding.labels import FACT_KINDS
from amends.understanding.reader import Entry
from amends.understanding.reading import Fact

TEXTS: Final = Path(__file__).parents[2] / "amends" / "understanding" / "tests" / "fact_texts" / "texts.jsonl"
FIRST_MENTION: Final = frozenset({"product", "place", "staff"})
LEAST_SHARED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the facts that a reader marked in it."""

    id: str
    language: str
    written_at: datetime
    part: str
    text: str
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class Score:
    """Counts of one kind, part or language."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, other: Score) -> None:
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.missed + self.wrong or 1)


@dataclass(slots=True)
class Comparison:
    """One text: which marked facts were found, which were not, and which finds are wrong."""

    right: list[Fact] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    wrong: list[Fact] = field(default_factory=list)

    def scores(self) -> dict[str, Score]:
        counts = [Counter(fact.kind for fact in facts) for facts in (self.right, self.missed, self.wrong)]
        return {kind: Score(*(count[kind] for count in counts)) for kind in FACT_KINDS}


@cache
def texts() -> tuple[Marked, ...]:
    """The marked texts."""
    rows = map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines())
    return tuple(
        Marked(
            row["id"],
            row["language"],
            datetime.fromisoformat(row["written_at"]),
            row["part"],
            row["text"],
            tuple(Fact(*(fact[name] for name in Fact._fields)) for fact in row["facts"]),
        )
        for row in rows
    )


def agree(marked: Fact, found: Fact) -> bool:
    """Whether a find is the marked fact: same kind and value and touching it, or, for names, mostly the same words."""
    shared = min(marked.end, found.end) - max(marked.start, found.start)
    if marked.kind != found.kind or shared <= 0:
        return False
    if marked.kind in FIRST_MENTION:
        return shared >= LEAST_SHARED * (max(marked.end, found.end) - min(marked.start, found.start))
    return marked.value == found.value


def compare(text: str, marked: Sequence[Fact], found: Iterable[Fact]) -> Comparison:
    """Each marked fact is found at most once; a name said again is neither right nor wrong."""
    result = Comparison(missed=list(marked))
    rest = []
    for fact in found:
        match = next((one for one in result.missed if agree(one, fact)), None)
        if match is None:
            rest.append(fact)
        else:
            result.missed.remove(match)
            result.right.append(fact)
    named = {
        kind: [text[one.start : one.end] for one in marked if one.kind == kind] for kind in FIRST_MENTION
    }
    for fact in rest:
        words = text[fact.start : fact.end]
        if not any(words in name for name in named.get(fact.kind, ())):
            result.wrong.append(fact)
    return result


@cache
def comparisons() -> tuple[tuple[Marked, Comparison], ...]:
    """All texts read and compared."""
    readings = read_many([Entry(one.text, one.id, one.written_at) for one in texts()])
    return tuple(
        (one, compare(one.text, one.facts, reading.facts))
        for one, reading in zip(texts(), readings, strict=True)
    )


def scores(part: str | None = None, language: str | None = None) -> dict[str, Score]:
    """Scores by kind, and under `all` those of all kinds together."""
    found = {kind: Score() for kind in ("all", *FACT_KINDS)}
    for marked, comparison in comparisons():
        if part in (None, marked.part) and language in (None, marked.language):
            for kind, score in comparison.scores().items():
                found[kind].add(score)
                found["all"].add(score)
    return found


def _table() -> Iterable[str]:
    columns = {
        "all": scores(),
        **{part: scores(part) for part in ("tune", "held")},
        **{language: scores(language=language) for language in ("zh-Hans", "zh-Hant", "en")},
    }
    yield f"{'':16}" + "".join(f"{name:^26}" for name in columns)
    yield f"{'':16}" + f"{'precision recall   F1   ':26}" * len(columns)
    for kind in ("all", *FACT_KINDS):
        cells = (
            f"{score.precision:8.3f} {score.recall:6.3f} {score.f1:6.3f}   "
            for score in (column[kind] for column in columns.values())
        )
        yield f"{kind:16}" + "".join(cells)


def _wrong() -> Iterable[str]:
    for marked, comparison in comparisons():
        if marked.part != "tune":
            continue
        for sign, facts in (("-", comparison.missed), ("+", comparison.wrong)):
            for fact in facts:
                around = (
                    marked.text[max(0, fact.start - 12) : fact.start],
                    marked.text[fact.end : fact.end + 12],
                )
                yield f"{sign} {fact.kind:15} {marked.id} {around[0]}【{marked.text[fact.start : fact.end]}】{around[1]} = {fact.value}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(_wrong() if "--wrong" in sys.argv else _table()) + "\n")
