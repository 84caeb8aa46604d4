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
    """One separate thing complained about, and where it is said."""

    start: int
    end: int
    category: str

    def as_dict(self) -> dict[str, Any]:
        return self._asdict()


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
            "confidence": dict(self.confidence or {}),
            "evidence": [evidence.as_dict() for evidence in self.evidence],
        }
