"""What a person may say about a label, and what then counts: pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

Facts = list[dict[str, Any]]
LONGEST_FACT: Final = 200
# That somebody called before is a fact though nobody said how often.
MAY_BE_UNTOLD: Final = frozenset({"earlier_contact"})
# Where a fact stands and of what kind it is: by this it is known again after it was corrected.
FACT_PLACE: Final = ("kind", "start", "end")


def intensity_fits(value: object) -> bool:
    return type(value) is int and 0 <= value <= 3


def one_fits(value: object, known: Collection[str]) -> bool:
    return isinstance(value, str) and value in known


def several_fit(value: object, known: Collection[str]) -> bool:
    """A list of known words, none of them twice."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return False
    return set(value) <= set(known) and len(set(value)) == len(value)


def facts_fit(value: object, kinds: Collection[str]) -> bool:
    """A list of facts as the engine writes them."""
    return isinstance(value, list) and all(fact_fits(one, kinds) for one in value)


def fact_fits(fact: object, kinds: Collection[str]) -> bool:
    if not isinstance(fact, dict) or set(fact) != {"kind", "value", "unit", "start", "end"}:
        return False
    places = (fact["start"], fact["end"])
    return (
        fact["kind"] in kinds
        and isinstance(fact["value"], str)
        and (0 < len(fact["value"]) <= LONGEST_FACT or (not fact["value"] and fact["kind"] in MAY_BE_UNTOLD))
        and (fact["unit"] is None or isinstance(fact["unit"], str))
        and all(type(place) is int and place >= 0 for place in places)
    )


WEIGHTS: Final = ("minor", "moderate", "severe", "critical")


def refinement(
    read: Mapping[str, Any], opinion: Mapping[str, Any], settled: Collection[str]
) -> dict[str, Any]:
    """Field → what an outside opinion makes of it. A matter may only get weightier by it: severity rises, risks are added.

    `settled` are the fields that stay as they are: judged by a person, or read surely by the engine.
    """
    found: dict[str, Any] = {}
    for field, value in opinion.items():
        before = read.get(field)
        if field == "risks":
            value = with_and_without(before or [], value, ())
        elif field in settled or (field == "severity" and not _weighs_more(value, before)):
            continue
        if not same(before, value):
            found[field] = value
    return found


def _weighs_more(value: str, before: object) -> bool:
    return before not in WEIGHTS or WEIGHTS.index(value) > WEIGHTS.index(str(before))


def with_and_without(value: Sequence[str], add: Iterable[str], drop: Iterable[str]) -> list[str]:
    """The labels in their order, less those dropped, then those added."""
    dropped = set(drop)
    kept = [one for one in value if one not in dropped]
    return [*kept, *(one for one in add if one not in kept)]


def changed_facts(
    facts: Facts, place: tuple[str, int, int], change: Mapping[str, Any] | None
) -> Facts | None:
    """The facts with one of them changed, or left out if `change` is None; None if it is not among them."""
    found: Facts = []
    seen = False
    for fact in facts:
        if tuple(fact[name] for name in FACT_PLACE) != place:
            found.append(fact)
            continue
        seen = True
        if change is not None:
            found.append({**fact, **change})
    return found if seen else None


def same(left: object, right: object) -> bool:
    """Whether two values of a label say the same; the order of several labels says nothing."""
    if (
        isinstance(left, list)
        and isinstance(right, list)
        and all(isinstance(one, str) for one in [*left, *right])
    ):
        return sorted(left) == sorted(right)
    return (left or "") == (right or "") if not isinstance(left, int) else left == right


def latest(verdicts: Iterable[Any], field_of: Callable[[Any], str]) -> dict[str, Any]:
    """For each field the last word about it; `verdicts` come oldest first."""
    return {field_of(one): one for one in verdicts}
