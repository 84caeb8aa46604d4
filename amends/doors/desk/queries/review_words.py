"""The words of the sheet by which replies are reviewed, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, pgettext

from amends.content.files import load
from amends.doors.desk.trail_names import REMARKS
from amends.practice.replies.review.choices import FULL, NONE, PART

APART = "-"
"""How “does not apply” stands in a form."""
STEPS = frozenset({str(FULL), str(PART), str(NONE), APART})
"""All that a form may say of a line."""


def sheet_words() -> Mapping[str, Any]:
    return load("review", get_language() or "")


def criterion_name(code: str) -> str:
    """Its name; a criterion of an older sheet that is gone is shown by its code."""
    return str(sheet_words().get(code, {}).get("name", code))


def remark_name(code: str) -> str:
    """What the check remarks, in a few words; a code that is gone is shown as it is."""
    return str(REMARKS.get(code, code))


def step_name(points: int | None) -> str:
    """How far something was done."""
    names: dict[int | None, str] = {
        FULL: pgettext("criterion", "done"),
        PART: pgettext("criterion", "half done"),
        NONE: pgettext("criterion", "not done"),
    }
    return names.get(points, pgettext("criterion", "does not apply"))


def step_tone(points: int | None) -> tuple[str, str]:
    """The tone and the icon that go with a step."""
    tones: dict[int | None, tuple[str, str]] = {
        FULL: ("green", "check"),
        PART: ("yellow", "circle"),
        NONE: ("red", "close"),
    }
    return tones.get(points, ("plain", "more"))


def steps(code: str, chosen: str) -> list[dict[str, Any]]:
    """The steps of one criterion for a form, each with what it means here."""
    words = sheet_words()[code]
    means = {FULL: words["full"], PART: words["part"], NONE: words["none"]}
    rows = [
        {"value": str(points), "name": step_name(points), "means": means[points], "on": chosen == str(points)}
        for points in (FULL, PART, NONE)
    ]
    return [*rows, {"value": APART, "name": step_name(None), "means": "", "on": chosen == APART}]


def points_in(value: str) -> int | None:
    """What a form says; anything else than the steps is refused further down."""
    if value == APART:
        return None
    return int(value) if value in {"0", "1", "2"} else -1
