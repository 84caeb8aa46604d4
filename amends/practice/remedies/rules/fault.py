"""Whose doing it was, from what was found of a complaint's points: pure."""

from __future__ import annotations

from collections.abc import Iterable

from amends.practice.remedies.rules.policy import Fault

NOT_OURS = "misunderstanding"
BY_OUTCOME = {"UPH": Fault.OURS, "PUP": Fault.PARTLY, "NUP": Fault.NOT_OURS, "NUG": Fault.NOT_OURS}


def fault_of(findings: Iterable[tuple[str, str]], *, responsible: str = "", outcome: str = "") -> Fault:
    """From (finding, who answers for it) of each point; else from the ending, else from the investigation's record."""
    found = {_of_point(finding, who) for finding, who in findings if finding}
    known = found - {Fault.OPEN}
    if known:
        return known.pop() if len(known) == 1 else Fault.PARTLY
    if outcome in BY_OUTCOME:
        return BY_OUTCOME[outcome]
    if found or not responsible:
        return Fault.OPEN
    return Fault.NOT_OURS if responsible == NOT_OURS else Fault.OURS


def _of_point(finding: str, responsible: str) -> Fault:
    if finding == "not_upheld" or (finding == "upheld" and responsible == NOT_OURS):
        return Fault.NOT_OURS
    return {"upheld": Fault.OURS, "partly": Fault.PARTLY}.get(finding, Fault.OPEN)
