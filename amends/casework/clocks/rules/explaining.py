"""The steps to a due time as plain values that a clock keeps, and back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from amends.casework.clocks.rules.deadlines import Deadline
from amends.foundation.calendars.rules.due import Step, StepKind
from amends.foundation.calendars.rules.working_time import WorkingTime


def explanation_of(length: str, hours: WorkingTime, found: Deadline) -> dict[str, Any]:
    """What a clock keeps of how its due time came about."""
    return {
        "length": length,
        "calendar": hours.code,
        "zone": hours.zone.key,
        "steps": [
            [
                step.kind.value,
                step.first.isoformat(),
                step.last.isoformat(),
                step.name,
                step.counted,
                step.known,
            ]
            for step in found.steps
        ],
        "pauses": [
            [one.span.start.isoformat(), one.span.end.isoformat(), one.by.total_seconds()]
            for one in found.moved
        ],
        "unpaused": found.unpaused.isoformat(),
        "due": found.at.isoformat(),
        "provisional": found.provisional,
    }


def steps_in(explanation: dict[str, Any]) -> tuple[Step, ...]:
    """The calendar's steps out of what a clock keeps."""
    return tuple(
        Step(StepKind(kind), date.fromisoformat(first), date.fromisoformat(last), name, counted, known)
        for kind, first, last, name, counted, known in explanation.get("steps", ())
    )


def pauses_in(explanation: dict[str, Any]) -> list[tuple[datetime, datetime, float]]:
    """Each ended pause with the seconds by which it moved the due time."""
    return [
        (datetime.fromisoformat(start), datetime.fromisoformat(end), seconds)
        for start, end, seconds in explanation.get("pauses", ())
    ]
