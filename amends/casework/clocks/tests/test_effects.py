"""The written table of what starts and stops each clock is walked as a whole: every happening, from every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from amends.casework.cases.actions import close_case
from amends.casework.cases.models import Case
from amends.casework.clocks.actions import apply_effect
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import clocks_of, running
from amends.casework.clocks.reactions import HAPPENING_OF_MESSAGE
from amends.casework.clocks.rules import EFFECTS
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted

FIRST, SOLUTION, FOLLOW_UP = ClockKind
# What a person expects, written down apart from the code: happening → (what then runs, what then does not).
EXPECTED = {
    "complaint_registered": ({FIRST, SOLUTION}, set()),
    "receipt_sent": (set(), set()),
    "reply_sent": (set(), {FIRST}),
    "solution_proposed": (set(), {FIRST, SOLUTION}),
    "solution_rejected": ({SOLUTION}, set()),
    "case_solved": ({FOLLOW_UP}, {SOLUTION}),
    "solution_disputed": ({SOLUTION}, {FOLLOW_UP}),
    "followed_up": (set(), {FOLLOW_UP}),
    "case_closed": (set(), {FIRST, SOLUTION, FOLLOW_UP}),
    "case_reopened": ({SOLUTION}, set()),
}


def subsets() -> Iterator[frozenset[ClockKind]]:
    for size in range(len(ClockKind) + 1):
        yield from map(frozenset, combinations(ClockKind, size))


def kinds(case: Case) -> set[str]:
    return set(running(case.pk).values_list("kind", flat=True))


def start(case: Case, which: frozenset[ClockKind]) -> None:
    for kind in which:
        Clock.objects.create(
            case=case, kind=kind, started_at=case.received_at, due_at=case.received_at + timedelta(hours=5)
        )


def test_the_table_knows_every_happening_and_no_other() -> None:
    assert set(EFFECTS) == set(EXPECTED)
    assert set(HAPPENING_OF_MESSAGE.values()) <= set(EFFECTS)


@pytest.mark.parametrize("happening", EFFECTS)
@pytest.mark.parametrize("before", list(subsets()), ids=lambda which: "+".join(sorted(which)) or "none")
def test_from_every_state_each_happening_does_what_is_written(
    company: Any, registered_case: Case, happening: str, before: frozenset[ClockKind]
) -> None:
    start(registered_case, before)
    at = registered_case.received_at + timedelta(hours=1)
    apply_effect(case_id=registered_case.pk, happening=happening, at=at, by=company.house)
    then_runs, then_does_not = EXPECTED[happening]
    assert kinds(registered_case) == (set(before) | then_runs) - then_does_not
    registered_case.refresh_from_db()
    first = running(registered_case.pk).first()
    assert registered_case.due_at == (first.due_at if first else None)
    assert registered_case.due_kind == (first.kind if first else "")
    assert all(one.stopped_at in (None, at) for one in clocks_of(registered_case))


@pytest.mark.parametrize("happening", EFFECTS)
def test_hearing_of_the_same_happening_twice_changes_nothing_more(
    company: Any, registered_case: Case, happening: str
) -> None:
    at = registered_case.received_at + timedelta(hours=1)
    start(registered_case, frozenset(ClockKind))
    apply_effect(case_id=registered_case.pk, happening=happening, at=at, by=company.house)
    clocks, entries = list(Clock.objects.values()), entries_of(registered_case.chain).count()
    apply_effect(case_id=registered_case.pk, happening=happening, at=at, by=company.house)
    assert list(Clock.objects.values()) == clocks
    assert entries_of(registered_case.chain).count() == entries


@pytest.mark.parametrize("happening", EFFECTS)
def test_no_clock_ever_starts_in_a_closed_case(
    company: Any, owned_case: Case, run_jobs: Callable[[], int], happening: str
) -> None:
    close_case(case_id=owned_case.pk, outcome="WDN", reason="撤诉", by=company.handler)
    run_jobs()
    assert kinds(owned_case) == set()
    apply_effect(case_id=owned_case.pk, happening=happening, at=clock.now(), by=company.house)
    assert kinds(owned_case) == set()
    owned_case.refresh_from_db()
    assert owned_case.due_at is None


def test_a_clock_knows_whether_it_was_met(company: Any, registered_case: Case) -> None:
    apply_effect(
        case_id=registered_case.pk,
        happening="complaint_registered",
        at=registered_case.received_at,
        by=company.house,
    )
    late = registered_case.received_at + timedelta(hours=25)
    assert {one.was_met for one in clocks_of(registered_case)} == {None}
    apply_effect(case_id=registered_case.pk, happening="solution_proposed", at=late, by=company.house)
    assert {one.kind: one.was_met for one in clocks_of(registered_case)} == {FIRST: False, SOLUTION: True}


@pytest.mark.parametrize("who", ["handler", "lead", "manager", "administrator"])
def test_people_cannot_turn_clocks(company: Any, registered_case: Case, who: str) -> None:
    with pytest.raises(NotPermitted):
        apply_effect(
            case_id=registered_case.pk, happening="case_closed", at=clock.now(), by=company.members[who]
        )
