"""Editions as people write them; no test remembers the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.practice.playbook import queries
from amends.practice.playbook.actions import begin_edition, change_line, decide_edition, hand_in
from amends.practice.playbook.models import Edition

KEY = "emotion.anger.say.timetable"
WORDS = {
    "zh-Hans": "时间表现在就给您。",
    "zh-Hant": "時間表現在就給您。",
    "en": "Here is the timetable, now.",
}


@pytest.fixture
def written(company: Any) -> Callable[..., Edition]:
    """A draft of the administrator's with one sentence worded otherwise."""

    def act(key: str = KEY, **change: Any) -> Edition:
        edition = begin_edition(by=company.administrator)
        change = change or {"texts": WORDS}
        return change_line(edition_id=edition.pk, key=key, by=company.administrator, **change)

    return act


@pytest.fixture
def confirmed(company: Any, written: Callable[..., Edition]) -> Callable[..., Edition]:
    """The same, handed in by the administrator and put in force by the manager."""

    def act(key: str = KEY, **change: Any) -> Edition:
        edition = written(key, **change)
        hand_in(edition_id=edition.pk, reason="说得更直接", by=company.administrator)
        decided = decide_edition(edition_id=edition.pk, confirm=True, by=company.manager)
        queries.forget()
        return decided

    return act
