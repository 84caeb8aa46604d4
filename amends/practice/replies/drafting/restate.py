"""The customer's points as a polite person would say them back: cut cleanly, never an insult or a shout repeated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from amends.practice.replies.check.completeness import answers
from amends.practice.replies.check.content import content_of
from amends.practice.replies.check.context import Grievance
from amends.practice.replies.check.words import words_for
from amends.practice.replies.drafting.as_typed import quoted_as_spoken, quoted_as_typed
from amends.practice.replies.drafting.clauses import turned
from amends.practice.replies.drafting.meals import EATEN
from amends.practice.replies.drafting.quoting import is_vague, quoted_whole, without_marks
from amends.practice.replies.drafting.runs import (
    A_CORE,
    A_GRIEVANCE,
    LEAST_WORTH,
    QUOTES,
    Told,
    named_in,
    runs_of,
    stands_alone,
    weights_of,
)
from amends.practice.replies.drafting.scene import POINTS_BACK
from amends.practice.replies.drafting.spans import items_told, spans_of
from amends.practice.replies.drafting.whole import without_not_only

MOST_POINTS, MOST_TERSE, MOST_OF_A_LIST, MOST_OF_ALL = 8, 3, 3, 4
ALIKE = 0.6  # the share of words from which two points say the same
BY_SPANS, MOST_BY_SPANS, MOST_BY_TERSE = ("zh-Hans", "zh-Hant"), 5, 2  # languages that are heard as a whole
LEFT_OUT = 0.95  # what is worth hearing beside the points
# In a text of so many characters even what tells little is what it is about.
SHORT, TELLS_LITTLE = {"en": 240, "zh-Hans": 100, "zh-Hant": 100}, 0.25
# How closely the letter keeps to the customer's words: as they said it; only what answers the point; the subject alone.
FREELY, SURELY, BY_SUBJECT = 0, 1, 2


@dataclass(frozen=True)
class Points:
    """What is said back in the customer's words, and the subjects of what cannot be."""

    phrases: tuple[str, ...]
    subjects: tuple[str, ...]
    tells: bool = True  # whether the complaint, as far as it was heard, says what went wrong


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
    """Each point once, in order, whole: a list item by item, spoken words by their names, what is not fit to repeat by its subject."""
    names = {**texts["point"], **(subjects or {})}
    not_in = partial(_not_in, grievances=grievances, names=names, language=language, category=category)
    found = named_in(whole, texts, language, avoid=avoid)
    if _is_a_guess(found, whole, language):
        return told_as((), not_in(()) or (names[category],))
    by_subject, is_short = strictness == BY_SUBJECT, 0 < len(whole) <= SHORT[language]
    listed = partial(items_told, whole, texts, language, sums=sums, avoid=avoid)
    if named_things := _weightiest(found, terse=terse) or ([] if by_subject or terse else listed()):
        return told_as(named_things, () if strictness == FREELY else not_in(named_things))
    most = max(MOST_OF_ALL, min(len(grievances), MOST_BY_SPANS))
    if language in BY_SPANS and whole and not by_subject:
        said = _heard_as_a_whole(whole, texts, language, most, terse=terse, sums=sums, avoid=avoid)
        unsaid = _left_unsaid(said, not_in(said), names, category, strictness)
        return told_as(said, unsaid, tells=bool(said) or not is_short)
    phrases, unsaid, heard = list[str](), list[str](), weights_of(whole, texts, language)
    hear = partial(runs_of, texts=texts, language=language, terse=terse, sums=sums, avoid=avoid, heard=heard)
    if not by_subject and is_short:
        _add(_of_all(whole, hear, things, terse=terse), phrases)
    spoken = [[] for _ in grievances] if by_subject else _spoken_of(grievances, hear, things, terse=terse)
    for grievance, said in zip(grievances, spoken, strict=True):
        _add(said, phrases, most=max(len(grievances), MOST_OF_A_LIST + 1))
        if not (strictness == FREELY and said) and not any(
            answers(one, words_for(language), grievance) for one in phrases
        ):
            unsaid.append(names.get(grievance.category or category) or names["service"])
    if whole and not (by_subject or terse):
        _add_what_was_left_out(phrases, whole, hear, is_long=len(whole) > SHORT[language])
        weight = partial(_weight_of, heard=heard, texts=texts, language=language)
        phrases = sorted(phrases, key=weight, reverse=True)[:most]
    phrases = _as_told(phrases, heard, texts, language)
    if language == "en" and is_short and not by_subject:
        phrases = _or_quoted_whole(phrases, whole, texts, avoid)
    tells = not is_short or any(weight > A_GRIEVANCE for weight in heard.values())
    phrases = phrases[: MOST_TERSE if terse else MOST_POINTS]
    return told_as(phrases, _left_unsaid(phrases, unsaid, names, category, strictness), tells=tells)


