"""The customer's points as a polite person would say them back: cut cleanly, never an insult or a shout repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
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
    FIRST_WORDS,
    REASON,
    VERB,
    Clause,
    clauses_of,
    is_clean,
    is_sayable,
    is_whole,
    turned,
)
from amends.practice.replies.drafting.weighing import weighed
from amends.practice.replies.drafting.whole import can_be_quoted

LIMIT = {"en": 150, "zh-Hans": 42, "zh-Hant": 42}
TERSE = {"en": 80, "zh-Hans": 22, "zh-Hant": 22}
SHORTEST = {"en": 18, "zh-Hans": 5, "zh-Hant": 5}
MOST_POINTS, MOST_TERSE = 8, 3
QUOTES = "“「"
# What a clause tells (`weighing`): from where on it is a grievance, and below what it is not worth saying back.
A_GRIEVANCE, LEAST_WORTH = 0.5, 0.5
ALIKE = 0.6  # the share of words from which two points say the same
# The same where a point is one clause: it may name what the next one is about, or be all that was written.
OF_A_SCENE, ALL_THERE_IS = 0.1, -0.6
LEFT_OUT = 1.2  # what is worth hearing beside the points
# In a text of so many characters even what tells little is what it is about.
SHORT = {"en": 240, "zh-Hans": 100, "zh-Hant": 100}
POINTS_BACK = re.compile(
    r"[“「这這那其他她它该該此才也又还還]|不能|无法|無法|[没沒]法|对方|對方|(?:it|its|this|that|these|those|they|their|he|she|his|her|you wrote)\b",
    re.I,
)
# Whom it is said of and who says it, run together by a writer who left the pause out.
TANGLED = re.compile(r"我[们們]您(?!好)|您我[们們]")
MAIN = 0.65  # what a further item of a list is worth at least
MOST_OF_A_LIST = 3
ALONE = 1.5  # one clause alone may be so much longer
LEAST_OF_A_PART, ANOTHER_CLAUSE, QUOTED = 0.2, 0.4, 0.3
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
    whole: str = "",
    subjects: Mapping[str, str] | None = None,
) -> Points:
    """Each point once, in order; one that cannot be repeated politely is named by its subject.

    What only sets the scene is left out as soon as another point says what went wrong. A list in one point is said back by
    its main items, and where the points leave out what went wrong, `whole`, the complaint, is heard for it.
    """
    phrases: list[str] = []
    unsaid: list[str] = []
    names = {**texts["point"], **(subjects or {})}
    heard = _weights_of(whole, texts, language)
    hear = partial(_told, texts=texts, language=language, terse=terse, sums=sums, avoid=avoid, heard=heard)
    by_subject = strictness == BY_SUBJECT
    spoken = [[] for _ in grievances] if by_subject else _spoken_of(grievances, hear, things, terse=terse)
    for grievance, said in zip(grievances, spoken, strict=True):
        _add(said, phrases, most=max(len(grievances), MOST_OF_A_LIST + 1))
        if not said or (strictness and not any(answers(one, words_for(language), grievance) for one in said)):
            unsaid.append(names.get(grievance.category or category) or names["service"])
    if whole and not by_subject and not terse and len(phrases) < MOST_OF_A_LIST:
        more = hear(whole, most=MOST_OF_A_LIST, least=LEFT_OUT if phrases else LEAST_WORTH)
        _add([one.words for one in more if _stands_alone(one)], phrases, most=MOST_OF_A_LIST)
        if not phrases and len(whole) <= SHORT[language]:
            _add([one.words for one in hear(whole, least=LEAST_OF_A_PART) if one.words], phrases)
    if phrases and strictness == FREELY:
        unsaid = []
    elif not phrases and not unsaid:
        unsaid = [names.get(category, names["service"])]
    return Points(tuple(phrases[: MOST_TERSE if terse else MOST_POINTS]), tuple(dict.fromkeys(unsaid)))


def _spoken_of(
    grievances: Sequence[Grievance], hear: Callable[..., list[Told]], things: Collection[str], *, terse: bool
) -> list[list[str]]:
    """What can be said back of each point: the fewer there are, the more of each; one alone where every word counts."""
    count = len(grievances)
    most = 1 if terse else max(2 if count <= MOST_OF_A_LIST else 1, MOST_OF_A_LIST + 1 - count)
    told = [hear(one.text, most=most) for one in grievances]
    anything_wrong = any(one.is_grievance for said in told for one in said)
    if anything_wrong and not terse:
        told = [_with_what_it_means(before, said) for before, said in zip([[], *told], told, strict=False)]
    return [
        [
            named(one.words, grievance.text, things)
            for one in several
            if one.words and (one.is_grievance or not anything_wrong)
        ]
        for grievance, several in zip(grievances, told, strict=True)
    ]


def _with_what_it_means(before: list[Told], said: list[Told]) -> list[Told]:
    """“It came late” says nothing without the sentence that names what came, although that one only sets the scene."""
    scene = before[-1].words if before and not before[-1].is_grievance else ""
    if not (scene and said and said[0].is_grievance and POINTS_BACK.match(said[0].words)):
        return said
    return [Told(f"{scene}; {said[0].words}", True), *said[1:]]


def _add(said: Sequence[str], phrases: list[str], most: int = MOST_POINTS) -> None:
    """What is new among them, as long as there is room."""
    for phrase in said:
        if len(phrases) < most and not any(says_the_same(phrase, one) for one in phrases):
            phrases.append(phrase)


def _stands_alone(told: Told) -> bool:
    """Whether it can be said without what went before it: no quote, and nothing that points back."""
    return told.is_grievance and not POINTS_BACK.match(told.words)


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
    return _told(text, texts, language, terse=terse, sums=sums, avoid=avoid)[0].words


def _told(
    text: str,
    texts: Mapping[str, Any],
    language: str,
    *,
    terse: bool,
    sums: bool,
    avoid: Collection[str],
    most: int = 1,
    least: float = LEAST_WORTH,
    heard: Mapping[str, float] = MappingProxyType({}),
) -> list[Told]:
    """At most so many runs of clauses, in the order of the text; never none, though it may be nothing that was told."""
    rules, words = texts["restate"], words_for(language)
    if language_of(text) != language and not _is_close(text, language):
        return [NOTHING_TOLD]
    limit = (TERSE if terse else LIMIT)[language]
    text = text if sums else AMOUNT.sub("", text)
    clauses = list(clauses_of(text, rules, language, terse=terse))
    weights = [
        heard.get(one.words, weight)
        for one, weight in zip(clauses, _weights(clauses, rules, words), strict=True)
    ]
    said = [_spoken(one, weight, rules, words, avoid) for one, weight in zip(clauses, weights, strict=True)]
    if len(said) == 1:
        least = min(least, OF_A_SCENE if len(heard) > 1 else ALL_THERE_IS)
    found: dict[int, Told] = {}
    for turn in range(most):
        first, run = _best_run(said, limit, most=1 if language == "en" else 3, least=least)
        told = _phrased(run, texts, language)
        if turn and not _stands_alone(told):
            break
        found[first] = told
        said = [NOTHING_SAID if first <= place < first + len(run) else one for place, one in enumerate(said)]
        least = max(least, MAIN)
    return [found[place] for place in sorted(found)]


def _weights_of(text: str, texts: Mapping[str, Any], language: str) -> dict[str, float]:
    """What each clause of the whole complaint tells: where it stands there says something, too."""
    clauses = list(clauses_of(text, texts["restate"], language)) if text else []
    weights = _weights(clauses, texts["restate"], words_for(language))
    return {one.words: weight for one, weight in zip(clauses, weights, strict=True)}


def _weights(clauses: Sequence[Clause], rules: Mapping[str, Any], words: Words) -> list[float]:
    return weighed(clauses, [is_sayable(one, rules, words.language) for one in clauses], words)


def _phrased(run: Sequence[Said], texts: Mapping[str, Any], language: str) -> Told:
    """Neighbouring clauses as the letter says them, and whether they say what went wrong."""
    phrase = texts["form"]["pause"].join(one.words for one in run)
    if len(phrase) < SHORTEST[language]:
        return NOTHING_TOLD
    is_grievance = any(one.weight > A_GRIEVANCE for one in run)
    if language == "en":
        told = _quoted(phrase, texts) if run[0].is_quoted else _started(phrase, run[0].written, texts)
        return Told(told, is_grievance) if told else NOTHING_TOLD
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
    written: str = ""  # as the customer wrote it, for a quote
    is_alone: bool = False
    opens: bool = False


NOTHING_SAID = Said("", 0.0)


def _best_run(said: Sequence[Said], limit: int, *, most: int, least: float) -> tuple[int, Sequence[Said]]:
    """Where they begin, and the neighbouring clauses that together tell most and still fit; none where nothing is worth saying."""
    best: Sequence[Said] = ()
    at, highest = 0, least
    for start in range(len(said)):
        for end in range(start + 1, min(start + most, len(said)) + 1):
            run = said[start:end]
            room = limit * (ALONE if end == start + 1 else 1)
            if any(not one.words or one.weight < min(least, LEAST_OF_A_PART) for one in run):
                break
            if sum(len(one.words) for one in run) > room:
                break
            # Words that are quoted stand alone, exactly as they were written; so does a question that became a name.
            if len(run) > 1 and (any(_is_apart(one) for one in run) or run[-1].opens):
                break
            # What leads up to a grievance comes before it; behind it, it would begin something new.
            if len(run) > 1 and run[-1].weight <= A_GRIEVANCE:
                continue
            total = sum(one.weight for one in run) - ANOTHER_CLAUSE * (len(run) - 1)
            if total > highest:
                at, best, highest = start, run, total
    return at, best


def _is_apart(said: Said) -> bool:
    return said.is_quoted or said.is_alone or said.words.endswith(REASON)


def _spoken(
    clause: Clause, weight: float, rules: Mapping[str, Any], words: Words, avoid: Collection[str]
) -> Said:
    """A clause in our mouth or in quotes, and how much it says; nothing if it must not be said at all."""
    if not is_clean(clause, rules, words.language):
        return Said("", 0.0)
    if any(mark.pattern.search(clause.words) for mark in words.marks["negative_wording"]):
        return Said("", 0.0)  # even quoted, a "cannot" makes the letter read like a refusal
    polite = turned(clause.words, rules, words.language)
    disliked = any(polite.lower() in one.lower() for one in avoid)
    if any(clause.words.lower() in one.lower() and set(one) & set(QUOTES) for one in avoid):
        return Said("", 0.0)
    if TANGLED.search(polite):
        return Said("", 0.0)
    if disliked or _is_quoted(clause.words) or not polite or _would_be_flagged(polite, words):
        quoted = clause.words if can_be_quoted(clause.words) else ""
        return Said(quoted, weight - QUOTED, is_quoted=True)
    return Said(polite, weight, written=clause.words, is_alone=clause.is_alone, opens=clause.opens)


def _is_quoted(phrase: str) -> bool:
    """An accusation is the customer's, not ours."""
    return bool(CRIME.search(phrase))


FRAGMENT = re.compile(r"(?:for|to|of|with|by|and|or|but|that|which|who|as|than|not)\b", re.I)


def _quoted(phrase: str, texts: Mapping[str, Any]) -> str:
    return str(texts["form"]["quoted"].format(words=phrase))


def _started(phrase: str, written: str, texts: Mapping[str, Any]) -> str:
    """As the end of "you told me that …", or quoted where it is not a whole sentence."""
    if not is_whole(phrase):
        if FRAGMENT.match(phrase) or not VERB.search(phrase):
            return ""
        return _quoted(written, texts)
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
