"""Chinese in the customer's own words: a line of which nothing can be said as ours, and what is set down as Cantonese is spoken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from amends.practice.replies.check.words import words_for
from amends.practice.replies.drafting.chinese import WISHES as LIST_OF_WISHES
from amends.practice.replies.drafting.clauses import (
    DEMANDING,
    GOOD,
    MOOD,
    NOISE,
    Clause,
    is_rude,
    is_sayable,
)
from amends.practice.replies.drafting.meals import is_of_a_meal
from amends.practice.replies.drafting.repeatable import is_never_repeated
from amends.practice.replies.drafting.runs import A_CORE
from amends.practice.replies.drafting.spans import QUOTE_MARKS
from amends.practice.replies.drafting.weighing import TELLS, weighed
from amends.practice.replies.drafting.whole import ASIDE, NOT_BAD, is_rhetorical, is_sober, is_spoken
from amends.practice.replies.drafting.wishes import wishes_of

# So many characters are quoted at a time.
FEWEST, LONGEST = 5, 60
MOST_QUOTED = 3
# What a spoken clause tells at least; of a meal more, because praise often says what was not the matter ("not oily").
LEAST_SPOKEN, LEAST_OF_A_MEAL = 0.8, A_CORE
PAUSES = re.compile(r"[，。！？；!?;\s]+|(?<!\d),|,(?!\d)|\.{2,}|…+")
MASKED = re.compile(r"\*|X{2,}|[{}<>]")
# What ties a clause to the one before it.
TIES = re.compile(
    r"^(?:另外都?|但係?|但是|而且|不過|不过|同埋|跟住|跟手|之後|结果|結果|點知|仲有|咁|所以|因為|因为)(?=[\u4e00-\u9fff]{4})"
)
# Praise as it is spoken.
SPOKEN_PRAISE = re.compile(
    r"[唔冇無]\S{0,2}太|好[抵滑香正]|幾[香滑抵]|超高速|唔怕|完全冇骨|[冇無](?:[雪腥臊]味)|抵食|都唔少|[唔吾]錯|味都[冇無]"
)


class Typed(NamedTuple):
    """A clause between two pauses and what it tells of the matter (`weighing`)."""

    words: str
    tells: float


def as_typed(text: str, texts: Mapping[str, Any], language: str) -> list[Typed]:
    """The clauses as the customer set them down, without marks and pictures, and what each tells beside the others."""
    parts = (NOISE.sub("", one).strip() for one in PAUSES.split(LIST_OF_WISHES.sub("", text)))
    clauses = [Clause(one, one) for one in parts if one]
    words, rules = words_for(language), texts["restate"]
    told = weighed(clauses, [is_sayable(one, rules, language) for one in clauses], words)
    return [Typed(one.words, tells) for one, tells in zip(clauses, told, strict=True)]


def quoted_as_spoken(
    text: str, texts: Mapping[str, Any], language: str, *, avoid: Collection[str]
) -> list[str]:
    """What a text set down as Cantonese is spoken tells surely; nothing of any other text."""
    if not is_spoken(text):
        return []
    least = LEAST_OF_A_MEAL if is_of_a_meal(text) else LEAST_SPOKEN
    return quoted_as_typed(text, texts, language, avoid=avoid, least=least)


def quoted_as_typed(
    text: str,
    texts: Mapping[str, Any],
    language: str,
    *,
    avoid: Collection[str],
    least: float = TELLS,
) -> list[str]:
    """The clauses that tell most of the matter, in the order of the text and in marks, neighbours in one; no wish, shout, insult or mood."""
    rules, typed = texts["restate"], as_typed(text, texts, language)
    asked = "，".join(wishes_of(text, rules, language))
    fit = [
        at
        for at, one in enumerate(typed)
        if one.tells >= least and one.words not in asked and not is_beside_the_matter(one.words, rules)
    ]
    chosen = sorted(sorted(fit, key=lambda at: -typed[at].tells)[:MOST_QUOTED])
    left, right = QUOTE_MARKS[language]
    quotes = (f"{left}{words}{right}" for words in _joined(typed, chosen))
    return [one for one in dict.fromkeys(quotes) if one not in avoid]


def _joined(typed: list[Typed], chosen: list[int]) -> Iterator[str]:
    """Neighbours as one, as long as they can be read in one breath."""
    words, last = "", -2
    for at in chosen:
        if at == last + 1 and len(words) + len(typed[at].words) < LONGEST:
            words = f"{words}，{typed[at].words}"
        else:
            yield from _begun(words)
            words = typed[at].words
        last = at
    yield from _begun(words)


def _begun(words: str) -> Iterator[str]:
    """Without what tied it to the clause before; nothing of what is too short or too long to be quoted."""
    words = TIES.sub("", words).rstrip(".。")
    if FEWEST <= len(words) <= LONGEST and not is_never_repeated(words):
        yield words


def is_beside_the_matter(clause: str, rules: Mapping[str, Any]) -> bool:
    """Whether a clause is a wish, an insult, a jeer, a mood or praise."""
    is_rough = is_rude(clause, rules) or is_rhetorical(clause, rules) or not is_sober(clause)
    is_mood = any(found.search(clause) for found in (MOOD, GOOD, ASIDE, NOT_BAD, SPOKEN_PRAISE))
    return bool(is_rough or is_mood or DEMANDING["zh"].search(clause) or MASKED.search(clause))
