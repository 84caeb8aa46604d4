"""How the desk shows things: pure."""

from __future__ import annotations

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


def plain_html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def in_words(left: timedelta) -> tuple[str, int]:
    """A length of time as its largest whole unit: ("days", 2), ("hours", 5) or ("minutes", 40)."""
    minutes = int(abs(left.total_seconds()) // 60)
    if minutes >= 48 * 60:
        return "days", minutes // (24 * 60)
    if minutes >= 60:
        return "hours", minutes // 60
    return "minutes", minutes
