"""Checks one reply against the complaint it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from amends.content.files import load
from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.completeness import quotable, unanswered_hits
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.finding import SEVERITY, Finding
from amends.practice.replies.check.fitting import WHOLE, whole_clause
from amends.practice.replies.check.missing import missing_hits
from amends.practice.replies.check.money import limit_for, money_hits
from amends.practice.replies.check.phrases import Hit, direct_hits
from amends.practice.replies.check.promises import promise_hits
from amends.practice.replies.check.senses import sense_hits
from amends.practice.replies.check.sums import closed_up, like, sums_in
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.tone import canned_hits, tone_hits
from amends.practice.replies.check.verdict import weighed
from amends.practice.replies.check.words import Words, language_of, words_for

CHECKS = (
    direct_hits,
    sense_hits,
    promise_hits,
    missing_hits,
    unanswered_hits,
    money_hits,
    canned_hits,
    tone_hits,
)
# Faults of manner that are easily taken for one another; the yielding are said of a sentence only where none of the others is surer.
ALIKE = (
    "denies_feeling",
    "justifies",
    "blames_customer",
    "blames_others",
    "negative_wording",
    "wrong_tone",
    "threatens",
)
YIELDING = ("justifies", "blames_others")
# Each sum and each name is a remark of its own.
NAMES_EACH = ("over_authority", "exposes_data")
# Longer texts are letters with attachments pasted in; checking their beginning keeps typing smooth.
CHECKED_LENGTH = 20_000


def check_reply(reply: str, *, complaint: str = "", context: CheckContext | None = None) -> list[Finding]:
    """Findings in the order of the text; an empty reply has none, because nothing has been written yet."""
    context = context or CheckContext()
    if not reply.strip():
        return []
    return findings_in(Acts(reply[:CHECKED_LENGTH], complaint[:CHECKED_LENGTH]), context)


def findings_in(text: Acts, context: CheckContext) -> list[Finding]:
    """The same for a reply that is taken apart already."""
    words = words_for(language_of(text.reply))
    messages = load("wording", context.language)["messages"]
    hits = weighed(text, words, context, hits_in(text, words, context))
    findings = [_finding(hit, text, context, messages) for hit in _surest(text, hits)]
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.code))


def hits_in(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """What rules, phrases and senses each see for themselves."""
    return _without_overlaps(text, (hit for check in CHECKS for hit in check(text, words, context)))


def _without_overlaps(text: Text, hits: Iterator[Hit]) -> Iterator[Hit]:
    """One remark per code and sentence: the first pattern that saw the words speaks."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for code, start, end, better in hits:
        from_, to = (start, end) if code in NAMES_EACH else _sentences_of(text, start, end)
        places = taken.setdefault(code, [])
        if start < end and any(from_ < other_end and other_start < to for other_start, other_end in places):
            continue
        places.append((start, end))
        yield code, start, end, better


def _surest(text: Text, hits: Iterable[Hit]) -> Iterator[Hit]:
    """All of them, without what was taken for a fault that the same sentence has less surely than one that is alike."""
    found = list(hits)
    alike = [hit for hit in found if hit[0] in ALIKE and hit[1] < hit[2]]
    for hit in found:
        code, start, end, _ = hit
        if code in YIELDING and start < end:
            from_, to = _sentences_of(text, start, end)
            others = {other for other, at, until, _ in alike if at < to and from_ < until}
            if text.surest(others | {code}, from_, to) != code:
                continue
        yield hit


def _sentences_of(text: Text, start: int, end: int) -> tuple[int, int]:
    """The whole sentences that words stand in."""
    first, last = text.sentence_index(start), text.sentence_index(max(end - 1, start))
    return min(start, text.sentences[first].start), max(end, text.sentences[last].end)


def _finding(hit: Hit, text: Text, context: CheckContext, messages: Mapping[str, str]) -> Finding:
    name, start, end, better = hit
    code = name if name in SEVERITY else "wrong_tone"
    if better and start < end and code in WHOLE:
        start, end = whole_clause(text, start, end)
    message = messages[name]
    if code == "not_answered":
        message = message.format(point=_point_of(better, text, context))
    elif code == "over_authority":
        one = next(one for one in sums_in(text.reply) if one.start >= start)
        limit = like(text.reply[one.start : one.end], limit_for(one.currency, context) or 0)
        message = message.format(amount=closed_up(text.reply[start:end]), limit=limit)
    return Finding(code, SEVERITY[code], start, end, message, better)


def _point_of(suggestion: str, text: Text, context: CheckContext) -> str:
    """The point named in the suggestion, so that message and suggestion speak of the same words."""
    points = [quotable(point.text) for point in context.grievances]
    named = [point for point in points if point and point in suggestion]
    if named:
        return max(named, key=len)
    head, _, tail = words_for(language_of(text.reply)).suggestions["not_answered"].partition("{point}")
    return suggestion[len(head) : len(suggestion) - len(tail)]
