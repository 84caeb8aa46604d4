"""Dates, durations and amounts in Chinese, in one pass over the numbers and the words that name days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from amends.understanding.languages.zh_hans.facts import QUANTITY
from amends.understanding.languages.zh_hans.times import DATE
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.dates import Latest, date_of
from amends.understanding.steps.facts.quantities import quantity_of

_RUN: Final = re.compile(r"(?<![\d.*])\d+")
_BACK: Final = frozenset("零〇一二两三四五六七八九十百千万亿半几廿卅成多余来个上这呢本下今把大前去旧出明")
_NOT_FIRST: Final = frozenset("多余来个上这呢本下今把大前去旧出明")
_SCALES: Final = frozenset("百千万亿")
_ALONE: Final = frozenset("周星礼百千")
_DAYS: Final = frozenset("年月号日天周星礼工个多-/.")
# 天 and 个 belong to a date only where it is said how long ago: 三天前, 3个月前.
_AGO_ONLY: Final = frozenset("天工个")
_AGO_ROOM: Final = 7
_LONGEST: Final = 12


def counted(page: Page) -> Iterator[Fact]:
    """Dates, durations and amounts in the order of the text."""
    plain = page.plain
    latest = Latest()
    done = 0
    starts = _starts(page)
    for start in sorted(starts) if len(starts) > 1 else starts:
        if start < done:
            continue
        hint = starts[start]
        first = start
        while plain[first : first + 1] in _NOT_FIRST:
            first += 1
        # 明 begins a day in 明天, and ends the word before a number in 標明二十二日.
        begins = first if plain[start:first] == "明" and DATE.match(plain, first) else start
        if hint in _DAYS and (found := DATE.match(plain, begins)):
            fact: Fact | None = date_of(page, found, latest)
            if fact is not None:
                done = fact.end
                yield fact
                continue
        counts = QUANTITY.match(plain, first)
        if counts:
            fact = quantity_of(page, counts)
            if fact is not None:
                done = fact.end
                yield fact


def _starts(page: Page) -> dict[int, str]:
    """Where a number or the name of a day begins, and the character that says what it may be."""
    plain = page.plain
    starts = {}
    if page.makeup["digit"]:
        for run in _RUN.finditer(plain):
            end = run.end()
            end += plain.startswith(" ", end)
            unit = plain[end : end + 1]
            starts[run.start()] = (
                "" if unit in _AGO_ONLY and "前" not in plain[end : end + _AGO_ROOM] else unit
            )
    for start, end, _kind in page.anchors.get("unit", ()):
        unit = plain[start]
        before = plain[start - 1 : start]
        # What stands after a scale is part of a number that begins further back, and has been noted there.
        if before in _SCALES or (before not in _BACK and unit not in _ALONE):
            continue
        begun, last = start, max(0, start - _LONGEST)
        while begun > last and plain[begun - 1] in _BACK:
            begun -= 1
        if not plain[begun - 1 : begun].isdigit():
            starts[begun] = "" if unit in _AGO_ONLY and "前" not in plain[end : end + _AGO_ROOM] else unit
    for start, _end, _kind in page.anchors_of("day"):
        starts[start] = "日"
    return starts
