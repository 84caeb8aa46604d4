"""A year's special days as they are written: a line each, such as `2027-02-06 holiday Spring Festival` or `2027-02-07 上班 春节`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

_LINE: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s*(?:-|–|—|~|至|to)\s*(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?)?[\s,，:：]+([^\s,，:：]+)[\s,，:：]*(.*)"
)
_WORDS: Final = {
    **dict.fromkeys(
        ("holiday", "off", "放假", "休", "假", "节假日", "休息", "停班", "假日", "節假日"), "holiday"
    ),
    **dict.fromkeys(("workday", "work", "上班", "班", "调休上班", "补班", "補班"), "workday"),
}
_LONGEST: Final = 31
NAME_LENGTH: Final = 80


class Written(NamedTuple):
    """One special day as it was entered."""

    day: date
    kind: str
    name: str


class BadLine(ValueError):
    """A line that cannot be used; `line` is its text, `why` one of: form, date, kind, year, twice."""

    def __init__(self, line: str, why: str) -> None:
        super().__init__(f"{why}: {line}")
        self.line, self.why = line, why


def days_of(text: str, year: int) -> list[Written]:
    """The special days of a year in order; stretches of days are written out; raises BadLine for the first line that is wrong."""
    found: dict[date, Written] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        for written in _days_in(line):
            if written.day.year != year:
                raise BadLine(line, "year")
            if written.day in found:
                raise BadLine(line, "twice")
            found[written.day] = written
    return [found[day] for day in sorted(found)]


def runs_of(days: Iterable[tuple[date, str, str]]) -> list[list[tuple[date, str, str]]]:
    """Special days in order, neighbours of one kind and name together."""
    runs: list[list[tuple[date, str, str]]] = []
    for day, kind, name in days:
        if runs and runs[-1][-1] == (day - timedelta(days=1), kind, name):
            runs[-1].append((day, kind, name))
        else:
            runs.append([(day, kind, name)])
    return runs


def written(days: Iterable[tuple[date, str, str]]) -> str:
    """Special days in order as `days_of` reads them, a line for each run."""
    lines = []
    for run in runs_of(days):
        (first, kind, name), last = run[0], run[-1][0]
        stretch = f"{first}" if first == last else f"{first} - {last}"
        lines.append(" ".join(filter(None, (stretch, kind, name))))
    return "\n".join(lines)


def _days_in(line: str) -> list[Written]:
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise BadLine(line, "form")
    kind = _WORDS.get(parts[7].lower())
    if kind is None:
        raise BadLine(line, "kind")
    try:
        first = date(int(parts[1]), int(parts[2]), int(parts[3]))
        last = date(int(parts[4] or parts[1]), int(parts[5]), int(parts[6])) if parts[5] else first
    except ValueError as error:
        raise BadLine(line, "date") from error
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST:
        raise BadLine(line, "date")
    name = parts[8].strip()[:NAME_LENGTH]
    return [Written(first + timedelta(days=offset), kind, name) for offset in range(length)]
