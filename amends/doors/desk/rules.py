"""How the desk shows things: pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from html import escape
from itertools import pairwise
from typing import Any

Span = Mapping[str, Any]


def marked(text: str, spans: Iterable[Span], name_of: Callable[[str], str]) -> str:
    """The text as safe HTML, with the words a label rests on in `<mark>`; overlapping spans share one mark."""
    size = len(text)
    fitting = [span for span in spans if 0 <= span["start"] < span["end"] <= size]
    edges = sorted({0, size, *(span["start"] for span in fitting), *(span["end"] for span in fitting)})
    parts: list[str] = []
    for start, end in pairwise(edges):
        labels = sorted({span["label"] for span in fitting if span["start"] <= start and end <= span["end"]})
        words = escape(text[start:end]).replace("\n", "<br>")
        if labels:
            names = escape("；".join(name_of(label) for label in labels))
            kinds = escape(" ".join(labels))
            words = f'<mark class="evidence" tabindex="0" data-labels="{kinds}" data-names="{names}">{words}</mark>'
        parts.append(words)
    return "".join(parts)


def with_passages(
    text: str,
    passages: Iterable[tuple[int, int, int]],
    spans: Iterable[Span],
    name_of: Callable[[str], str],
) -> str:
    """The same, with each passage (start, end, id of its point) as a place that a link can lead to."""
    spans, parts, done = list(spans), [], 0
    for start, end, point in sorted(passages):
        # Of two that overlap, the first one is the place of both.
        if done <= start < end <= len(text):
            inside = marked(text[start:end], shifted(spans, start, end), name_of)
            parts.append(marked(text[done:start], shifted(spans, done, start), name_of))
            parts.append(f'<span class="passage" id="point-{point}" tabindex="-1">{inside}</span>')
            done = end
    return "".join([*parts, marked(text[done:], shifted(spans, done, len(text)), name_of)])


def shifted(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """What of the spans lies in this stretch, counted from its start."""
    return [
        {**span, "start": max(span["start"], start) - start, "end": min(span["end"], end) - start}
        for span in spans
        if span["start"] < end and start < span["end"]
    ]


def plain_html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def with_names(text: str, names: Iterable[str], own: Iterable[str] = ()) -> str:
    """The same with each of these names behind an @ as a mark, one's `own` as another one."""
    longest_first = sorted({name for name in names if name}, key=len, reverse=True)
    if not longest_first:
        return plain_html(text)
    # As in what reads them: not inside an address of e-mail, and Latin names end where the word ends.
    each = (re.escape(name) + (r"(?![A-Za-z0-9_])" if name[-1].isascii() else "") for name in longest_first)
    named = re.compile(rf"(?<![A-Za-z0-9._-])[@＠]({'|'.join(each)})", re.IGNORECASE)
    mine = {name.casefold() for name in own}
    parts, done = [], 0
    for found in named.finditer(text):
        kind = " note-name-own" if found[1].casefold() in mine else ""
        name = f'<strong class="note-name{kind}">{escape(found[0])}</strong>'
        parts += [plain_html(text[done : found.start()]), name]
        done = found.end()
    return "".join([*parts, plain_html(text[done:])])


def in_words(left: timedelta) -> tuple[str, int]:
    """A length of time as its largest whole unit: ("days", 2), ("hours", 5) or ("minutes", 40)."""
    minutes = int(abs(left.total_seconds()) // 60)
    if minutes >= 48 * 60:
        return "days", minutes // (24 * 60)
    if minutes >= 60:
        return "hours", minutes // 60
    return "minutes", minutes
