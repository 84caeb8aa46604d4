"""A customer's own numbered list: every item of it is said back, whole, as it was counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from amends.practice.replies.drafting.chinese import WISHES

DIGITS = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# How an item is counted: 1. (1) 一、 （一） ① 第一， 其一 问题1： 一是
COUNTED = re.compile(
    r"(?<![\d.．\-/~第A-Za-z])(?P<dot>\d{1,2})\s?[.、．)）](?!\d)|[（(](?P<round>\d{1,2})[）)](?!\d)"
    rf"|(?<![\u4e00-\u9fff])(?P<word>[{DIGITS}])[、.．](?=[^{DIGITS}])|[（(](?P<inside>[{DIGITS}])[）)]|(?P<ring>[{CIRCLED}])"
    rf"|(?<![\u4e00-\u9fff])(?:第(?P<rank>[{DIGITS}])(?:[点點]|(?=[，,、：:]))|其(?P<of>[{DIGITS}])(?=[，,、：:]))[，,、：:是]?"
    r"|(?<![\u4e00-\u9fff])(?:投[诉訴]|[问問][题題]|[诉訴]求|意[见見]|情[况況])\s?(?P<about>\d{1,2})\s?[：:、.．]"
    rf"|(?<![\u4e00-\u9fff])(?P<are>[{DIGITS}])是[，,：:]?(?=[^，。]{{4}})"
)
FEWEST = 2
# What follows the last item on a line of its own belongs to none.
ITS_END = re.compile(r"\n|_x000D_")


class Item(NamedTuple):
    """Where an item stands in the text, without its number."""

    start: int
    end: int


def items_of(text: str) -> list[Item]:
    """The items of the longest list in a text; none where nothing is counted from one upwards. What is wished for is no list of points."""
    told = WISHES.sub("", text)
    lists = [run for kind in COUNTED.groupindex for run in _lists(told, kind)]
    marks = max(lists, key=len, default=[])
    if len(marks) < FEWEST:
        return []
    ends = [after.start() for _mark, after in pairwise(marks)]
    last = ITS_END.search(told, marks[-1].end() + 1)
    return [
        Item(mark.end(), end)
        for mark, end in zip(marks, [*ends, last.start() if last else len(told)], strict=True)
    ]


def _lists(text: str, kind: str) -> Iterator[list[re.Match[str]]]:
    """Marks of one kind that count 1, 2, 3 …"""
    run: list[re.Match[str]] = []
    for mark in COUNTED.finditer(text):
        if mark[kind] is None:
            continue
        number = _number(mark[kind])
        if number == 1:
            yield run
            run = [mark]
        elif number == len(run) + 1:
            run.append(mark)
    yield run


def _number(mark: str) -> int:
    for digits in (DIGITS, CIRCLED):
        if mark in digits:
            return digits.index(mark) + 1
    return int(mark)
