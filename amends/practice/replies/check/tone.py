"""Manner: set phrases, and a tone that does not fit the person or the moment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.practice.replies.check.content import content_of
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.phrases import Hit, trimmed
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words

# An eagle reads about a minute; beyond it the result is buried.
LONG = {"en": 1700, "zh-Hans": 420, "zh-Hant": 420}
A_POINT = {"en": 120, "zh-Hans": 60, "zh-Hant": 60}
SHORT = {"en": 90, "zh-Hans": 28, "zh-Hant": 28}
STRONG = ("anger", "anxious", "disappointed")


def tone_hits(text: Text, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Rude or playful words, and a length that does not fit."""
    if context.text_kind == "complaint":
        for name in ("rude", *(("playful",) if _serious(text, words, context) else ())):
            for mark in words.marks[name]:
                for match in mark.pattern.finditer(text.reply):
                    start, end = trimmed(text.reply, match.start(), match.end())
                    if start < end and not text.is_quoted(start, end):
                        yield "wrong_tone", start, end, mark.better
    length = len(text.reply.strip())
    # Options with their good and weak sides need their room.
    room = 1.3 if context.kind == "solution" else 1
    long = int(LONG[words.language] * room) + A_POINT[words.language] * max(len(context.grievances) - 3, 0)
    if context.persona == "eagle" and length > long:
        yield "wrong_tone_long", long, text.end, ""
    elif context.emotion in STRONG and context.intensity >= 2 and 0 < length < SHORT[words.language]:
        yield "wrong_tone_short", 0, text.end, ""


def canned_hits(text: Text, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Set phrases where they carry the reply: many of them, a grave case, or nothing of the customer's own matter."""
    found = [
        (*trimmed(text.reply, match.start(), match.end()), mark.better)
        for mark in words.marks["canned"]
        for match in mark.pattern.finditer(text.reply)
        if not text.is_quoted(match.start(), match.end())
    ]
    if not found:
        return
    share = sum(end - start for start, end, _ in found) / max(len(text.reply.strip()), 1)
    specific = len(content_of(text.reply) & content_of(text.complaint)) >= 3
    if (
        context.is_grave
        or share >= 0.35
        or (len(found) >= 2 and not (specific and _has_figures(text.reply)))
        or (not specific and text.complaint.strip())
    ):
        yield from (("canned", start, end, better) for start, end, better in found)


def _serious(text: Text, words: Words, context: CheckContext) -> bool:
    if context.emotion == "calm" and not context.is_grave:
        return False
    return bool(context.emotion) or context.is_grave or bool(text.complaint.strip())


def _has_figures(reply: str) -> bool:
    return re.search(r"\d", reply) is not None
