"""How well complaints were read here: sums over the kept figures, at the same cost however many complaints there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from amends.oversight.learning.models import LabelFigure
from amends.oversight.learning.rules import WHOLE

SUMS: Final = {"n_shown": Sum("shown"), "n_confirmed": Sum("confirmed"), "n_corrected": Sum("corrected")}
# Fewer judgements than these say more about chance than about the engine.
ENOUGH: Final = 20
FEW: Final = 5
WEAK: Final = 0.3
WEAKEST: Final = 5


@dataclass
class Judged:
    """How often something was shown, found right, and found wrong; `became` says into what it was corrected."""

    shown: int = 0
    confirmed: int = 0
    corrected: int = 0
    became: Counter[str] = field(default_factory=Counter)

    @property
    def judged(self) -> int:
        return self.confirmed + self.corrected

    @property
    def right(self) -> float | None:
        """The share found right of what was judged; None where too little was judged to say."""
        return self.confirmed / self.judged if self.judged >= ENOUGH else None

    def add(self, row: Mapping[str, Any]) -> None:
        self.shown += row["n_shown"]
        self.confirmed += row["n_confirmed"]
        self.corrected += row["n_corrected"]
        if row["n_corrected"]:
            self.became[row["became"]] += row["n_corrected"]


@dataclass(frozen=True)
class Quality:
    """A period in figures: labels by field, whole complaints by language, category and engine, and the months."""

    labels: dict[str, dict[str, Judged]]
    whole: Judged
    languages: dict[str, Judged]
    categories: dict[str, Judged]
    engines: dict[str, Judged]
    months: dict[date, Judged]

    def of_field(self, name: str) -> Judged:
        """All labels of a field together."""
        found = Judged()
        for one in self.labels.get(name, {}).values():
            found.shown += one.shown
            found.confirmed += one.confirmed
            found.corrected += one.corrected
        return found

    @property
    def all_labels(self) -> Judged:
        found = Judged()
        for name in self.labels:
            one = self.of_field(name)
            found.confirmed += one.confirmed
            found.corrected += one.corrected
        return found

    @property
    def weak(self) -> list[tuple[str, str, Judged]]:
        """The labels that were wrong most often, of those judged often enough to say so."""
        found = [
            (name, label, one)
            for name, labels in self.labels.items()
            for label, one in labels.items()
            if one.judged >= FEW and one.corrected / one.judged >= WEAK
        ]
        return sorted(found, key=lambda row: -row[2].corrected)[:WEAKEST]


def how_well(*, since: date, until: date, language: str = "", category: str = "") -> Quality:
    """The figures of complaints received in the period, in three statements."""
    figures = LabelFigure.objects.filter(day__gte=since, day__lte=until)
    if language:
        figures = figures.filter(language=language)
    if category:
        figures = figures.filter(category=category)
    figures = figures.order_by()
    whole = figures.filter(field=WHOLE)
    labels = figures.exclude(field=WHOLE)
    found: dict[str, dict[str, Judged]] = {}
    for row in labels.values("field", "label", "became").annotate(**SUMS):
        found.setdefault(row["field"], {}).setdefault(row["label"], Judged()).add(row)
    rows = list(whole.values("engine", "language", "category", "became").annotate(**SUMS))
    return Quality(
        labels=found,
        whole=_by(rows, lambda row: "").get("", Judged()),
        languages=_by(rows, lambda row: row["language"]),
        categories=_by(rows, lambda row: row["category"]),
        engines=_by(rows, lambda row: row["engine"]),
        months=_months(labels),
    )


def _by(rows: Iterable[Mapping[str, Any]], key: Any) -> dict[str, Judged]:
    found: dict[str, Judged] = {}
    for row in rows:
        found.setdefault(key(row), Judged()).add(row)
    return dict(sorted(found.items(), key=lambda one: -one[1].shown))


def _months(labels: QuerySet[LabelFigure]) -> dict[date, Judged]:
    months = labels.annotate(month=TruncMonth("day")).values("month", "became").annotate(**SUMS)
    found: dict[date, Judged] = {}
    for row in months.order_by("month"):
        found.setdefault(row["month"], Judged()).add(row)
    return found
