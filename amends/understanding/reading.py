"""What one text says: the result of the engine, as plain values that travel as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Fact(NamedTuple):
    """A checkable detail of the text; `value` is normalised (ISO dates, plain decimals) where that is possible."""

    kind: str
    value: str
    unit: str | None
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        return self._asdict()


class Grievance(NamedTuple):
    """One separate thing complained about: where it is said first, and what is asked for it.

    `asked` are the words of the request, `passage` the words to quote. `page` counts from 1 and `paragraph` from 1 on its
    page; both are None where the text fits on one page. `mentions` says how often the text comes back to it.
    """

    start: int
    end: int
    category: str
    demands: tuple[str, ...] = ()
    asked: tuple[int, int] | None = None
    passage: tuple[int, int] = (0, 0)
    page: int | None = None
    paragraph: int | None = None
    mentions: int = 1

    def as_dict(self) -> dict[str, Any]:
        spans = {name: {"start": span[0], "end": span[1]} if span else None for name, span in self._spans()}
        return {**self._asdict(), "demands": list(self.demands), **spans}

    def _spans(self) -> list[tuple[str, tuple[int, int] | None]]:
        return [("asked", self.asked), ("passage", self.passage)]


class Wish(NamedTuple):
    """What a complaint of this origin likely wishes, and whether the text itself asks for it."""

    origin: str
    wish: str
    asked: bool


class Expectation(NamedTuple):
    """What the writer will count as solved, in three levels; what each is taken from stands in `steps/expectation.py`."""

    least: tuple[str, ...]
    asked: tuple[str, ...]
    beyond: tuple[str, ...]
    wishes: tuple[Wish, ...]
    redress: tuple[str, ...]
    escalation: str

    def as_dict(self) -> dict[str, Any]:
        lists = {name: list(value) for name, value in self._asdict().items() if isinstance(value, tuple)}
        return {**lists, "wishes": [wish._asdict() for wish in self.wishes], "escalation": self.escalation}


class Evidence(NamedTuple):
    """Words that a label rests on; `label` is `head:label`, such as `emotion:anger`."""

    label: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        return self._asdict()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engine found in one text; the labels below `kind` are empty unless it is a complaint."""

    id: str | None
    language: str
    kind: str
    category: str | None = None
    category_all: tuple[str, ...] = ()
    emotion: str | None = None
    intensity: int | None = None
    motive: str | None = None
    motive_all: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    mode: str | None = None
    severity: str | None = None
    risks: tuple[str, ...] = ()
    persona: str | None = None
    needs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    grievances: tuple[Grievance, ...] = ()
    expectation: Expectation | None = None
    confidence: dict[str, float] | None = None
    evidence: tuple[Evidence, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The JSON of the contract; offsets are code points of the text as given."""
        return {
            "id": self.id,
            "language": self.language,
            "kind": self.kind,
            "category": self.category,
            "category_all": list(self.category_all),
            "emotion": self.emotion,
            "intensity": self.intensity,
            "motive": self.motive,
            "motive_all": list(self.motive_all),
            "demands": list(self.demands),
            "mode": self.mode,
            "severity": self.severity,
            "risks": list(self.risks),
            "persona": self.persona,
            "needs": list(self.needs),
            "facts": [fact.as_dict() for fact in self.facts],
            "grievances": [grievance.as_dict() for grievance in self.grievances],
            "expectation": self.expectation.as_dict() if self.expectation else None,
            "confidence": dict(self.confidence or {}),
            "evidence": [evidence.as_dict() for evidence in self.evidence],
        }
