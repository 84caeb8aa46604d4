"""Who takes a case."""

from __future__ import annotations

from dataclasses import dataclass


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
