"""Words that should not be there, whatever else the reply says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.practice.replies.check.abbreviations import ABBREVIATION, KNOWN
from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.meant import is_meant_well
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words, language_of, words_for

DIRECT = (
    "denies_feeling",
    "justifies",
    "blames_customer",
    "blames_others",
    "jargon",
    "looks_like_bribe",
    "exposes_data",
    "threatens",
    "over_promise",
)
# An alternative in the same breath turns a refusal into an offer.
ALTERNATIVE = re.compile(
    r"[，,；;。.]?\s*(?:但是?|不过|不過|同时|同時|只要|所以|因此|but|however|instead|though|what we can)"
    r"[^。！？\n]{0,40}(?:可以|能|会|會|为您|為您|can|will|could|offer)"
    r"|[，,；;]\s?(?:能做的|余下|餘下|其余|其餘|另一[项項个個]|我(?:替|帮|幫|给|給)您|the next|here (?:is|are)|and I (?:have|will))",
    re.I,
)
SEVERAL = 2
EXPLAINED = re.compile(r"就是|也就是|意思|指的|所谓|所謂|\bmeans?\b|stands? for|in plain words|that is", re.I)
RIGHT = re.compile(
    r"(?:[看听聽]不[懂明]白?|不明白|[疑困]惑|[纳納][闷悶]|火大|火[气氣]|生[气氣]|着急|著急|焦急|不爽|[来來][气氣]|[恼惱]火|[发發]火|不[满滿]|失望|[难難][过過]|[担擔]心|委屈|害怕|(?<!别)(?<!別)[气氣])"
    r"[^，。]{0,6}(?:[难難]免|正常|自然|[应應][该該]|理所)"
)
Hit = tuple[str, int, int, str]


def direct_hits(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Every phrase that is wrong in itself: code, start, end, better wording."""
    codes = (*DIRECT, "admits_liability") if is_legal(text, words, context) else DIRECT
    for code in codes:
        yield from _marked(text, words, code)
    yield from _refusals(text, words)
    yield from _letters(text, words)
    yield from _internal_names(text, context)


def marked_anywhere(words: Words, text: str) -> bool:
    """Whether a piece of text holds anything that must not stand in a reply."""
    codes = (*DIRECT, "admits_liability", "negative_wording", "rude", "playful", "canned")
    return any(mark.pattern.search(text) for code in codes for mark in words.marks[code])


def _marked(text: Acts, words: Words, code: str) -> Iterator[Hit]:
    for mark in words.marks[code]:
        for match in mark.pattern.finditer(text.reply):
            start, end = trimmed(text.reply, match.start(), match.end())
            if (
                start < end
                and not text.is_quoted(start, end)
                and not says_feeling_is_right(text, code, start, end)
                and not is_meant_well(text, code, start, end)
            ):
                yield code, start, end, mark.better


def _refusals(text: Acts, words: Words) -> Iterator[Hit]:
    for hit in _marked(text, words, "negative_wording"):
        rest = text.reply[hit[2] : hit[2] + 60]
        if not ALTERNATIVE.match(rest):
            yield hit


def _internal_names(text: Text, context: CheckContext) -> Iterator[Hit]:
    for name in context.internal_names:
        if len(name) > 1:
            for match in re.finditer(re.escape(name), text.reply):
                yield "exposes_data", match.start(), match.end(), ""


def _letters(text: Text, words: Words) -> Iterator[Hit]:
    """A sentence with several abbreviations that nobody outside the trade knows, and no word of explanation."""
    for span in text.sentences:
        sentence = text.reply[span.start : span.end]
        if len({one for one in ABBREVIATION.findall(sentence) if one not in KNOWN}) < SEVERAL:
            continue
        if not EXPLAINED.search(sentence) and not text.is_quoted(span.start, span.end):
            start, end = trimmed(text.reply, span.start, span.end)
            yield "jargon", start, end, words.better.get("jargon", "")


def says_feeling_is_right(text: Text, code: str, start: int, end: int) -> bool:
    """That anger is only natural excuses nothing; the same words beside a fault do."""
    return code in ("justifies", "denies_feeling") and bool(
        RIGHT.search(text.clause_before(start) + text.reply[start:end])
    )


def is_legal(text: Text, words: Words, context: CheckContext) -> bool:
    """Whether the law is in play, as far as the case or the complaint says so."""
    if context.legal is not None:
        return context.legal
    harmed = words_for(language_of(text.complaint)).has("harmed", text.complaint)
    return context.is_legal or harmed or words.has("legal", text.complaint)


def trimmed(reply: str, start: int, end: int) -> tuple[int, int]:
    """A span without the spaces and commas at its ends, so that the marked words are words."""
    while start < end and reply[start] in " \t\n，,、。":
        start += 1
    while end > start and reply[end - 1] in " \t\n，,、。":
        end -= 1
    return start, end
