"""The customer's points as a polite person would say them back: cut cleanly, never an insult or a shout repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.practice.replies.check.completeness import answers
from amends.practice.replies.check.context import Grievance
from amends.practice.replies.check.money import AMOUNT
from amends.practice.replies.check.phrases import marked_anywhere
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words, language_of, words_for
from amends.practice.replies.drafting.clauses import (
    CRIME,
    DIALECT,
    FIRST_WORDS,
    Clause,
    clauses_of,
    is_sayable,
    is_whole,
    turned,
    worth,
)

LIMIT = {"en": 150, "zh-Hans": 42, "zh-Hant": 42}
TERSE = {"en": 80, "zh-Hans": 22, "zh-Hant": 22}
SHORTEST = {"en": 18, "zh-Hans": 5, "zh-Hant": 5}
MOST_POINTS, MOST_TERSE = 8, 3
LEAST_WORTH = 0.75  # below it a clause tells nothing worth saying back
LEAST_OF_A_PART, ANOTHER_CLAUSE = 0.3, 0.4
# How closely the letter keeps to the customer's words: as they said it; only what answers the point; the subject alone.
FREELY, SURELY, BY_SUBJECT = 0, 1, 2


@dataclass(frozen=True)
class Points:
    """What is said back in the customer's words, and the subjects of what cannot be."""

    phrases: tuple[str, ...]
    subjects: tuple[str, ...]


def points_of(
    grievances: Sequence[Grievance],
    texts: Mapping[str, Any],
    language: str,
    category: str,
    *,
    terse: bool = False,
    strictness: int = FREELY,
) -> Points:
    """Each point once, in order; one that cannot be repeated politely is named by its subject."""
    phrases: list[str] = []
    subjects: list[str] = []
    for grievance in grievances:
        phrase = (
            restated(grievance.text, texts, language, terse=terse, sums=strictness == FREELY)
            if strictness < BY_SUBJECT
            else ""
        )
        if phrase and not any(phrase in said or said in phrase for said in phrases):
            phrases.append(phrase)
        if not phrase or (strictness and not answers(phrase, words_for(language), grievance)):
            subjects.append(texts["point"].get(grievance.category or category) or texts["point"]["service"])
    if phrases and strictness == FREELY:
        subjects = []
    elif not phrases and not subjects:
        subjects = [texts["point"].get(category, texts["point"]["service"])]
    return Points(tuple(phrases[: MOST_TERSE if terse else MOST_POINTS]), tuple(dict.fromkeys(subjects)))


def restated(
    text: str, texts: Mapping[str, Any], language: str, *, terse: bool = False, sums: bool = True
) -> str:
    """A span as the letter may say it, or "" when nothing of it can be repeated."""
    rules, words = texts["restate"], words_for(language)
    if language_of(text) != language and not _is_close(text, language):
        return ""
    limit = (TERSE if terse else LIMIT)[language]
    text = text if sums else AMOUNT.sub("", text)
    said = [_spoken(clause, rules, words) for clause in clauses_of(text, rules, language)]
    least = LEAST_WORTH if sums else LEAST_OF_A_PART
    kept = _best_run(said, limit, most=1 if language == "en" else 3, least=0.0 if len(said) == 1 else least)
    phrase = texts["form"]["pause"].join(kept)
    if len(phrase) < SHORTEST[language]:
        return ""
    if _is_quoted(phrase, language):
        return f"“{phrase}”" if language == "zh-Hans" else f"「{phrase}」"
    return _started(phrase, texts) if language == "en" else phrase


def _best_run(said: Sequence[tuple[str, float]], limit: int, *, most: int, least: float) -> list[str]:
    """The neighbouring clauses that together tell most and still fit; none where nothing is worth saying."""
    best: list[str] = []
    highest = least
    for start in range(len(said)):
        for end in range(start + 1, min(start + most, len(said)) + 1):
            run = said[start:end]
            length = sum(len(phrase) for phrase, _worth in run)
            if any(
                not phrase or weight < min(least, LEAST_OF_A_PART) for phrase, weight in run
            ) or length > limit * (1.6 if end == start + 1 else 1):
                break
            total = sum(weight for _phrase, weight in run) - ANOTHER_CLAUSE * (end - start - 1)
            if total > highest:
                best, highest = [phrase for phrase, _worth in run], total
    return best


def _spoken(clause: Clause, rules: Mapping[str, Any], words: Words) -> tuple[str, float]:
    """A clause in our mouth, and how much it says; nothing if it must not be said."""
    if not is_sayable(clause, rules, words.language):
        return "", 0.0
    polite = (
        clause.words
        if _is_quoted(clause.words, words.language)
        else turned(clause.words, rules, words.language)
    )
    if not polite or _would_be_flagged(polite, words):
        return "", 0.0
    return polite, worth(clause, words)


def _is_quoted(phrase: str, language: str) -> bool:
    """Dialect loses its sound in our mouth, and an accusation is the customer's, not ours."""
    return language != "en" and bool(DIALECT.search(phrase) or CRIME.search(phrase))


def _started(phrase: str, texts: Mapping[str, Any]) -> str:
    """As the end of "you told me that …", or quoted where it is not a whole sentence."""
    if not is_whole(phrase):
        return str(texts["form"]["quoted"].format(words=phrase))
    first = phrase.split()[0]
    is_name = first.isupper() or not re.fullmatch(FIRST_WORDS, first, re.I)
    return phrase if is_name else phrase[0].lower() + phrase[1:]


def _is_close(text: str, language: str) -> bool:
    """The two scripts of Chinese: short clauses of one are often taken for the other."""
    return language != "en" and language_of(text) != "en" and len(text) < 12


def _would_be_flagged(phrase: str, words: Words) -> bool:
    """Whether our own check would stop over these words in our mouth."""
    if marked_anywhere(words, phrase) or words.has("gift", phrase) or words.has("waiting", phrase):
        return True
    return any(not match.group().isspace() for match in words.lexicon["promise"].finditer(Text(phrase).reply))