def _is_a_guess(found: Sequence[tuple[str, float]], whole: str, language: str) -> bool:
    """Whether nothing that a long spoken complaint names tells enough to be said."""
    return (
        bool(found) and len(whole) > SHORT[language] and all(weight < TELLS_LITTLE for _name, weight in found)
    )


def _left_unsaid(
    told: Sequence[str], unsaid: Sequence[str], names: Mapping[str, str], category: str, strictness: int
) -> Sequence[str]:
    """The subjects to name beside what is told: none where that was said freely, at least one where nothing was."""
    if told:
        return () if strictness == FREELY else unsaid
    return unsaid or (names.get(category, names["service"]),)


def told_as(phrases: Sequence[str], subjects: Sequence[str], *, tells: bool = True) -> Points:
    """The points as a letter says them: no half of "not only … but also", each subject once."""
    return Points(tuple(map(without_not_only, phrases)), tuple(dict.fromkeys(subjects)), tells)


def _or_quoted_whole(
    phrases: list[str], whole: str, texts: Mapping[str, Any], avoid: Collection[str]
) -> list[str]:
    """The whole complaint in marks where nothing else is said, or only what speaks of something that is not named; a question rather than nothing."""
    if not all(map(is_vague, phrases)):
        return phrases
    quote = quoted_whole(whole, texts, avoid) or quoted_whole(whole, texts, avoid, asked=True)
    as_ours = f"{quote}{turned(quote, texts['restate'], 'en')}".lower()
    return [quote] if quote and all(without_marks(one).lower() in as_ours for one in phrases) else phrases


def _not_in(
    phrases: Sequence[str],
    grievances: Sequence[Grievance],
    names: Mapping[str, str],
    language: str,
    category: str,
) -> tuple[str, ...]:
    """The subjects of the points that no phrase answers."""
    words = words_for(language)
    left = [one for one in grievances if not any(answers(phrase, words, one) for phrase in phrases)]
    return tuple(dict.fromkeys(names.get(one.category or category) or names["service"] for one in left))


def _weightiest(found: Sequence[tuple[str, float]], *, terse: bool) -> list[str]:
    """The weightiest things that a spoken complaint names, each once, in its order."""
    most, chosen = MOST_TERSE if terse else MOST_OF_ALL, set[str]()
    for name, _weight in sorted(found, key=lambda one: -one[1]):
        if len(chosen) < most:
            chosen.add(name)
    told: list[str] = []
    for name in dict.fromkeys(name for name, _weight in found if name in chosen):
        parts = [one for one in name.split("，") if not any(one in other for other in told)]
        told += ["，".join(parts)] if parts else []
    return [one for one in told if not any(_says_more(other, one) for other in told)]


def _says_more(other: str, one: str) -> bool:
    """Whether another point says the same, and of which dish."""
    of_any_dish = one.startswith(EATEN) and other.endswith(one.removeprefix(EATEN))
    return other != one and (one in other or of_any_dish)


