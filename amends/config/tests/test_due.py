"""`amends due` also takes the code of a rule of deadlines."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from amends.casework.clocks.models import PolicyChange, PolicyRule
from amends.foundation.calendars.actions import set_up_mainland
from amends.foundation.kernel import clock


def told(*words: str) -> str:
    out = StringIO()
    call_command("due", *words, stdout=out)
    return out.getvalue().rstrip()


def test_a_rule_stands_for_its_length_and_calendar(company: Any) -> None:
    set_up_mainland(by=company.house)
    assert told("2026-02-13T10:00", "solution").endswith("2026-02-16T10:00")
    now = clock.now()
    change = PolicyChange.objects.create(
        entered_by=company.administrator,
        entered_at=now,
        decided_by=company.manager,
        decided_at=now,
        confirmed=True,
    )
    PolicyRule.objects.create(
        change=change,
        code="solution",
        version=1,
        kind="solution",
        length="7wd",
        calendar="cn",
        confidence="P",
    )
    assert told("2026-02-13T10:00", "solution").endswith("2026-03-02T10:00")


def test_neither_a_length_nor_a_rule_is_refused(company: Any) -> None:
    set_up_mainland(by=company.house)
    with pytest.raises(CommandError):
        told("2026-02-13T10:00", "whenever")
