"""A short English complaint in the customer's own words, where no part of it says the matter as a sentence of ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from amends.practice.replies.check.words import words_for
from amends.practice.replies.drafting.clauses import (
    DEMANDING,
    MENTIONS,
    NAMED_AMID,
    is_rude,
)
from amends.practice.replies.drafting.english import ASKED_FIRST, QUESTION, calmed
from amends.practice.replies.drafting.repeatable import is_never_repeated
from amends.practice.replies.drafting.scene import goes_wrong

LONGEST, FEWEST_WORDS = 150, 3
LINKS = re.compile(
    r"https?:?/*\s?\S*|\bpic\.\S+|<\w+>|[\U0001F000-\U0001FAFF\u2600-\u27BF\u200b-\u200f\ufe0f]+"
)
TAGS_AT_AN_END = re.compile(r"^(?:\s*#\w+)+|(?:\s*#\w+)+[\s.!]*$")
MARKED = re.compile(r"[“”\"<>{}*|#@]|X{3,}")
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
ASKS = re.compile(
    r",? (?:can|could|will|would) (?:you|someone|somebody|anyone)\b[^,.!]*$|[,.]? (?:please|pls|thanks?|thx)\b[^,.!]{0,40}$",
    re.I,
)
BEGINNING = re.compile(r"^(?:(?:ok|hi|hey|hello|so|and|but|well)\b[\s,]*)+", re.I)
# Thanks that are none: what follows is what went wrong.
THANKED_FOR = re.compile(
    r"^(?:many |so )?(?:thanks?|thank you|cheers|(?:great|good|nice) (?:job|work)|well done|bravo)(?: (?:so much|a lot|again|guys))*,? (?:for |on |in )?"
    r"(?=(?:not|never|los\w+|ruin\w+|break\w+|leav\w+|wast\w+|overcharg\w+|cancel\w+|delay\w+|forg[eo]t\w*|ignor\w+) )",
    re.I,
)
WISH = re.compile(rf"{DEMANDING['en'].pattern}|^(?:pl[zs]|kindly)\b", re.I)
# Somebody who is called by a name amid what is told of them.
CALLED_AMID = re.compile(r"(\b(?:for|on|of|to|with|in) )#(\w+)|(?<=\w )@(\w+)")
# What speaks of something that was said before it.
VAGUE = re.compile(
    r"(?:nothing|(?:have|has|had|did|do|does|could|ca|wo)n[\x27\u2019]?t|it|it[\x27\u2019]s|this|that|these|those|they|their|he|she)\b",
    re.I,
)


def quoted_whole(text: str, texts: Mapping[str, Any], avoid: Collection[str], *, asked: bool = False) -> str:
    """The words between the marks; "" where they are long or rude, or tell of nothing that went wrong; mere questions only as `asked`."""
    words = words_for("en")
    kept = " ".join(_sentences(CALLED_AMID.sub(r"\1\2\3", text) if asked else text, texts["restate"], asked))
    kept = ASKS.sub("", kept).strip(" ,.!;:-" if asked else " ,.!?;:-")
    asks = any(QUESTION.search(one) for one in SENTENCE_ENDS.split(kept))
    is_fit = len(kept) <= LONGEST and len(re.findall(r"\b[A-Za-z]{2,}\b", kept)) >= FEWEST_WORDS
    if not is_fit or MARKED.search(kept) or is_never_repeated(kept) or is_rude(kept, texts["restate"]):
        return ""
    if any(kept.lower() in one.lower() for one in avoid) or not (asks if asked else goes_wrong(kept, words)):
        return ""
    if any(mark.pattern.search(kept) for mark in words.marks["negative_wording"]):
        return ""
    return str(texts["form"]["quoted"].format(words=kept))


def _sentences(text: str, rules: Mapping[str, Any], asked: bool) -> Iterator[str]:
    """Without whom it calls, its tags and links, and without what is asked or demanded beside the matter."""
    text = NAMED_AMID.sub(lambda match: match[1].replace("_", " "), MENTIONS.sub("", LINKS.sub(" ", text)))
    for sentence in SENTENCE_ENDS.split(TAGS_AT_AN_END.sub("", text.strip())):
        told = BEGINNING.sub("", calmed(ASKED_FIRST.sub("", " ".join(sentence.split()))))
        told = THANKED_FOR.sub("", told)
        is_question = QUESTION.search(told) and not asked
        if told and not (is_question or WISH.search(told) or is_rude(told, rules)):
            yield told


def is_vague(phrase: str) -> bool:
    """Whether a phrase, said or quoted, speaks of something that it does not name."""
    return bool(VAGUE.match(without_marks(phrase)))


def without_marks(phrase: str) -> str:
    """What stands between the marks of a quote."""
    return phrase.partition("“")[2].rstrip("”") or phrase
