"""Points, tasks, promises and clocks of a case as the JSON that leaves the house."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from amends.casework.cases.models import Case, Grievance, PointEvidence, Promise, Task
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import Policy, bound, clocks_of, policy_now
from amends.casework.clocks.rules.explaining import steps_in
from amends.casework.clocks.rules.lights import light
from amends.foundation.calendars.rules.due import Due
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.calendars.text import lines_of
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member

POINT_FIELDS = (
    "position",
    "text",
    "category",
    "demands",
    "by_hand",
    "finding",
    "reason",
    "cause",
    "responsible",
    "remedy",
    "found_at",
)
TASK_FIELDS = (
    "kind",
    "asked",
    "state",
    "given_at",
    "accept_by",
    "finish_by",
    "due_at",
    "accepted_at",
    "ended_at",
    "result",
    "urged",
    "raised",
)
PROMISE_FIELDS = (
    "text",
    "source",
    "state",
    "made_at",
    "due_at",
    "remind_at",
    "confirmed_at",
    "ended_at",
    "reason",
    "told",
)
CLOCK_FIELDS = (
    "kind",
    "about",
    "rule_version",
    "started_at",
    "due_at",
    "unpaused_due_at",
    "stopped_at",
)


def person(member: Member | None) -> dict[str, Any] | None:
    return {"username": member.username, "name": str(member)} if member else None


def points_out(case: Case) -> list[dict[str, Any]]:
    points = case.grievances.select_related("found_by")
    return [point_out(one) for one in points.prefetch_related("evidence__attachment", "evidence__added_by")]


def point_out(point: Grievance) -> dict[str, Any]:
    return {
        "id": point.pk,
        **{name: getattr(point, name) for name in POINT_FIELDS},
        "found_by": person(point.found_by),
        "evidence": [evidence_out(one) for one in point.evidence.all()],
    }


def evidence_out(one: PointEvidence) -> dict[str, Any]:
    return {
        "id": one.pk,
        "file": one.attachment.name if one.attachment else "",
        "attachment": one.attachment_id,
        "message": one.message_id,
        "passage": one.passage,
        "added_by": person(one.added_by),
        "added_at": one.added_at,
    }


def task_out(task: Task) -> dict[str, Any]:
    return {
        "id": task.pk,
        "case": task.case.number,
        **{name: getattr(task, name) for name in TASK_FIELDS},
        "department": task.department.code,
        **{name: person(getattr(task, name)) for name in ("person", "given_by", "accepted_by", "ended_by")},
        "steps": [
            {
                "turn": step.turn,
                "department": step.department.code,
                "by": person(step.by),
                "to": person(step.to),
                "at": step.at,
                "words": step.words,
            }
            for step in task.steps.all()
        ],
    }


def promise_out(promise: Promise) -> dict[str, Any]:
    due = promise.due_at
    return {
        "id": promise.pk,
        "case": promise.case.number,
        **{name: getattr(promise, name) for name in PROMISE_FIELDS},
        "message": promise.message_id,
        "late": promise.is_open and due is not None and due < clock.now(),
        **{name: person(getattr(promise, name)) for name in ("owner", "made_by", "ended_by")},
    }


def clocks_out(case: Case) -> list[dict[str, Any]]:
    """Those that run first, the earliest due on top."""
    policy, now = policy_now(), clock.now()
    found: dict[int, list[Pause]] = {}
    for pause in Pause.objects.filter(clock__case=case).select_related("started_by"):
        found.setdefault(pause.clock_id, []).append(pause)
    clocks = sorted(clocks_of(case), key=lambda one: (one.stopped_at is not None, one.due_at, one.pk))
    leading = next((one.pk for one in clocks if not one.stopped_at and not one.paused_since), None)
    return [
        {**clock_out(one, policy, found.get(one.pk, []), now), "leads": one.pk == leading} for one in clocks
    ]


def clock_out(one: Clock, policy: Policy, pauses: Iterable[Pause], now: datetime) -> dict[str, Any]:
    spans = tuple(span for pause in pauses if (span := pause.span))
    share = bound(one, policy, spans).share(now)
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in CLOCK_FIELDS},
        "rule": one.rule_code,
        "state": "stopped" if one.stopped_at else "paused" if one.paused_since else "running",
        "met": one.was_met,
        "met_unpaused": one.was_met_unpaused,
        "used": round(share, 3),
        "light": light(share).value,
        "explained": explained(one),
        "pauses": [
            {
                "reason": pause.reason,
                "note": pause.note,
                "started_at": pause.started_at,
                "ended_at": pause.ended_at,
                "by": person(pause.started_by),
            }
            for pause in pauses
        ],
    }


def explained(one: Clock) -> list[str]:
    """The steps as they were worked out when the due time was set, in the reader's language."""
    length = length_of(one.explanation.get("length", ""))
    if length is None:
        return []
    due = Due(
        datetime.fromisoformat(one.explanation["unpaused"]),
        steps_in(one.explanation),
        one.explanation["provisional"],
    )
    return [f"{line.days}: {line.what}" for line in lines_of(due, length.unit)]
