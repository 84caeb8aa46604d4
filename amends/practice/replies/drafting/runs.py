"""Runs of a customer's clauses as the letter says them: which neighbours together tell most, and in whose mouth."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from amends.practice.replies.check.phrases import marked_anywhere
from amends.practice.replies.check.sums import AMOUNT
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words, language_of, words_for
from amends.practice.replies.drafting.clauses import (
    CRIME,
    REASON,
    Clause,
    clauses_of,
    is_clean,
    is_sayable,
    is_unfinished,
    turned,
)
from amends.practice.replies.drafting.english import FIRST_WORDS, VERB, has_a_slip, is_whole, missing
from amends.practice.replies.drafting.scene import POINTS_BACK
from amends.practice.replies.drafting.weighing import weighed
from amends.practice.replies.drafting.whole import can_be_quoted, is_spoken

LIMIT = {"en": 150, "zh-Hans": 42, "zh-Hant": 42}
TERSE = {"en": 80, "zh-Hans": 22, "zh-Hant": 22}
ROOMY = {"en": 150, "zh-Hans": 60, "zh-Hant": 60}  # a short complaint is said in one breath
LONGEST_RUN, LONGEST_SHORT = 3, 5  # clauses
# What is shorter says too little, but for the core of the matter: "没空调" is a whole complaint.
SHORTEST = {"en": 18, "zh-Hans": 5, "zh-Hant": 5}
SHORTEST_CORE, A_CORE = {"en": 18, "zh-Hans": 3, "zh-Hant": 3}, 1.0
QUOTES = "“「"
# What a clause tells (`weighing`): from where on it is a grievance, and below what it is not worth saying back.
A_GRIEVANCE, LEAST_WORTH = 0.5, 0.5
MAIN = 0.55  # what a further item of a list is worth at least
CALLED = 0.65  # what is called by its name, such as a reason that is asked for
NAMED = 0.1  # a clause that is named plainly needs to tell no more than this: what it complains of is known
MAIN_SPOKEN = 0.55  # what was only spoken is worth at least, before it is turned into written words
# The same where a point is one clause: it may name what the next one is about, or be all that was written.
OF_A_SCENE, ALL_THERE_IS = 0.1, -0.6
# Whom it is said of and who says it, run together by a writer who left the pause out.
TANGLED = re.compile(r"我[们們]您(?!好)|您我[们們]")
ALONE = 1.5  # one clause alone may be so much longer
LEAST_OF_A_PART, ANOTHER_CLAUSE, QUOTED = 0.2, 0.4, 0.3


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
    return runs_of(text, texts, language, terse=terse, sums=sums, avoid=avoid)[0].words


def runs_of(
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
    short: bool = False,
) -> list[Told]:
    """At most so many runs of clauses, in the order of the text; never none, though it may be nothing that was told."""
    rules, words = texts["restate"], words_for(language)
    if language_of(text) != language and not _is_close(text, language):
        return [NOTHING_TOLD]
    limit = (TERSE if terse else ROOMY if short else LIMIT)[language]
    longest = 1 if language == "en" else LONGEST_SHORT if short else LONGEST_RUN
    text = text if sums else AMOUNT.sub("", text)
    clauses = list(clauses_of(text, rules, language, terse=terse))
    weights = [
        heard.get(one.words, weight)
        for one, weight in zip(clauses, _weights(clauses, rules, words), strict=True)
    ]
    said = [spoken(one, weight, rules, words, avoid) for one, weight in zip(clauses, weights, strict=True)]
    if len(said) == 1:
        least = min(least, OF_A_SCENE if len(heard) > 1 else ALL_THERE_IS)
    found: dict[int, Told] = {}
    for turn in range(most):
        first, run = _best_run(said, limit, most=longest, least=least)
        told = _phrased(run, texts, language)
        if turn and not stands_alone(told):
            break
        found[first] = told
        said = [NOTHING_SAID if first <= place < first + len(run) else one for place, one in enumerate(said)]
        least = max(least, MAIN)
    return [found[place] for place in sorted(found)]


def weights_of(text: str, texts: Mapping[str, Any], language: str) -> dict[str, float]:
    """What each clause of the whole complaint tells: where it stands there says something, too."""
    clauses = list(clauses_of(text, texts["restate"], language)) if text else []
    weights = _weights(clauses, texts["restate"], words_for(language))
    told = {one.words: weight for one, weight in zip(clauses, weights, strict=True)}
    for one, weight in zip(clauses, weights, strict=True):
        if one.named:
            told[one.named] = max(weight, told.get(one.named, weight))
    return told


def named_in(
    text: str, texts: Mapping[str, Any], language: str, *, avoid: Collection[str]
) -> list[tuple[str, float]]:
    """What a spoken text complains of, plainly, in its order, and how much each tells; nothing for any other text."""
    clauses = list(clauses_of(text, texts["restate"], language)) if is_spoken(text) else []
    if not any(one.named for one in clauses):
        return []
    weights = _weights(clauses, texts["restate"], words_for(language))
    return [
        (one.named, weight)
        for one, weight in zip(clauses, weights, strict=True)
        if one.named and weight >= NAMED and not any(one.named in marked for marked in avoid)
    ]


def _weights(clauses: Sequence[Clause], rules: Mapping[str, Any], words: Words) -> list[float]:
    return weighed(clauses, [is_sayable(one, rules, words.language) for one in clauses], words)


def _phrased(run: Sequence[Said], texts: Mapping[str, Any], language: str) -> Told:
    """Neighbouring clauses as the letter says them, and whether they say what went wrong."""
    phrase = texts["form"]["pause"].join(dict.fromkeys(one.words for one in run))
    is_core = any(one.weight >= A_CORE for one in run)
    if len(phrase) < (SHORTEST_CORE if is_core else SHORTEST)[language]:
        return NOTHING_TOLD
    is_grievance = any(one.weight > A_GRIEVANCE for one in run)
    if language == "en":
        told = _quoted(phrase, texts) if run[0].is_quoted else _started(phrase, run[0], texts)
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
    leads: bool = False  # it wants to go on, and ends nothing


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
            if run[-1].leads or (len(run) > 1 and run[-1].weight <= A_GRIEVANCE):
                continue
            total = sum(one.weight for one in run) - ANOTHER_CLAUSE * (len(run) - 1)
            if total > highest:
                at, best, highest = start, run, total
    return at, best


def _is_apart(said: Said) -> bool:
    return said.is_quoted or said.is_alone or said.words.endswith(REASON)


def spoken(
    clause: Clause, weight: float, rules: Mapping[str, Any], words: Words, avoid: Collection[str]
) -> Said:
    """A clause in our mouth or in quotes, and how much it says; nothing if it must not be said at all."""
    if clause.named:
        is_told = weight >= NAMED and not any(clause.named in one for one in avoid)
        return Said(clause.named, max(weight, CALLED), is_alone=True) if is_told else NOTHING_SAID
    if not is_clean(clause, rules, words.language, leads=True):
        return Said("", 0.0)
    if clause.is_alone and weight < MAIN_SPOKEN:
        return Said("", 0.0)  # out of a spoken text only what went wrong is worth turning into written words
    polite = turned(clause.words, rules, words.language)
    if any(mark.pattern.search(clause.words) for mark in words.marks["negative_wording"]) and not (
        polite == clause.words and IT_CANNOT.match(clause.words)
    ):
        return Said("", 0.0)  # even quoted, a "cannot" makes the letter read like a refusal
    disliked = any(polite.lower() in one.lower() for one in avoid)
    if any(clause.words.lower() in one.lower() and set(one) & set(QUOTES) for one in avoid):
        return Said("", 0.0)
    if TANGLED.search(polite):
        return Said("", 0.0)
    is_the_customers = _is_quoted(clause.words) or (words.language == "en" and has_a_slip(clause.words))
    if disliked or is_the_customers or not polite or _would_be_flagged(polite, words):
        quoted = (
            clause.words if _can_be_quoted(clause, words.language) else _first_part(clause, words.language)
        )
        return Said(quoted, weight - QUOTED, is_quoted=True)
    leads = is_unfinished(clause.words)
    return Said(
        polite, weight, written=clause.words, is_alone=clause.is_alone, opens=clause.opens, leads=leads
    )


LEAST_OF_A_SENTENCE = 40  # characters


def _can_be_quoted(clause: Clause, language: str) -> bool:
    """Whether it is of a fit length, and in English a sentence: the rest of one begins amid a thought."""
    is_sentence = language != "en" or clause.opens or is_whole(clause.words)
    return is_sentence and can_be_quoted(clause.words, language)


def _first_part(clause: Clause, language: str) -> str:
    """Of an English sentence that is too long for a quote what stands before its second half."""
    first, joint, _rest = clause.words.partition(", and ")
    is_enough = language == "en" and joint and clause.opens and len(first) >= LEAST_OF_A_SENTENCE
    return first if is_enough and can_be_quoted(first, language) else ""


def _is_quoted(phrase: str) -> bool:
    """An accusation is the customer's, not ours."""
    return bool(CRIME.search(phrase))


