"""The customer's points as a polite person would say them back: cut cleanly, never an insult or a shout repeated."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from amends.practice.replies.check.completeness import answers
from amends.practice.replies.check.content import content_of
from amends.practice.replies.check.context import Grievance
from amends.practice.replies.check.money import AMOUNT
from amends.practice.replies.check.phrases import marked_anywhere
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words, language_of, words_for
from amends.practice.replies.drafting.clauses import (
    CRIME,
    DIALECT,
    FIRST_WORDS,
    OF_WHAT_LEADS_UP,
    REASON,
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
QUOTES = "“「"
LEAST_WORTH = 0.75  # below it a clause tells nothing worth saying back
ALIKE = 0.6  # the share of words from which two points say the same
LEAST_OF_A_PART, ANOTHER_CLAUSE, QUOTED = 0.3, 0.4, 0.3
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
    avoid: Collection[str] = (),
    sums: bool = True,
    things: Collection[str] = (),
) -> Points:
    """Each point once, in order; one that cannot be repeated politely is named by its subject.

    What only sets the scene is left out as soon as another point says what went wrong.
    """
    phrases: list[str] = []
    subjects: list[str] = []
    told = [
        _told(one.text, texts, language, terse=terse, sums=sums, avoid=avoid)
        if strictness < BY_SUBJECT
        else NOTHING_TOLD
        for one in grievances
    ]
    anything_wrong = any(one.is_grievance for one in told)
    for grievance, one in zip(grievances, told, strict=True):
        phrase = named(one.words, grievance.text, things)
        if anything_wrong and not one.is_grievance:
            phrase = ""
        if phrase and not any(says_the_same(phrase, said) for said in phrases):
            phrases.append(phrase)
        if not phrase or (strictness and not answers(phrase, words_for(language), grievance)):
            subjects.append(texts["point"].get(grievance.category or category) or texts["point"]["service"])
    if phrases and strictness == FREELY:
        subjects = []
    elif not phrases and not subjects:
        subjects = [texts["point"].get(category, texts["point"]["service"])]
    return Points(tuple(phrases[: MOST_TERSE if terse else MOST_POINTS]), tuple(dict.fromkeys(subjects)))


def says_the_same(phrase: str, said: str) -> bool:
    """Whether one is in the other, or most of the shorter one's words are."""
    if phrase in said or said in phrase:
        return True
    one, other = content_of(phrase), content_of(said)
    return len(one & other) >= ALIKE * max(2, min(len(one), len(other)))


def named(phrase: str, text: str, things: Collection[str]) -> str:
    """An English "it" at the beginning of a point said back becomes the thing that the customer named before it."""
    first, _blank, rest = phrase.partition(" ")
    if first.lower() != "it" or not rest:
        return phrase
    told = text.lower().partition(rest.lower())[0]
    known = [thing for thing in things if thing.lower() in told]
    return f"the {max(known, key=lambda thing: told.rfind(thing.lower()))} {rest}" if known else phrase


def restated(
    text: str,
    texts: Mapping[str, Any],
    language: str,
    *,
    terse: bool = False,
    sums: bool = True,
    avoid: Collection[str] = (),
) -> str:
    """A span as the letter may say it, or "" when nothing of it can be repeated."""
    return _told(text, texts, language, terse=terse, sums=sums, avoid=avoid).words


def _told(
    text: str, texts: Mapping[str, Any], language: str, *, terse: bool, sums: bool, avoid: Collection[str]
) -> Told:
    """The same, and whether it says what went wrong."""
    rules, words = texts["restate"], words_for(language)
    if language_of(text) != language and not _is_close(text, language):
        return NOTHING_TOLD
    limit = (TERSE if terse else LIMIT)[language]
    text = text if sums else AMOUNT.sub("", text)
    said = [_spoken(clause, rules, words, avoid) for clause in clauses_of(text, rules, language, terse=terse)]
    least = 0.0 if len(said) == 1 else LEAST_WORTH
    run = _best_run(said, limit, most=1 if language == "en" else 3, least=least)
    phrase = texts["form"]["pause"].join(one.words for one in run)
    if len(phrase) < SHORTEST[language]:
        return NOTHING_TOLD
    is_grievance = any(one.weight > OF_WHAT_LEADS_UP for one in run)
    if language == "en":
        quoted = run[0].is_quoted
        return Told(_quoted(phrase, texts) if quoted else _started(phrase, texts), is_grievance)
    if any(one.is_quoted for one in run):
        phrase = f"“{phrase}”" if language == "zh-Hans" else f"「{phrase}」"
    return Told(str(phrase), is_grievance)


