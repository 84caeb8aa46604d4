"""Decisions about a case, without a database and without a clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amends.casework.cases.choices import Record, Stage

STAGES: tuple[Stage, ...] = tuple(Stage)
NUMBER = re.compile(r"^A(\d{2})[-\s]?0*([1-9]\d{0,11})$", re.IGNORECASE | re.ASCII)
SENTENCE_END = re.compile(r"[。！？!?\n；;]")
SUBJECT_LENGTH = 40
SUMMARY_LENGTH = 160

# What has to be on record before a stage may be left.
NEEDED: Mapping[Stage, tuple[Record, ...]] = {
    Stage.LISTEN: (Record.POINTS,),
    Stage.CONFIRM: (Record.FIRST_REPLY,),
    Stage.INVESTIGATE: (Record.FINDING,),
    Stage.PROPOSE: (Record.AGREED,),
    Stage.CARRY_OUT: (Record.CARRIED_OUT, Record.FOLLOWED_UP),
    Stage.REVIEW: (Record.CAUSE,),
}
# Records that a handler writes in words; the others come from what was done.
WRITTEN: Mapping[Stage, Record] = {Stage.LISTEN: Record.POINTS, Stage.INVESTIGATE: Record.FINDING}


def case_number(case_id: int, received_at: datetime, zone: str) -> str:
    """The number a customer is given: the year it was received in and a running number."""
    return f"A{received_at.astimezone(ZoneInfo(zone)):%y}-{case_id:06d}"


def pulse_of(touched_at: datetime) -> int:
    """The moment of the last change in milliseconds."""
    return int(touched_at.timestamp() * 1000)


def id_in_number(number: str) -> int | None:
    """The running number inside a case number, or None if it is not one."""
    found = NUMBER.match(folded(number))
    return int(found[2]) if found else None


def is_number_of(typed: str, number: str) -> bool:
    """Whether somebody who typed this meant this number: full-width digits and a missing dash are forgiven."""
    meant, real = NUMBER.match(folded(typed)), NUMBER.match(number)
    return meant is not None and real is not None and meant.groups() == real.groups()


def folded(number: str) -> str:
    return unicodedata.normalize("NFKC", number).strip().replace("–", "-").replace("—", "-")


def subject_from(text: str) -> str:
    """A short title out of the customer's own first words."""
    for part in SENTENCE_END.split(" ".join(text.split())):
        if part.strip():
            words = part.strip()
            return words if len(words) <= SUBJECT_LENGTH else words[: SUBJECT_LENGTH - 1] + "…"
    return text.strip()[:SUBJECT_LENGTH]


def summary_from(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SUMMARY_LENGTH else words[: SUMMARY_LENGTH - 1] + "…"


def missing_for(stage: Stage, on_record: frozenset[Record]) -> tuple[Record, ...]:
    """What still has to be recorded before the stage may be left."""
    return tuple(record for record in NEEDED[stage] if record not in on_record)


def next_stage(stage: Stage) -> Stage | None:
    """The stage after this one; None after the last, when the case closes."""
    position = STAGES.index(stage) + 1
    return STAGES[position] if position < len(STAGES) else None


# Degrees of heat: up to the first a customer is calm, from the second on angry; between them one cannot say.
CALM_UP_TO, ANGRY_FROM = 32, 60
CALM, UPSET = frozenset({"calm", "confused"}), frozenset({"anger"})


def calm_now(heat: int | None, emotion: str) -> bool | None:
    """Whether the customer is calm now: by the heat of the latest words, or by the complaint until it was followed."""
    if heat is None:
        return True if emotion in CALM else False if emotion in UPSET else None
    return True if heat <= CALM_UP_TO else False if heat >= ANGRY_FROM else None


@dataclass(frozen=True)
class Candidate:
    """A person who could take a case, as far as the choice is concerned. No gender, age or origin."""

    member_id: int
    skills: frozenset[str]
    languages: frozenset[str]
    open_cases: int
    capacity: int
    present: bool
    knows_customer: bool
    works_there: bool = False


@dataclass(frozen=True)
class Choice:
    member_id: int
    reasons: tuple[tuple[str, str | int], ...]


def choose_handler(candidates: list[Candidate], *, category: str, language: str) -> Choice | None:
    """The fittest present person below capacity, with the reasons; None leaves the case in the waiting queue."""
    free = [one for one in candidates if one.present and one.open_cases < one.capacity]
    if not free:
        return None

    def fitness(one: Candidate) -> tuple[float, int]:
        score = (
            3.0 * (category in one.skills)
            + 2.0 * (language in one.languages)
            + 1.5 * one.knows_customer
            + one.works_there
        )
        return score - 4.0 * one.open_cases / max(one.capacity, 1), -one.member_id

    best = max(free, key=fitness)
    reasons: list[tuple[str, str | int]] = []
    if category in best.skills:
        reasons.append(("skill", category))
    if language in best.languages:
        reasons.append(("language", language))
    if best.knows_customer:
        reasons.append(("knows_customer", 1))
    if best.works_there:
        reasons.append(("works_there", 1))
    reasons.append(("open_cases", best.open_cases))
    return Choice(best.member_id, tuple(reasons))


NAME_AT_LEAST = 2
WORDS_BEFORE, WORDS_AFTER = 12, 18


def names_in(facts: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Names that the facts about staff may mean → their place; also shorter ones, for a title or a verb may cling on."""
    found: dict[str, tuple[int, int]] = {}
    for fact in facts:
        if fact.get("kind") != "staff" or not isinstance(fact.get("value"), str):
            continue
        name = fact["value"].strip()
        for length in range(len(name), NAME_AT_LEAST - 1, -1):
            found.setdefault(name[:length].strip(), (fact["start"], fact["end"]))
    return found


def words_around(text: str, start: int, end: int) -> str:
    """The words that name somebody, with a little of what stands around them, on one line."""
    before, after = max(0, start - WORDS_BEFORE), min(len(text), end + WORDS_AFTER)
    words = " ".join(text[before:after].split())
    return f"{'…' if before else ''}{words}{'…' if after < len(text) else ''}"