def _heard_as_a_whole(
    whole: str,
    texts: Mapping[str, Any],
    language: str,
    most: int,
    *,
    terse: bool,
    sums: bool,
    avoid: Collection[str],
) -> list[str]:
    """What a Chinese complaint tells, span by span, each once; what is spoken, and a few words of which nothing can be said as ours, in the customer's."""
    is_short = len(whole) <= SHORT[language]
    said: list[str] = []
    most = MOST_BY_TERSE if terse else most
    if quotes := quoted_as_spoken(whole, texts, language, avoid=avoid):
        return quotes[:1] if terse else quotes
    told = spans_of(whole, texts, language, terse=terse, sums=sums, avoid=avoid, most=most, is_short=is_short)
    _add(told, said)
    if is_short and not (said or terse):
        return quoted_as_typed(whole, texts, language, avoid=avoid)
    return said


def _add_what_was_left_out(
    phrases: list[str], whole: str, hear: Callable[..., list[Told]], *, is_long: bool
) -> None:
    """What the points do not tell; in a long complaint the core of it even where there are points enough."""
    if len(phrases) < MOST_OF_A_LIST:
        more = hear(whole, most=MOST_OF_A_LIST, least=LEFT_OUT if phrases else LEAST_WORTH)
        told = [one.words for one in more if stands_alone(one) or (one.words and not phrases)]
        _add(told, phrases, most=MOST_OF_A_LIST)
    if is_long:
        core = hear(whole, most=MOST_OF_A_LIST, least=A_CORE)
        _add([one.words for one in core if stands_alone(one)], phrases)


def _weight_of(phrase: str, heard: Mapping[str, float], texts: Mapping[str, Any], language: str) -> float:
    """What the weightiest clause in it tells."""
    low = phrase.lower()
    return max(
        (weight for one, weight in heard.items() if turned(one, texts["restate"], language).lower() in low),
        default=0.0,
    )


def _of_all(
    whole: str, hear: Callable[..., list[Told]], things: Collection[str], *, terse: bool
) -> list[str]:
    """A short complaint in its own run of words, whatever parts it was read in: all that went wrong, and not only the main thing."""
    told = hear(whole, most=1 if terse else MOST_OF_A_LIST, short=True)
    anything_wrong = any(one.is_grievance for one in told)
    return [
        named(one.words, whole, things)
        for one in told
        if one.words and (one.is_grievance or not anything_wrong)
    ]


def _as_told(
    phrases: Sequence[str], heard: Mapping[str, float], texts: Mapping[str, Any], language: str
) -> list[str]:
    """In the order in which the customer told it."""
    clauses = [turned(one, texts["restate"], language).lower() for one in heard]
    places: list[int] = []
    for phrase in phrases:
        low = phrase.lower()
        found = (
            at
            for at, (one, written) in enumerate(zip(clauses, heard, strict=True))
            if one in low or written.lower() in low
        )
        places.append(next(found, places[-1] if places else 0))
    return [phrase for _place, phrase in sorted(zip(places, phrases, strict=True), key=lambda both: both[0])]


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
    if set(scene) & set(QUOTES) or not (
        scene and said and said[0].is_grievance and POINTS_BACK.match(said[0].words)
    ):
        return said
    return [Told(f"{scene}; {said[0].words}", True), *said[1:]]


def _add(said: Sequence[str], phrases: list[str], most: int = MOST_POINTS) -> None:
    """What is new among them, as long as there is room; what says a phrase and more takes its place."""
    for phrase in map(partial(_without_said, phrases=phrases), said):
        if not phrase:
            continue
        if within := [one for one in phrases if one != phrase and one in phrase]:
            phrases[phrases.index(within[0])] = phrase
            phrases[:] = [one for one in phrases if one not in within]
        elif len(phrases) < most and not any(says_the_same(phrase, one) for one in phrases):
            phrases.append(phrase)


def _without_said(phrase: str, phrases: Sequence[str]) -> str:
    """A phrase without a clause that another one says already, whole."""
    parts = phrase.split("，")
    known = {part for one in phrases if one not in phrase for part in one.split("，")}
    fresh = [part for part in parts if part not in known]
    return phrase if len(fresh) == len(parts) else "，".join(fresh)


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
