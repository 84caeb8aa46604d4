"""Reads a stream of JSON lines: same order out as in, the same memory however long it is, bad lines named and passed over."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final, NamedTuple

from amends.understanding.reader import Entry, read_many

LINES_AT_ONCE: Final = 128
_AHEAD: Final = 3

_TROUBLES: Final[dict[str, dict[str, str]]] = {
    "zh-Hans": {
        "utf-8": "这一行不是有效的 UTF-8 文本",
        "json": "这一行不是有效的 JSON",
        "object": "这一行应是 JSON 对象",
        "text": "缺少 text 字段，或它不是字符串",
        "id": "id 应是字符串或数字",
    },
    "zh-Hant": {
        "utf-8": "這一行不是有效的 UTF-8 文字",
        "json": "這一行不是有效的 JSON",
        "object": "這一行應是 JSON 物件",
        "text": "缺少 text 欄位，或它不是字串",
        "id": "id 應是字串或數字",
    },
    "en": {
        "utf-8": "this line is not valid UTF-8",
        "json": "this line is not valid JSON",
        "object": "this line should be a JSON object",
        "text": "the field text is missing or not a string",
        "id": "id should be a string or a number",
    },
}


class Line(NamedTuple):
    """One line out, and whether it is a reading."""

    json: str
    good: bool


class _Bad(NamedTuple):
    id: Any
    trouble: str


def _parsed(line: bytes) -> Entry | _Bad:
    try:
        said = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return _Bad(None, "utf-8")
    except (ValueError, RecursionError):
        return _Bad(None, "json")
    if not isinstance(said, dict):
        return _Bad(None, "object")
    name, text = said.get("id"), said.get("text")
    if isinstance(name, bool) or not isinstance(name, str | int | float | None):
        return _Bad(None, "id")
    if not isinstance(text, str):
        return _Bad(name, "text")
    return Entry(text, name)  # type: ignore[arg-type]  # a number given as id comes back as that number


def read_lines(lines: list[bytes], lang: str) -> list[Line]:
    """The answers to a few lines, in their order."""
    parsed = [_parsed(line) for line in lines]
    readings = read_many([entry for entry in parsed if isinstance(entry, Entry)])
    answers = []
    for entry in parsed:
        if isinstance(entry, _Bad):
            said: dict[str, Any] = {"id": entry.id, "error": _TROUBLES[lang][entry.trouble]}
        else:
            said = next(readings).as_dict()
        answers.append(Line(json.dumps(said, ensure_ascii=False), isinstance(entry, Entry)))
    return answers


def _portions(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    filled = (line for line in lines if line.strip())
    while portion := list(islice(filled, LINES_AT_ONCE)):
        yield portion


def read_stream(lines: Iterable[bytes], *, lang: str, workers: int = 1) -> Iterator[Line]:
    """The answers to all lines, one by one; empty lines are passed over."""
    if workers <= 1:
        for portion in _portions(lines):
            yield from read_lines(portion, lang)
        return
    # A fresh process each, so that nothing of this one is shared; only a few portions are under way at a time.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from _in_order(lambda portion: pool.submit(read_lines, portion, lang), lines, workers * _AHEAD)


def _in_order(
    submit: Callable[[list[bytes]], Future[list[Line]]], lines: Iterable[bytes], most: int
) -> Iterator[Line]:
    under_way: deque[Future[list[Line]]] = deque()
    for portion in _portions(lines):
        under_way.append(submit(portion))
        if len(under_way) >= most:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()
