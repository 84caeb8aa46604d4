"""Tasks in the reader's words: the parts of a result, and what happened to a task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from amends.casework.cases.choices import ASKED_BY_THE_HOUSE, TaskKind, TaskTurn
from amends.casework.cases.models import Task
from amends.casework.cases.rules.tasks import RESULT_FIELDS
from amends.casework.clocks.rules.lights import share_used

RESULT_NAMES = {
    "cause": lambda: _("Cause"),
    "responsible": lambda: _("Responsible part"),
    "countermeasure": lambda: _("Countermeasure"),
    "verification": lambda: _("How it is verified"),
    "order": lambda: _("Order number"),
    "part_number": lambda: _("Part number"),
    "quantity": lambda: _("Quantity"),
    "delivery_date": lambda: _("Delivery date"),
    "demand": lambda: _("Demand"),
    "reason": lambda: _("Reason"),
    "outcome": lambda: _("Result"),
    "wording": lambda: _("What may be said"),
}
LINES = {"order", "part_number", "quantity", "delivery_date", "responsible"}
ICONS = {
    TaskTurn.GIVEN: "tasks",
    TaskTurn.ACCEPTED: "check",
    TaskTurn.RETURNED: "undo",
    TaskTurn.DONE: "ok",
    TaskTurn.WITHDRAWN: "close",
    TaskTurn.URGED: "bell",
    TaskTurn.RAISED: "flag",
}


@cache
def _house_words() -> Mapping[str, str]:
    """Every way in which the house's own words may have been kept → their id."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {_(words): words for words in ASKED_BY_THE_HOUSE.values()}
    return found


def for_reader(words: str) -> str:
    """What the house asked for by itself in the reader's language; what people wrote stays theirs."""
    known = _house_words().get(words)
    return _(known) if known else words


def result_fields(kind: str, entered: Any = None) -> list[dict[str, Any]]:
    """What the form of a result asks for, with what was typed already."""
    return [
        {
            "name": one.name,
            "label": RESULT_NAMES[one.name](),
            "optional": not one.required,
            "limit": one.limit,
            "line": one.name in LINES,
            "value": (entered or {}).get(one.name, ""),
        }
        for one in RESULT_FIELDS[TaskKind(kind)]
    ]


def result_rows(task: Task) -> list[tuple[str, str]]:
    """Name and words of each part of a result that was filled in, in the order in which it is asked."""
    return [
        (str(RESULT_NAMES[one.name]()), task.result[one.name])
        for one in RESULT_FIELDS[TaskKind(task.kind)]
        if task.result.get(one.name)
    ]


def said_of(turn: str, by: str, department: str, to: str = "") -> str:
    """ "周承安 gave a task to 质量部" and the like, for the timeline and the story of a task."""
    words = {
        TaskTurn.GIVEN: _("%(name)s gave a task to %(department)s"),
        TaskTurn.ACCEPTED: _("%(name)s (%(department)s) accepted the task"),
        TaskTurn.RETURNED: _("%(name)s (%(department)s) returned the task"),
        TaskTurn.DONE: _("%(name)s (%(department)s) finished the task"),
        TaskTurn.WITHDRAWN: _("%(name)s withdrew the task of %(department)s"),
        TaskTurn.URGED: _("%(name)s urged %(department)s"),
        TaskTurn.RAISED: _("%(name)s raised the task to the lead of %(department)s"),
    }[TaskTurn(turn)]
    said = words % {"name": by, "department": department}
    return _("%(said)s: %(name)s") % {"said": said, "name": to} if to else said


def share_of(since: datetime, until: datetime | None, now: datetime) -> float | None:
    """How much of the time has gone; None without an end."""
    return round(share_used(since, until, now), 3) if until else None
