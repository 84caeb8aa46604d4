"""What of the advice was done or left out, as the records of the stages hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.practice.playbook.rules.advice import Line
from amends.practice.playbook.rules.steps import ESCALATIONS


@dataclass(frozen=True)
class Tick:
    """One thing that was done or left out."""

    key: str
    title: str
    done: bool
    reason: str
    by: str
    at: datetime
    stage: str


def ticks_in(records: Iterable[tuple[str, Sequence[Mapping[str, Any]]]]) -> dict[str, Tick]:
    """By what they are ticked by, the latest each; `records` are (stage, steps) in their order."""
    found: dict[str, Tick] = {}
    for stage, steps in records:
        for step in steps:
            at = datetime.fromisoformat(step["at"])
            found[step["key"]] = Tick(
                step["key"], step["title"], step["done"], step["reason"], step["by"], at, stage
            )
    return found


def passed_on(ticks: Mapping[str, Tick]) -> frozenset[str]:
    """The risks whose step was done or left out with a reason; "critical" for the crisis team."""
    risks = {risk for risk, step in ESCALATIONS.items() if f"step:{step}" in ticks}
    return frozenset(risks | ({"critical"} if "step:crisis_team" in ticks else set()))


def tick_of(line: Line, ticks: Mapping[str, Tick], here: Mapping[str, Tick]) -> Tick | None:
    """What belongs to a stage is done anew each time the case is in it; everything else is done once."""
    bound = any(label.startswith("stage:") for label in line.labels)
    return (here if bound else ticks).get(line.tick)
