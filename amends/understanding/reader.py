"""Reads texts: the one entrance to the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from amends.understanding.batch import Batch
from amends.understanding.contributions import Contributions, Values, contributions_of
from amends.understanding.house.keeping import adjusted
from amends.understanding.measures import measure
from amends.understanding.model import group_counts, model
from amends.understanding.page import Page
from amends.understanding.pages import pages_of
from amends.understanding.reading import Fact, Grievance, Reading
from amends.understanding.steps import (
    category,
    demands,
    emotion,
    evidence,
    expectation,
    facts,
    grievances,
    kind,
    letters,
    mode,
    motive,
    needs,
    persona,
    risks,
    severity,
)
from amends.understanding.steps.scores import Choice, Scores, Selection, scores_of

MOST_TEXTS: Final = 128
MOST_CHARACTERS: Final = 32_768
_SAYING_NOTHING: Final = frozenset({"persona:unclear", "severity:minor", "emotion:calm"})


class Entry(NamedTuple):
    """A text to be read, with what is known about it."""

    text: str
    id: str | None = None
    written_at: datetime | None = None


def read(text: str, *, id: str | None = None, written_at: datetime | None = None) -> Reading:
    """What one text says; relative dates are resolved against `written_at`. Any string is read, none raises."""
    return _read_batch([Entry(text, id, written_at)])[0]


def read_many(entries: Iterable[Entry | str]) -> Iterator[Reading]:
    """Readings in the order of the entries, made in small batches, so that memory stays the same however many come."""
    waiting: list[Entry] = []
    characters = 0
    for entry in entries:
        waiting.append(Entry(entry) if isinstance(entry, str) else entry)
        characters += len(waiting[-1].text)
        if len(waiting) >= MOST_TEXTS or characters >= MOST_CHARACTERS:
            yield from _read_batch(waiting)
            waiting, characters = [], 0
    if waiting:
        yield from _read_batch(waiting)


def _read_batch(entries: Sequence[Entry]) -> list[Reading]:
    engine = model()
    batch = Batch.of([entry.text for entry in entries])
    pages = pages_of(batch, [entry.written_at for entry in entries])
    found = [facts.find(page) for page in pages]
    measures = np.array([measure(page, of) for page, of in zip(pages, found, strict=True)])
    terms = engine.known(batch)
    first = engine.first_scores(terms, len(entries))
    table = adjusted(batch, engine.heads, engine.scores(first, group_counts(batch, batch.hits), measures))
    scores = scores_of(engine.heads, table)
    passages = contributions_of(engine, terms, batch.starts)
    return [_reading(_Text(*of)) for of in zip(entries, pages, found, scores, passages, strict=True)]


class _Text(NamedTuple):
    """One text with all that was prepared for it."""

    entry: Entry
    page: Page
    facts: tuple[Fact, ...]
    scores: Scores
    passages: Contributions

    def clause_worth(self) -> Values:
        """What each clause adds to each output."""
        return self.passages.of_spans(self.page.clauses)


def _reading(text: _Text) -> Reading:
    what = kind.find(text.page, text.scores)
    points = letters.find(text.page, text.passages) if letters.is_long(text.page) else ()
    if what.label == "complaint":
        return _complaint(text, what.confidence, points)
    if letters.is_complaint(points):
        return _complaint(text, round(1 - what.confidence, 3), points)
    threats = ("violence",) if risks.threatens_life(text.page) else ()
    labels = (f"kind:{what.label}", *(f"risks:{risk}" for risk in threats))
    return Reading(
        id=text.entry.id,
        language=text.page.language,
        kind=what.label,
        facts=text.facts,
        risks=threats,
        confidence={"kind": what.confidence},
        evidence=evidence.find(text.page, text.passages, text.clause_worth(), labels),
    )


class _Found(NamedTuple):
    """What each step found in one complaint."""

    category: Choice
    categories: Selection
    emotion: Choice
    intensity: Choice
    motive: Choice
    motives: Selection
    demands: Selection
    mode: Choice
    severity: Choice
    risks: Selection
    persona: Choice

    @classmethod
    def in_text(cls, text: _Text) -> _Found:
        page, scores = text.page, text.scores
        at_risk = risks.find(page, scores)
        return cls(
            *category.find(page, scores, at_risk),
            *emotion.find(scores),
            *motive.find(scores),
            demands.find(page, scores),
            mode.find(scores),
            severity.find(scores, at_risk),
            at_risk,
            persona.find(page, scores),
        )

    @property
    def labels(self) -> list[str]:
        """All labels as `head:label`, the way evidence names them."""
        return [
            *[f"category:{label}" for label in self.categories.labels],
            f"emotion:{self.emotion.label}",
            *[f"motive:{label}" for label in self.motives.labels],
            *[f"demands:{label}" for label in self.demands.labels],
            f"severity:{self.severity.label}",
            *[f"risks:{label}" for label in self.risks.labels],
            f"persona:{self.persona.label}",
        ]

    def confidence(self, sure: float) -> dict[str, float]:
        return {
            "kind": sure,
            "category_all": self.categories.confidence,
            "motive_all": self.motives.confidence,
            "category": self.category.confidence,
            "emotion": self.emotion.confidence,
            "intensity": self.intensity.confidence,
            "motive": self.motive.confidence,
            "demands": self.demands.confidence,
            "mode": self.mode.confidence,
            "severity": self.severity.confidence,
            "risks": self.risks.confidence,
            "persona": self.persona.confidence,
        }


def _complaint(text: _Text, sure: float, points: tuple[Grievance, ...]) -> Reading:
    """`points` are the grievances of a letter; a shorter text is searched for its own."""
    page, worth, found = text.page, text.clause_worth(), _Found.in_text(text)
    labels, categories, demands = found.labels, found.categories.labels, found.demands.labels
    telling = [label for label in labels if label not in _SAYING_NOTHING]
    shown = evidence.find(page, text.passages, worth, telling)
    if points:
        # A page of its own may say what is lost among thirty.
        categories = tuple(dict.fromkeys([*categories, *(point.category for point in points)]))
        demands = tuple(dict.fromkeys([*demands, *chain.from_iterable(point.demands for point in points)]))
        added = [f"category:{one}" for one in categories] + [f"demands:{one}" for one in demands]
        added = [label for label in added if label not in labels]
        labels = labels + added
        shown += evidence.find(page, text.passages, worth, added)
    else:
        points = grievances.find(page, text.passages, worth, found.category.label, categories, shown)
    wanted = needs.find(page, labels)
    return Reading(
        id=text.entry.id,
        language=page.language,
        kind="complaint",
        category=found.category.label,
        category_all=categories,
        emotion=found.emotion.label,
        intensity=int(found.intensity.label),
        motive=found.motive.label,
        motive_all=found.motives.labels,
        demands=demands,
        mode=found.mode.label,
        severity=found.severity.label,
        risks=found.risks.labels,
        persona=found.persona.label,
        needs=wanted,
        facts=text.facts,
        grievances=points,
        expectation=expectation.find(page, labels, categories, demands, wanted, text.facts),
        confidence=found.confidence(sure),
        evidence=shown + needs.shown_by(page, wanted, shown),
    )
