"""A short complaint in the customer's own words, where no part of it says the matter as a sentence of ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from amends.practice.replies.check.words import words_for
from amends.practice.replies.drafting.chinese import WISHES as LIST_OF_WISHES
from amends.practice.replies.drafting.clauses import (
    DEMANDING,
    GOOD,
    LONG_NUMBER,
    MENTIONS,
    MOOD,
    NAMED_AMID,
    NOISE,
    is_rude,
)
from amends.practice.replies.drafting.english import ASKED_FIRST, QUESTION, calmed
from amends.practice.replies.drafting.scene import goes_wrong
from amends.practice.replies.drafting.spans import QUOTE_MARKS
from amends.practice.replies.drafting.weighing import TELLS
from amends.practice.replies.drafting.whole import ASIDE, LEFT_OF_DIALECT, is_rhetorical, is_sober
from amends.practice.replies.drafting.wishes import wishes_of

LONGEST, FEWEST_WORDS = 150, 3
# So many characters of a few words are said as they stand.
FEWEST_CHARACTERS, LONGEST_AS_IT_STANDS = 5, 60
PAUSES = re.compile(r"[，。！？；,!?;\s]+|\.{2,}|…+")
MASKED = re.compile(r"\*|X{2,}|[{}<>]")
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
    if not is_fit or MARKED.search(kept) or LONG_NUMBER.search(kept) or is_rude(kept, texts["restate"]):
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


def as_it_stands(
    text: str, heard: Mapping[str, float], *, language: str, rules: Mapping[str, Any], avoid: Collection[str]
) -> list[str]:
    """A few Chinese words in the customer's own, where none can be said as ours: those that tell of the matter, by `heard`, and are no wish, shout or mood."""
    clauses = (NOISE.sub("", one).strip() for one in PAUSES.split(LIST_OF_WISHES.sub("", text)))
    asked = "，".join(wishes_of(text, rules, language))
    told = [one for one, weight in heard.items() if weight >= TELLS]
    kept = [
        one
        for one in dict.fromkeys(clauses)
        if any(part in one for part in told) and one not in asked and not is_beside_the_matter(one, rules)
    ]
    words = "，".join(kept)
    left, right = QUOTE_MARKS[language]
    fits = FEWEST_CHARACTERS <= len(words) <= LONGEST_AS_IT_STANDS and not LONG_NUMBER.search(words)
    return [f"{left}{words}{right}"] if fits and f"{left}{words}{right}" not in avoid else []


def is_beside_the_matter(clause: str, rules: Mapping[str, Any]) -> bool:
    """Whether a clause is a wish, an insult, a jeer or a mood, or not written as it is read."""
    is_rough = is_rude(clause, rules) or is_rhetorical(clause, rules) or LEFT_OF_DIALECT.search(clause)
    is_mood = MOOD.search(clause) or GOOD.search(clause) or ASIDE.search(clause) or not is_sober(clause)
    return bool(is_rough or is_mood or DEMANDING["zh"].search(clause) or MASKED.search(clause))


def is_vague(phrase: str) -> bool:
    """Whether a phrase, said or quoted, speaks of something that it does not name."""
    return bool(VAGUE.match(without_marks(phrase)))


def without_marks(phrase: str) -> str:
    """What stands between the marks of a quote."""
    return phrase.partition("“")[2].rstrip("”") or phrase
