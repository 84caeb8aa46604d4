"""Who takes a case: who may, who fits how well, and the reasons in both directions. Never gender, age or origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Reason = tuple[str | int | float, ...]

LEARNING, SURE, EXPERT = 1, 2, 3
BESIDE: Final = 3
OF_LEVEL: Final[Mapping[int, float]] = {LEARNING: 1.0, SURE: 3.0, EXPERT: 3.8}
LANGUAGE, LATELY, LONG_AGO, RAPPORT, THERE, AUTHORITY = 2.0, 1.5, 0.8, 1.0, 1.0, 1.5
DIALECT = 2.0
LOAD, HOT_ALREADY, LAST_HOT = 4.0, 0.8, 0.8
LATELY_DAYS: Final = 180
# Which strength, as people describe themselves, suits which way of speaking that was read in the words.
SUITS: Final[Mapping[str, str]] = {
    "eagle": "decisive",
    "peacock": "warm",
    "owl": "facts",
    "dove": "patient",
    "emotion": "calming",
}
CANTONESE: Final = "yue"
SCORED, ROUND_ROBIN, CAPACITY = "scored", "round_robin", "capacity"
# Why somebody does not come into question, the first that holds; the last three pass with time.
CONFLICT, GIVEN_BACK, NO_LANGUAGE, STILL_LEARNING = "conflict", "given_back", "no_language", "learning"
OFF_DUTY, BUSY, NO_ROOM = "off_duty", "busy", "no_room"
PASSING: Final = (OFF_DUTY, BUSY, NO_ROOM)


@dataclass(frozen=True)
class Need:
    """What a case asks of whoever takes it."""

    category: str = ""
    language: str = "zh-Hans"
    dialect: str = ""
    """What the words are spoken in where that is a language of its own, such as `yue`."""
    effort: float = 1.0
    hot: bool = False
    grave: bool = False
    sensitive: bool = False
    persona: str = ""
    mode: str = ""


@dataclass(frozen=True)
class Candidate:
    """A person who could take a case, as far as the choice is concerned."""

    member_id: int
    name: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    strengths: frozenset[str] = frozenset()
    load: float = 0.0
    capacity: int = 30
    on_duty: bool = True
    busy: bool = False
    conflict: bool = False
    gave_back: bool = False
    met_days_ago: int | None = None
    met_in: str = ""
    """The number of the case in which they last met the customer: whoever may not know of it is not told that they did."""
    works_there: bool = False
    may_decide: bool = False
    hot_today: int = 0
    hot_at_most: int = 3
    in_relief: bool = False
    had_last_hot: bool = False
    last_given: float = 0.0
    """Seconds since the epoch; 0 where nothing was ever given."""

    @property
    def knows_customer(self) -> bool:
        return self.met_days_ago is not None

    @property
    def share(self) -> float:
        return self.load / max(self.capacity, 1)


@dataclass(frozen=True)
class Choice:
    """Who takes it and why, or nobody; what spoke for others, and how many did not come into question why."""

    member_id: int | None
    reasons: tuple[Reason, ...]


def choose_handler(need: Need, people: Sequence[Candidate], *, method: str = SCORED) -> Choice:
    """The fittest person with room; with nobody the case waits, and the reasons say why."""
    somebody_writes = any(writes(need.language, one.languages) for one in people)
    ruled_out = {
        one.member_id: why for one in people if (why := why_not(need, one, language_matters=somebody_writes))
    }
    free = [one for one in people if one.member_id not in ruled_out]
    counted = [(code, n) for code, n in sorted(Counter(ruled_out.values()).items())]
    if not free:
        return Choice(None, waiting_reasons(counted))
    order = ORDERS[method](need)
    ranked = sorted(free, key=order, reverse=True)
    best = ranked[0]
    beside = [next_to(best, one, need, method) for one in ranked[1 : 1 + BESIDE]]
    without = [("without", code, n) for code, n in counted]
    return Choice(best.member_id, (*reasons_for(need, best, method), *beside, *without))


def why_not(need: Need, one: Candidate, *, language_matters: bool) -> str:
    """The first reason for which somebody does not come into question; empty if they do."""
    level = one.skills.get(need.category, 0)
    tests = (
        (CONFLICT, one.conflict),
        (GIVEN_BACK, one.gave_back),
        (NO_LANGUAGE, language_matters and not writes(need.language, one.languages)),
        (STILL_LEARNING, level == LEARNING and (need.grave or need.hot)),
        (OFF_DUTY, not one.on_duty),
        (BUSY, one.busy),
        (NO_ROOM, not has_room(need, one)),
    )
    return next((code for code, holds in tests if holds), "")


def has_room(need: Need, one: Candidate) -> bool:
    """An empty desk takes any case; heated ones are limited by themselves."""
    if one.capacity <= 0 or (one.load > 0 and one.load + need.effort > one.capacity):
        return False
    return not need.hot or (not one.in_relief and one.hot_today < one.hot_at_most)


def writes(language: str, languages: frozenset[str]) -> bool:
    """Both ways of writing Chinese are read by whoever writes one of them, or knows Cantonese."""
    return any(family(one) == family(language) for one in languages)


def family(language: str) -> str:
    return "zh" if language == CANTONESE else language.partition("-")[0]


def waiting_reasons(counted: list[tuple[str, int]]) -> tuple[Reason, ...]:
    able = sum(n for code, n in counted if code in PASSING)
    return (("waits", able), *(("without", code, n) for code, n in counted))


def parts_of(need: Need, one: Candidate) -> dict[str, float]:
    """What speaks for somebody and against them, each with its weight."""
    return {
        "skill": OF_LEVEL.get(one.skills.get(need.category, 0), 0.0),
        "language": LANGUAGE * (need.language in one.languages),
        "dialect": DIALECT * (need.dialect in one.languages),
        "knows_customer": 0.0
        if one.met_days_ago is None
        else LATELY
        if one.met_days_ago <= LATELY_DAYS
        else LONG_AGO,
        "rapport": RAPPORT * bool(rapport(need, one)),
        "works_there": THERE * one.works_there,
        "authority": AUTHORITY * (need.sensitive and one.may_decide),
        "load": -LOAD * one.share,
        "turn": -(HOT_ALREADY * one.hot_today + LAST_HOT * one.had_last_hot) * need.hot,
    }


def rapport(need: Need, one: Candidate) -> str:
    """The strength of theirs that suits how the customer speaks."""
    wanted = [SUITS[key] for key in (need.persona, need.mode) if key in SUITS]
    return next((strength for strength in wanted if strength in one.strengths), "")


Order = Callable[[Candidate], tuple[float, int]]
ORDERS: Final[Mapping[str, Callable[[Need], Order]]] = {
    SCORED: lambda need: lambda one: (sum(parts_of(need, one).values()), -one.member_id),
    ROUND_ROBIN: lambda need: lambda one: (-one.last_given, -one.member_id),
    CAPACITY: lambda need: lambda one: (-one.share, -one.member_id),
}


def next_to(best: Candidate, one: Candidate, need: Need, method: str) -> Reason:
    """Somebody who was passed over, and why; that they do not know the customer says that the other one does."""
    what = what_spoke_for(best, one, need, method)
    return ("beside", one.name, what, best.met_in) if what == "knows_customer" else ("beside", one.name, what)


def what_spoke_for(best: Candidate, one: Candidate, need: Need, method: str) -> str:
    """In what the chosen person was furthest ahead of another."""
    if method != SCORED:
        return method
    ours, theirs = parts_of(need, best), parts_of(need, one)
    name, lead = max(((name, ours[name] - theirs[name]) for name in ours), key=lambda pair: pair[1])
    return name if lead > 0 else "even"


def reasons_for(need: Need, one: Candidate, method: str) -> list[Reason]:
    """Everything that is true of the chosen person and mattered, as data."""
    found: list[Reason] = [] if method == SCORED else [("method", method)]
    level = one.skills.get(need.category, 0)
    if level:
        found.append(("skill", need.category) if level == SURE else ("skill", need.category, level))
    if need.language in one.languages:
        found.append(("language", need.language))
    if need.dialect in one.languages:
        found.append(("language", need.dialect))
    if one.met_days_ago is not None:
        found.append(("knows_customer", one.met_days_ago, one.met_in))
    if strength := rapport(need, one):
        found.append(("rapport", strength))
    if one.works_there:
        found.append(("works_there", 1))
    if need.sensitive and one.may_decide:
        found.append(("authority", 1))
    if need.hot:
        found.append(("turn", one.hot_today))
    found.append(("load", round(one.load, 1), one.capacity))
    return found
