"""The day is the house's: a moment in UTC has yesterday's date for the first eight hours of a day in China."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
UTC_DAY: Final = re.compile(r"\b(?:now|\w+_at)\b(?:\(\))?(?: [+-] timedelta\([^)]*\))?\)?\.date\(\)")
LOCAL: Final = re.compile(r"\b(?:localtime|localdate|local)\(")


def days_of_utc(source: str) -> list[str]:
    return [line.strip() for line in source.splitlines() if UTC_DAY.search(line) and not LOCAL.search(line)]


def test_no_day_is_taken_of_a_moment_in_utc() -> None:
    files = [
        *(ROOT / "amends").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "tools").rglob("*.py"),
    ]
    found = {
        str(one.relative_to(ROOT)): lines
        for one in files
        if one != Path(__file__) and (lines := days_of_utc(one.read_text("utf-8")))
    }
    assert not found, "clock.today() or timezone.localdate(…) gives the day of the house"


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("on = (clock.now() + timedelta(days=3)).date()", True),
        ("day = self.now.date()", True),
        ("datetime.now().date()", True),
        ("(version.approved_at or version.written_at).date()", True),
        ("day = localtime(clock.now()).date()", False),
        ("calendar.local(now).date()", False),
        ("on = clock.today() + timedelta(days=3)", False),
    ],
)
def test_what_is_found(line: str, is_found: bool) -> None:
    assert bool(days_of_utc(line)) is is_found
