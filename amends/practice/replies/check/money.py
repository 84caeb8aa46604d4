"""Amounts and gifts: within the writer's authority, and never before their time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.phrases import Hit, trimmed
from amends.practice.replies.check.sums import Sum, come_to, sums_in
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words, language_of, words_for

LOOKED_INTO = re.compile(
    r"[^，。；！？,.;!?\n]{0,8}(?:核对|核對|查清|对清|對清)|\W{0,2}\s?(?:you|he|she) (?:bought|booked|gave)",
    re.I,
)
# Whose sum it was before counts no longer when it is given back in the same breath.
PAID_BACK = re.compile(r"\s?(?:赔|賠|退|返)|[^，。,.]{0,8}由我[^，。,.]{0,6}批", re.I)


def money_hits(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Amounts granted above the limit, and gifts offered before the fix or while the customer is upset."""
    granted = [one for one in sums_in(text.reply) if _granted(text, words, one)]
    for one in beyond(granted, text, context):
        yield "over_authority", one.start, one.end, ""
    if too_early(text, words, context):
        bribes = text.having("looks_like_bribe")
        for run in text.having("gift"):
            if any(one.start < run.end and run.start < one.end for one in bribes):
                continue
            start, end = trimmed(text.reply, run.start, run.end)
            yield "gift_too_early", start, end, ""
        for match in words.lexicon["gift"].finditer(text.reply):
            before = text.clause_before(match.start())
            is_theirs = text.is_quoted(match.start(), match.end()) or words.has("customer_said", before)
            is_theirs = is_theirs or match.group().lower() in text.complaint.lower() or _is_told(text, match)
            if is_theirs or _is_only_named(text, match):
                continue
            if not words.has("negation", before):
                yield "gift_too_early", match.start(), match.end(), ""


def beyond(granted: Sequence[Sum], text: Text, context: CheckContext) -> list[Sum]:
    """What the writer may not grant alone: sums that are too large, or else those that are too large together.

    What the customer named, mostly what was paid, is given back beside what is granted and counts for nothing there.
    """
    alone = [one for one in granted if _is_beyond(one, context)]
    if alone:
        return alone
    new = [one for one in granted if _is_new(one, context)]
    return [one for one in together(new, text) if _is_beyond(one, context)][:1]


def together(granted: Sequence[Sum], text: Text) -> Iterator[Sum]:
    """What sums come to together, without those that the customer named: they are mostly what was paid."""
    theirs = {one.value for one in sums_in(text.complaint)}
    yield from come_to(text.reply, [one for one in granted if one.value not in theirs])


def is_one_sum_beyond(text: Text, start: int, end: int, context: CheckContext) -> bool:
    """Whether one sum in these words is too large, and not only several that are too large together."""
    inside = (one for one in sums_in(text.reply) if start <= one.start and one.end <= end)
    return any(_is_beyond(one, context) for one in inside)


def _is_beyond(one: Sum, context: CheckContext) -> bool:
    limit = limit_for(one.currency, context)
    return limit is not None and one.value > limit and _is_new(one, context)


def _is_new(one: Sum, context: CheckContext) -> bool:
    return (one.value, one.currency or context.currency) not in context.decided


def limit_for(currency: str, context: CheckContext) -> float | None:
    """Up to which sum the writer may grant in the currency of an amount; None where that is not known."""
    if not currency or not context.currency or currency == context.currency.upper():
        return context.authority_limit
    return None if context.limits_abroad is None else context.limits_abroad.get(currency, 0.0)


def _is_told(text: Acts, match: re.Match[str]) -> bool:
    """What stands before the apology of a sentence is what the customer went through."""
    span = text.sentences[text.sentence_index(match.start())]
    return span.start <= match.start() < text.told_until(span)


def _is_only_named(text: Text, match: re.Match[str]) -> bool:
    """A gift that buys silence is another fault; one that is looked into is none."""
    bought = any(run.start <= match.start() < run.end for run in text.having("looks_like_bribe"))
    return bought or LOOKED_INTO.match(text.reply, match.end()) is not None


def too_early(text: Text, words: Words, context: CheckContext) -> bool:
    """A gift comes after the fix and after the storm."""
    if context.fixed is False or context.calm is False:
        return True
    if context.calm is None and context.fixed is None:
        angry = context.emotion == "anger" or (not context.emotion and words.has("angry", text.complaint))
        return angry and not words.has("done", text.reply)
    return False


def is_theirs(text: Text, words: Words, start: int) -> bool:
    """Whether a sum is what the customer paid or speaks of, by the words before it."""
    if words.has("customer_said", text.clause_before(start)):
        return True
    before = text.reply[max(start - 20, 0) : start]
    return words.has("paid", before) and not words.has("grant", before[-6:])


def _granted(text: Text, words: Words, one: Sum) -> bool:
    if text.is_noted(one.start, one.end):
        return False
    return PAID_BACK.match(text.reply, one.end) is not None or (
        not is_theirs(text, words, one.start)
        and any(words.has("grant", sentence) for sentence in text.around(one.start, before=0, after=0))
    )


def largest_grants(
    reply: str,
    *,
    complaint: str | None = None,
    decided: frozenset[tuple[float, str]] = frozenset(),
    home: str = "",
) -> dict[str, float]:
    """The largest sum of each currency that a reply promises or grants, without those that were decided on already.

    Where the complaint is known, sums that are granted together count together. "" where the words leave the currency open, which is then the one at home.
    """
    text, words = Text(reply, complaint or ""), words_for(language_of(reply))
    new = [one for one in sums_in(reply) if (one.value, one.currency or home) not in decided]
    granted = [one for one in new if _granted(text, words, one)]
    found: dict[str, float] = {}
    for one in (*granted, *(together(granted, text) if complaint is not None else ())):
        found[one.currency] = max(found.get(one.currency, 0), one.value)
    return found
