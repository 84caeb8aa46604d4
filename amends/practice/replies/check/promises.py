"""Promises: each needs a time and somebody who keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from amends.practice.replies.check.acts import Acts, Clause
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.phrases import Hit, trimmed
from amends.practice.replies.check.text import QUOTED, Span, Text
from amends.practice.replies.check.words import Words

CONDITIONAL = re.compile(r"(?:如果?|若|假如|一旦|需要时|需要時|\bif\b|\bshould you\b)", re.I)


@dataclass(frozen=True)
class Promise:
    """Words that bind us: who, what, and whether a time stands with them."""

    start: int
    end: int
    rest: str
    vague: bool
    dated: bool


def promises_in(text: Text, words: Words) -> list[Promise]:
    """Every promise of a reply in order."""
    found = []
    for match in words.lexicon["promise"].finditer(text.reply):
        groups = match.groupdict()
        start, end = trimmed(text.reply, match.start(), match.end())
        vague = bool(groups.get("lead") or any(groups.get(name) for name in ("vague", "vague2", "vague3")))
        vague = vague or words.has("vague", match.group())
        if text.is_quoted(start, end) or text.is_noted(start, end):
            continue
        if not vague and CONDITIONAL.search(text.clause_before(start)):
            continue
        found.append(Promise(start, end, groups["rest"], vague, _dated(text, words, start, vague)))
    return found


def promise_hits(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Promises without a time, and the first promise of a reply in which nobody stands up for it."""
    promises = promises_in(text, words)
    known = [(promise.start, promise.end) for promise in promises]
    others = [
        one
        for one in text.promised()
        if not _touches(one.span, known) and not text.is_quoting(one.span.start, one.span.end)
    ]
    yield from _undated(text, words, context, promises, others)
    if not _owned(text, words, context):
        if promises:
            first = promises[0]
            dated = first.dated or text.is_dated_at(first.start)
            better = _owned_by(first, words, context) if dated else _reworded(first, words, context)
            yield "no_owner", first.start, first.end, better
        elif others:
            start, end = trimmed(text.reply, others[0].span.start, others[0].span.end)
            yield "no_owner", start, end, to_be_dated(words, context)


def _undated(
    text: Acts, words: Words, context: CheckContext, promises: list[Promise], others: list[Clause]
) -> Iterator[Hit]:
    """Promises by their words, those by their sense, and words that only ask for patience."""
    for promise in promises:
        if not promise.dated and not text.is_dated_at(promise.start):
            yield "no_time", promise.start, promise.end, _reworded(promise, words, context)
    for clause in others:
        if not text.is_dated(clause):
            start, end = trimmed(text.reply, clause.span.start, clause.span.end)
            yield "no_time", start, end, to_be_dated(words, context)
    for match in words.lexicon["waiting"].finditer(text.reply):
        start, end = trimmed(text.reply, match.start(), match.end())
        told = any(one.start() <= start < one.end() for one in QUOTED.finditer(text.reply))
        if not promises and not told and not _dated(text, words, start, vague=True):
            yield "no_time", start, end, to_be_dated(words, context)


def _touches(span: Span, known: list[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in known)


def _dated(text: Text, words: Words, position: int, vague: bool) -> bool:
    """A time in the same sentence or the next; a plain promise may also have had it just before."""
    near = text.around(position, before=0 if vague else 1, after=1 if vague else 2)
    return any(words.has("deadline", sentence) for sentence in near)


def _owned(text: Acts, words: Words, context: CheckContext) -> bool:
    nobody = any(text.has("anonymous", one.words) for one in text.promised())
    return (
        text.has("owned")
        or (text.has("named") and not nobody)
        or bool(context.owner and context.owner in text.reply)
    )


def _reworded(promise: Promise, words: Words, context: CheckContext) -> str:
    """The same promise with who and when; vague words are dropped."""
    rest = words.lexicon["vague"].sub("", promise.rest).rstrip(" ,，")
    rest = re.sub(r"\s{2,}", " ", rest)
    if words.language != "en":
        rest = re.sub(r"^[会將将會在]+", "", rest.strip())
    return _suggestion(words, context, "promise", rest)


def _owned_by(promise: Promise, words: Words, context: CheckContext) -> str:
    """The same promise with who; its time stands in it or beside it already."""
    rest = (
        promise.rest.strip() if words.language == "en" else re.sub(r"^[会将將會]+", "", promise.rest.strip())
    )
    return _suggestion(words, context, "owned", rest)


def to_be_dated(words: Words, context: CheckContext) -> str:
    """A promise with who and when, where the words themselves give nothing to reword."""
    return _suggestion(words, context, "waiting", "")


def _suggestion(words: Words, context: CheckContext, name: str, rest: str) -> str:
    known = words.suggestions
    return known[name].format(
        who=context.owner or known["who"], time=context.promise_by or known["time"], rest=rest
    )
