"""Whether a gesture may go out now: never before the fix, never while somebody is angry, never instead of an apology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

# The mistakes of giving, each with its name; those that hold a gesture back stand apart from those that only warn.
BEFORE_THE_FIX: Final = "before_the_fix"
WRONG_MOMENT: Final = "wrong_moment"
INSTEAD_OF_APOLOGY: Final = "instead_of_apology"
LOOKS_LIKE_BRIBE: Final = "looks_like_bribe"
TOO_CHEAP: Final = "too_cheap"
UNRELATED: Final = "unrelated"
STEREOTYPED: Final = "stereotyped"
MISTAKES: Final = (
    BEFORE_THE_FIX,
    WRONG_MOMENT,
    INSTEAD_OF_APOLOGY,
    LOOKS_LIKE_BRIBE,
    TOO_CHEAP,
    UNRELATED,
    STEREOTYPED,
)
# Where somebody may be watching, more than what is proportionate can be read as paying for silence.
WATCHED: Final = frozenset({"media", "regulator", "legal"})
GRAVE: Final = frozenset({"severe", "critical"})
IMPORTANT: Final = frozenset({"gold", "platinum"})

# A surprise comes when nobody expects it any more; a second part when the first has been received.
SURPRISE_AFTER, SECOND_PART_AFTER = timedelta(days=7), timedelta(days=14)
SATURDAY: Final = 5


@dataclass(frozen=True)
class Mistake:
    """One mistake by its name: whether it holds the gesture back, and why, as a code with values for the sentence."""

    name: str
    holds: bool
    why: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What the gate looks at. Nothing in it says who the customer is: only what happened, and how they are now."""

    waits: bool
    """Whether it is goodwill; money that is owed and what the customer chose as the solution never wait."""
    kind: str = "gift"
    solved: bool = False
    confirmed: bool = False
    """The customer said that it is put right, or was asked and did."""
    unread: bool = False
    calm: bool | None = None
    apologised: bool = False
    verdict: str = "unknown"
    risks: tuple[str, ...] = ()
    planned_on: date | None = None
    today: date | None = None
    bribe_words: str = ""
    """The words of the reason or the card that tie it to silence, a withdrawal or praise."""
    stereotype_words: str = ""
    """The words of the reason that choose it by gender, age or origin."""
    relevant: bool | None = None
    same_before: int = 0
    """How often this customer was given the very same thing before."""


@dataclass(frozen=True)
class Gate:
    """What the gate says: it is open as long as nothing holds the gesture back, or where a lead opened it."""

    mistakes: tuple[Mistake, ...] = ()
    opened: bool = False

    @property
    def holding(self) -> tuple[Mistake, ...]:
        return tuple(one for one in self.mistakes if one.holds)

    @property
    def warnings(self) -> tuple[Mistake, ...]:
        return tuple(one for one in self.mistakes if not one.holds)

    @property
    def is_open(self) -> bool:
        return self.opened or not self.holding


def judge_giving(facts: Facts, *, opened: bool = False) -> Gate:
    """All mistakes at once, those that hold back first. What is owed has no moment that it must wait for."""
    held = list(holding_back(facts)) if facts.waits else []
    return Gate((*held, *warned_of(facts)), opened)


def holding_back(facts: Facts) -> Iterable[Mistake]:
    if not facts.solved:
        yield Mistake(BEFORE_THE_FIX, True, "not_solved")
    elif not facts.confirmed:
        yield Mistake(BEFORE_THE_FIX, True, "not_confirmed")
    if facts.calm is False:
        yield Mistake(WRONG_MOMENT, True, "angry")
    elif facts.calm is None and not facts.confirmed:
        yield Mistake(WRONG_MOMENT, True, "mood_unknown")
    if facts.unread:
        yield Mistake(WRONG_MOMENT, True, "unanswered")
    if too_soon(facts):
        yield Mistake(WRONG_MOMENT, True, "planned", {"on": facts.planned_on})
    if not facts.apologised:
        yield Mistake(INSTEAD_OF_APOLOGY, True, "no_apology")
    if facts.bribe_words:
        yield Mistake(LOOKS_LIKE_BRIBE, True, "tied", {"words": facts.bribe_words})


def too_soon(facts: Facts) -> bool:
    """A parcel may be packed before its day and leaves no sooner; all else waits for it here."""
    if facts.kind == "gift" or facts.planned_on is None or facts.today is None:
        return False
    return facts.planned_on > facts.today


def warned_of(facts: Facts) -> Iterable[Mistake]:
    if facts.waits and facts.verdict == "under":
        yield Mistake(TOO_CHEAP, False, "under")
    if facts.waits and facts.verdict == "over" and WATCHED & set(facts.risks):
        yield Mistake(LOOKS_LIKE_BRIBE, False, "watched")
    if facts.relevant is False:
        yield Mistake(UNRELATED, False, "no_tie")
    if facts.stereotype_words:
        yield Mistake(STEREOTYPED, False, "by_who", {"words": facts.stereotype_words})
    elif facts.same_before:
        yield Mistake(STEREOTYPED, False, "same_again", {"n": facts.same_before})


@dataclass(frozen=True)
class Timing:
    """One moment to give at: the days of its parts, why it is good, and whether it suits this case best."""

    key: str
    days: tuple[date, ...]
    why: str
    best: bool = False


def timings(
    facts: Facts, *, today: date, severity: str = "", tier: str = "", was_angry: bool = False
) -> tuple[Timing, ...]:
    """At once, later as a surprise, or in stages: each with its days and reason, the most fitting one marked."""
    ready = judge_giving(facts).is_open
    best = best_timing(ready=ready, severity=severity, tier=tier, was_angry=was_angry)
    later, second = working_day(today + SURPRISE_AFTER), working_day(today + SECOND_PART_AFTER)
    return (
        Timing("now", (today,), "ready" if ready else "once_ready", best == "now"),
        Timing("later", (later,), "after_anger" if was_angry else "unexpected", best == "later"),
        Timing("staged", (today, second), "grave" if severity in GRAVE else "kept_up", best == "staged"),
    )


def best_timing(*, ready: bool, severity: str, tier: str, was_angry: bool) -> str:
    if severity in GRAVE or (tier in IMPORTANT and ready):
        return "staged"
    return "later" if was_angry or not ready else "now"


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend: nobody signs for a parcel at a closed office."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
