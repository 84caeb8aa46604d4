"""What the guide has to know of a case: its reading, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """A case at one moment, seen by one handler; labels are those of a reading, "" when unknown."""

    language: str = "zh-Hans"
    stage: str = "listen"
    kind: str = "complaint"
    category: str = ""
    emotion: str = ""
    intensity: int = 0
    motive: str = ""
    persona: str = "unclear"
    mode: str = ""
    severity: str = ""
    risks: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    """Of expectation: least, asked, beyond."""
    origins: tuple[str, ...] = ()
    medium: str = ""
    """By phone, face to face, online or in writing."""
    # How far it has come
    first_reply_sent: bool = False
    customer_waiting: bool = False
    proposal_sent: bool = False
    choice_made: bool = False
    solved: bool = False
    followed_up: bool = False
    satisfied: bool | None = None
    cause_recorded: bool = False
    closed: bool = False
    # Risks already passed on; None while nobody keeps that record.
    escalated: frozenset[str] | None = None

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Family → the labels that hold here. A text that is no complaint has its kind and its medium only."""
        always = {"kind": (self.kind,), "medium": (self.medium,) if self.medium else ()}
        if self.kind != "complaint":
            return always
        single = ("severity", "emotion", "mode", "motive", "category", "persona", "stage")
        return {
            **always,
            **{name: (value,) for name in single if (value := getattr(self, name))},
            "risk": self.risks,
            "expectation": self.levels,
            "origin": self.origins,
            "need": self.needs,
        }