class Told(NamedTuple):
    """A point as the letter says it back, and whether it tells a grievance and not only the scene."""

    words: str
    is_grievance: bool


NOTHING_TOLD = Told("", False)


class Said(NamedTuple):
    """A clause as the letter would say it, how much it tells, and whether it has to stay in the customer's mouth."""

    words: str
    weight: float
    is_quoted: bool = False


def _best_run(said: Sequence[Said], limit: int, *, most: int, least: float) -> Sequence[Said]:
    """The neighbouring clauses that together tell most and still fit; none where nothing is worth saying."""
    best: Sequence[Said] = ()
    highest = least
    for start in range(len(said)):
        for end in range(start + 1, min(start + most, len(said)) + 1):
            run = said[start:end]
            room = limit * (1.6 if end == start + 1 else 1)
            if any(not one.words or one.weight < min(least, LEAST_OF_A_PART) for one in run):
                break
            if sum(len(one.words) for one in run) > room:
                break
            # Words that are quoted stand alone, exactly as they were written; so does a question that became a name.
            if len(run) > 1 and any(one.is_quoted or one.words.endswith(REASON) for one in run):
                break
            # What leads up to a grievance comes before it; behind it, it would begin something new.
            if len(run) > 1 and run[-1].weight <= OF_WHAT_LEADS_UP:
                continue
            total = sum(one.weight for one in run) - ANOTHER_CLAUSE * (len(run) - 1)
            if total > highest:
                best, highest = run, total
    return best


def _spoken(clause: Clause, rules: Mapping[str, Any], words: Words, avoid: Collection[str]) -> Said:
    """A clause in our mouth or in quotes, and how much it says; nothing if it must not be said at all."""
    if not is_sayable(clause, rules, words.language):
        return Said("", 0.0)
    if any(mark.pattern.search(clause.words) for mark in words.marks["negative_wording"]):
        return Said("", 0.0)  # even quoted, a "cannot" makes the letter read like a refusal
    polite = turned(clause.words, rules, words.language)
    weight = worth(clause, words)
    disliked = any(polite.lower() in one.lower() for one in avoid)
    if any(clause.words.lower() in one.lower() and set(one) & set(QUOTES) for one in avoid):
        return Said("", 0.0)
    if disliked or _is_quoted(clause.words) or not polite or _would_be_flagged(polite, words):
        return Said(clause.words, weight - QUOTED, is_quoted=True)
    return Said(polite, weight)


def _is_quoted(phrase: str) -> bool:
    """Dialect loses its sound in our mouth, and an accusation is the customer's, not ours."""
    return bool(DIALECT.search(phrase) or CRIME.search(phrase))


def _quoted(phrase: str, texts: Mapping[str, Any]) -> str:
    return str(texts["form"]["quoted"].format(words=phrase))


def _started(phrase: str, texts: Mapping[str, Any]) -> str:
    """As the end of "you told me that …", or quoted where it is not a whole sentence."""
    if not is_whole(phrase):
        return _quoted(phrase, texts)
    first = phrase.split()[0]
    is_name = first.isupper() or not re.fullmatch(FIRST_WORDS, first, re.I)
    return str(phrase if is_name else phrase[0].lower() + phrase[1:])


def _is_close(text: str, language: str) -> bool:
    """The two scripts of Chinese: short clauses of one are often taken for the other."""
    return language != "en" and language_of(text) != "en" and len(text) < 12


def _would_be_flagged(phrase: str, words: Words) -> bool:
    """Whether our own check would stop over these words in our mouth."""
    if marked_anywhere(words, phrase) or words.has("gift", phrase) or words.has("waiting", phrase):
        return True
    return any(not match.group().isspace() for match in words.lexicon["promise"].finditer(Text(phrase).reply))
