from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.doors.channels.file_import.rules.cells import said
from amends.doors.channels.file_import.rules.decoding import guess
from amends.doors.channels.file_import.rules.moments import is_believable, moment_in

ZONE = ZoneInfo("Asia/Shanghai")
CHINESE = "我买的电热水壶漏水，请尽快处理。" * 20


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-02-13", "2026-02-13T00:00:00+08:00"),
        ("2026-02-13T10:05:00", "2026-02-13T10:05:00+08:00"),
        ("2026-02-13T10:05:00Z", "2026-02-13T10:05:00+00:00"),
        ("2026-02-13 10:05:30+09:00", "2026-02-13T10:05:30+09:00"),
        ("2026/2/3 9:05", "2026-02-03T09:05:00+08:00"),
        ("2026.2.3", "2026-02-03T00:00:00+08:00"),
        ("2026年2月3日", "2026-02-03T00:00:00+08:00"),
        ("2026年2月3日 下午3点05分", "2026-02-03T15:05:00+08:00"),
        ("2026年2月3日 星期二 上午9:30:15", "2026-02-03T09:30:15+08:00"),
        ("２０２６－０２－０３", "2026-02-03T00:00:00+08:00"),
        ("2026/2/3 3:05 PM", "2026-02-03T15:05:00+08:00"),
        ("20260213", "2026-02-13T00:00:00+08:00"),
        ("20260213103000", "2026-02-13T10:30:00+08:00"),
        ("1767225600", "2026-01-01T08:00:00+08:00"),
        ("1767225600000", "2026-01-01T08:00:00+08:00"),
    ],
)
def test_dates_are_read_as_people_write_them(words: str, expected: str) -> None:
    assert moment_in(words, ZONE) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "words",
    ["", "昨天", "13/02/2026", "2026-13-40", "2026年2月30日", "12", "2026/2/3 25:00", "99999999", "1e400"],
)
def test_dates_that_would_have_to_be_guessed_are_not_read(words: str) -> None:
    assert moment_in(words, ZONE) is None


@pytest.mark.parametrize(("year", "believable"), [(1900, False), (1999, True), (2026, True), (2027, False)])
def test_only_believable_dates_start_clocks(year: int, believable: bool) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    assert is_believable(datetime(year, 4, 1, tzinfo=UTC), now) is believable


@pytest.mark.parametrize("cell", ["", " ", "无", "N/A", "-", "null", "暂无"])
def test_a_cell_may_say_that_there_is_nothing(cell: str) -> None:
    assert said(cell) == ""


@pytest.mark.parametrize(
    ("data", "name", "damaged"),
    [
        (CHINESE.encode(), "utf-8", False),
        (CHINESE.encode("utf-8-sig"), "utf-8-sig", False),
        (CHINESE.encode("gb18030"), "gb18030", False),
        (CHINESE.encode("utf-16"), "utf-16", False),
        ("漏水🙂".encode("gb18030"), "gb18030", False),
        (("我買的電熱水壺漏水，請盡快處理。" * 20).encode("big5"), "big5hkscs", False),
        (b"only ascii", "utf-8", False),
        (CHINESE.encode()[:-1], "utf-8", True),
        (CHINESE.encode() + b"\xff" + CHINESE.encode(), "utf-8", True),
        (b"\xff\xff\xff", "gb18030", True),
        (b"", "utf-8", False),
    ],
)
def test_the_encoding_is_told_from_the_bytes(data: bytes, name: str, damaged: bool) -> None:
    pieces = [data[start : start + 7] for start in range(0, len(data), 7)]
    found = guess(lambda: pieces)
    assert (found.name, found.damaged) == (name, damaged)
