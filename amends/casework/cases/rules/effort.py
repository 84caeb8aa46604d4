"""How much work a case is, in ordinary cases: an ordinary one that has just come in counts 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SEVERITY: Final[Mapping[str, float]] = {"minor": 0.7, "moderate": 1.0, "severe": 1.6, "critical": 2.2}
# What is left to do; what waits for somebody else is still on the desk, so nothing that is open counts nothing.
STAGE: Final[Mapping[str, float]] = {"carry_out": 0.7, "review": 0.4}
A_DEGREE_OF_FEELING, A_RISK = 0.3, 0.4
HOT_FROM: Final = 70
EXTREME: Final = 3
RELIEVED: Final = frozenset({"violence"})


def effort_of(*, severity: str, intensity: int, has_risk: bool, stage: str) -> float:
    """The work of an open case, paused or not, to one place."""
    whole = SEVERITY.get(severity, 1.0) + A_DEGREE_OF_FEELING * max(intensity - 1, 0) + A_RISK * has_risk
    return round(whole * STAGE.get(stage, 1.0), 1)


def is_hot(*, heat: int | None, intensity: int, risks: list[str]) -> bool:
    """Whether the words weigh on whoever reads them: abuse, despair, threats, or a customer who is beside themselves."""
    return intensity >= EXTREME or (heat or 0) >= HOT_FROM or calls_for_relief(risks)


def calls_for_relief(risks: list[str]) -> bool:
    """Whether whoever had this case should not have the next heated one at once."""
    return bool(RELIEVED & set(risks))
