"""Masking and comparing, as tables."""

from __future__ import annotations

from typing import Any

import pytest

from amends.oversight.learning.rules import NONE, facts_moved, hiding, judgements, masked, shown


@pytest.mark.parametrize(
    ("text", "names", "gone", "stays"),
    [
        ("我叫王小明，电话13800138000", ["王小明"], ["王小明", "13800138000"], "我叫"),
        ("电话 138-0013-8000 请回", [], ["0013"], "请回"),
        ("王先生和王女士都在", ["王小明"], ["王先生", "王女士"], "都在"),
        ("身份证11010519491231002X丢了", [], ["11010519491231002X"], "丢了"),
        ("邮箱wang.xm@example.com，请回复", [], ["wang.xm@example.com", "example"], "请回复"),
        ("This is Mary Ann Smith, mary here", ["Mary Ann Smith"], ["Mary", "Smith", "mary"], "here"),
        ("Summary of it", ["Mary"], [], "Summary of it"),
        ("我是林知夏，知夏给您回电", ["林知夏"], ["林知夏", "知夏"], "给您回电"),
        ("客服小林，林姐也在", ["林知夏"], ["小林", "林姐"], "也在"),
        ("小林子里的森林", ["林知夏"], [], "小林子里的森林"),
        ("找linzhixia，或者zhixia.lin", ["linzhixia"], ["linzhixia"], "zhixia.lin"),
        ("花了268元，6月18日买的", ["王"], [], "花了268元，6月18日买的"),
        ("王府井店", ["王小明"], [], "王府井店"),
        ("", ["王小明", "", "  "], [], ""),
    ],
)
def test_who_somebody_is_is_starred_out_and_places_stay(
    text: str, names: list[str], gone: list[str], stays: str
) -> None:
    found = masked(text, hiding(names))
    assert len(found) == len(text)
    assert not [word for word in gone if word in found]
    assert stays in found


def test_places_that_were_read_as_private_are_starred_out() -> None:
    assert masked("找店员小李退款", (), [(3, 5), (90, 99)]) == "找店员**退款"


@pytest.mark.parametrize(
    ("field", "read", "stands", "expected"),
    [
        ("emotion", "anger", "anger", [("anger", "anger")]),
        ("emotion", "anger", "calm", [("anger", "calm")]),
        ("category", "", "service", [(NONE, "service")]),
        ("category", "service", "", [("service", NONE)]),
        ("intensity", 2, 1, [("2", "1")]),
        ("demands", ["refund"], ["refund"], [("refund", "refund")]),
        (
            "demands",
            ["refund", "stop"],
            ["stop", "apology"],
            [("stop", "stop"), ("refund", NONE), (NONE, "apology")],
        ),
        ("risks", [], [], [(NONE, NONE)]),
        ("risks", [], ["legal"], [(NONE, "legal")]),
        ("risks", ["legal"], [], [("legal", NONE)]),
    ],
)
def test_what_was_read_is_compared_with_what_people_say(
    field: str, read: Any, stands: Any, expected: list[tuple[str, str]]
) -> None:
    assert judgements(field, read, stands) == expected


def test_facts_are_told_apart_by_their_place() -> None:
    date = {"kind": "date", "value": "2026-06-18", "start": 0, "end": 5}
    sum_ = {"kind": "amount", "value": "268", "start": 9, "end": 12}
    place = {"kind": "place", "value": "南屏", "start": 20, "end": 22}
    mended = {**sum_, "value": "286"}
    assert facts_moved([date, sum_, place], [date, mended]) == [
        ("date", ""),
        ("amount", "amount"),
        ("place", NONE),
    ]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("emotion", "calm", ["calm"]),
        ("category", "", [NONE]),
        ("risks", [], [NONE]),
        ("risks", ["legal"], ["legal"]),
    ],
)
def test_what_was_shown_is_named(field: str, value: Any, expected: list[str]) -> None:
    assert shown(field, value) == expected
