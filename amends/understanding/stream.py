"""Reads a stream of JSON lines: same order out as in, the same memory however long it is, bad lines named and passed over."""

from __future__ import annotations

import gc
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final, NamedTuple

from amends.understanding.model import model
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
        "died": "读这一行的进程一再中断，没有结果",
    },
    "zh-Hant": {
        "utf-8": "這一行不是有效的 UTF-8 文字",
        "json": "這一行不是有效的 JSON",
        "object": "這一行應是 JSON 物件",
        "text": "缺少 text 欄位，或它不是字串",
        "id": "id 應是字串或數字",
        "died": "讀這一行的程序一再中斷，沒有結果",
    },
    "en": {
        "utf-8": "this line is not valid UTF-8",
        "json": "this line is not valid JSON",
        "object": "this line should be a JSON object",
        "text": "the field text is missing or not a string",
        "id": "id should be a string or a number",
        "died": "the process that read this line died again and again",
    },
}


def spare_the_collector() -> None:
    """For a process that reads much: what is loaded stays, and a reading leaves no circles, so Python need not look for them often."""
    model()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


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


def _bad_line(bad: _Bad, lang: str) -> Line:
    said = {"id": bad.id, "error": _TROUBLES[lang][bad.trouble]}
    return Line(json.dumps(said, ensure_ascii=False), False)


def read_lines(lines: list[bytes], lang: str) -> list[Line]:
    """The answers to a few lines, in their order."""
    parsed = [_parsed(line) for line in lines]
    readings = read_many([entry for entry in parsed if isinstance(entry, Entry)])
    return [
        _bad_line(entry, lang)
        if isinstance(entry, _Bad)
        else Line(json.dumps(next(readings).as_dict(), ensure_ascii=False), True)
        for entry in parsed
    ]


def unread(line: bytes, lang: str) -> Line:
    """The answer to a line whose reader died."""
    parsed = _parsed(line)
    return _bad_line(_Bad(parsed.id, "died") if isinstance(parsed, Entry) else parsed, lang)


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
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=spare_the_collector
    ) as pool:
        yield from in_order(
            lambda portion: pool.submit(read_lines, portion, lang).result, lines, workers * _AHEAD
        )


def in_order(
    submit: Callable[[list[bytes]], Callable[[], list[Line]]], lines: Iterable[bytes], most: int
) -> Iterator[Line]:
    """Submits portions of lines, never more than `most` at a time, and waits for their answers in the same order."""
    under_way: deque[Callable[[], list[Line]]] = deque()
    for portion in _portions(lines):
        under_way.append(submit(portion))
        if len(under_way) >= most:
            yield from under_way.popleft()()
    while under_way:
        yield from under_way.popleft()()
