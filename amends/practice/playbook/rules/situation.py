"""What the guide has to know of a case: its reading, and how far it has come."""

from __future__ import annotations

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
