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
from amends.casework.clocks.rules.effects import EFFECTS
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted

RECEIPT, FIRST, DIRECTION, PROGRESS, SOLUTION, FOLLOW_UP, LEGAL_RECEIPT, LEGAL_RESULT, DUTY, TASK, PROMISE = (
    ClockKind
)
HEARD = {RECEIPT, FIRST, DIRECTION, LEGAL_RECEIPT, PROGRESS}
# What a person expects, written down apart from the code: happening → (what then runs, what then does not). PROGRESS
# runs only while feelings run high after our first words, DIRECTION before them.
EXPECTED = {
    "complaint_registered": ({RECEIPT, FIRST, SOLUTION, LEGAL_RECEIPT, LEGAL_RESULT}, set()),
    "receipt_sent": (set(), {RECEIPT, LEGAL_RECEIPT}),
    "reply_sent": ({PROGRESS}, HEARD),
    "solution_proposed": ({PROGRESS}, HEARD | {SOLUTION, LEGAL_RESULT}),
    "solution_rejected": ({SOLUTION}, set()),
    "mood_hot": ({DIRECTION, PROGRESS}, set()),
    "mood_calm": (set(), {DIRECTION, PROGRESS}),
    "case_solved": ({FOLLOW_UP}, {SOLUTION, LEGAL_RESULT, DIRECTION, PROGRESS}),
    "solution_disputed": ({SOLUTION}, {FOLLOW_UP}),
    "followed_up": (set(), {FOLLOW_UP}),
    "case_closed": (set(), set(ClockKind)),
    "case_ended_early": (set(), set(ClockKind)),
    "case_reopened": ({SOLUTION}, set()),
}
# What then is not due any more, though nothing was done: neither kept nor missed.
FALLS = {
    "mood_calm": {DIRECTION, PROGRESS},
    "solution_disputed": {FOLLOW_UP},
    "case_closed": {TASK, PROMISE},
    "case_ended_early": set(ClockKind),
}
# Which clocks make sense in which situation, beside those that always do in an open case.
SITUATIONS = {
    "new": {RECEIPT, FIRST, LEGAL_RECEIPT},
    "new and hot": {RECEIPT, FIRST, LEGAL_RECEIPT, DIRECTION},
    "answered and hot": {PROGRESS},
    "answered and calm": set[ClockKind](),
}
ALWAYS = set(ClockKind) - {RECEIPT, FIRST, LEGAL_RECEIPT, DIRECTION, PROGRESS}


def subsets() -> Iterator[frozenset[ClockKind]]:
    """No clock, each alone, all but each, and all."""
    for size in (0, 1, len(ClockKind) - 1, len(ClockKind)):
        yield from map(frozenset, combinations(ClockKind, size))


@pytest.fixture
def all_rules(company: Any, enter_rule: Callable[..., Any]) -> None:
    """A house with a receipt in time and two legal limits."""
    enter_rule(code="receipt", kind=RECEIPT, length="1h")
    enter_rule(code="CN-X", kind=LEGAL_RECEIPT, length="3wd")
    enter_rule(code="CN-Y", kind=LEGAL_RESULT, length="15cd")


def put(case: Case, situation: str) -> None:
    if situation != "new":
        Case.objects.filter(pk=case.pk).update(
            first_reply_at=case.received_at if situation.startswith("answered") else None,
            mode="emotion",
            heat=90 if situation.endswith("hot") else 10,
        )


def kinds(case: Case) -> set[str]:
    return set(running(case.pk).values_list("kind", flat=True))


def start(case: Case, which: frozenset[ClockKind]) -> None:
    for kind in which:
        due_at = case.received_at + timedelta(hours=5)
        about = {LEGAL_RECEIPT: "CN-X", LEGAL_RESULT: "CN-Y"}.get(kind, "")
        Clock.objects.create(
            case=case,
            kind=kind,
            about=about,
            started_at=case.received_at,
            due_at=due_at,
            unpaused_due_at=due_at,
        )


def test_the_table_knows_every_happening_and_no_other() -> None:
    assert set(EFFECTS) == set(EXPECTED)
    assert set(HAPPENING_OF_MESSAGE.values()) <= set(EFFECTS)


@pytest.mark.parametrize("happening", EFFECTS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_from_every_state_each_happening_does_what_is_written(
    company: Any, all_rules: None, registered_case: Case, happening: str, situation: str
) -> None:
    put(registered_case, situation)
    at = registered_case.received_at + timedelta(hours=1)
    for before in subsets():
        Clock.objects.all().delete()
        start(registered_case, before)
        apply_effect(case_id=registered_case.pk, happening=happening, at=at, by=company.house)
        starts, stops = EXPECTED[happening]
        sensible = starts & (ALWAYS | SITUATIONS[situation])
        assert kinds(registered_case) == (set(before) - stops) | sensible, before
        registered_case.refresh_from_db()
        first = running(registered_case.pk).first()
        assert registered_case.due_at == (first.due_at if first else None)
        assert registered_case.due_kind == (first.kind if first else "")
        for one in Clock.objects.filter(case=registered_case).exclude(stopped_at=None):
            assert one.stopped_at == at
            assert one.was_met is (None if one.kind in FALLS.get(happening, ()) else True)


def test_a_message_of_ours_starts_the_half_hour_anew(company: Any, registered_case: Case) -> None:
    put(registered_case, "answered and hot")
    at = registered_case.received_at
    for minutes in (0, 10, 20):
        moment = at + timedelta(minutes=minutes)
        apply_effect(case_id=registered_case.pk, happening="reply_sent", at=moment, by=company.house)
        assert running(registered_case.pk).get(kind=PROGRESS).started_at == moment
    assert Clock.objects.filter(case=registered_case, kind=PROGRESS).count() == 3


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
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
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