# Small words that lead up to who did it.
BEFORE_IT = frozenset({"for", "with", "by", "as", "within", "upon", "regardless", "once", "of", "to", "if"})
# What a thing does not do refuses nothing.
IT_CANNOT = re.compile(r"(?:不能|无法|無法)自[动動]")
FEWEST_WORDS = 5  # what has no verb is quoted only as something longer
FRAGMENT = re.compile(r"(?:for|to|of|with|by|and|or|but|that|which|who|as|than|not)\b", re.I)


def _quoted(phrase: str, texts: Mapping[str, Any]) -> str:
    return str(texts["form"]["quoted"].format(words=phrase))


def _started(phrase: str, said: Said, texts: Mapping[str, Any]) -> str:
    """As the end of "you told me that …", or quoted where it is not a whole sentence."""
    if without := missing(phrase):
        return without
    if not is_whole(phrase):
        if (
            FRAGMENT.match(phrase)
            or not said.opens
            or not (VERB.search(phrase) or len(re.findall(r"\b[a-z]+\b", phrase)) >= FEWEST_WORDS)
        ):
            return ""
        return _quoted(said.written, texts)
    first = phrase.split()[0]
    is_word = (
        re.fullmatch(rf"{FIRST_WORDS}(?:[\x27\u2019][a-z]+)?", first, re.I) or first.lower() in BEFORE_IT
    )
    is_name = (first.isupper() and len(first) > 1) or not is_word
    return str(phrase if is_name else phrase[0].lower() + phrase[1:])


def _is_close(text: str, language: str) -> bool:
    """The two scripts of Chinese: short clauses of one are often taken for the other."""
    return language != "en" and language_of(text) != "en" and len(text) < 12


def _would_be_flagged(phrase: str, words: Words) -> bool:
    """Whether our own check would stop over these words in our mouth."""
    if marked_anywhere(words, phrase) or words.has("gift", phrase) or words.has("waiting", phrase):
        return True
    return any(not match.group().isspace() for match in words.lexicon["promise"].finditer(Text(phrase).reply))


def stands_alone(told: Told) -> bool:
    """Whether it can be said without what went before it: no quote, and nothing that points back."""
    return told.is_grievance and not POINTS_BACK.match(told.words)
