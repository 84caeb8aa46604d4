"""The clocks follow what happens to a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.choices import MessageKind
from amends.casework.cases.models import Case
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import running
from amends.foundation.kernel import clock


def kinds(case: Case) -> set[str]:
    return set(running(case.pk).values_list("kind", flat=True))


def test_a_new_complaint_is_due_from_the_moment_it_was_received(
    registered_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    registered_case.refresh_from_db()
    assert kinds(registered_case) == {"first_response", "solution"}
    assert registered_case.due_from == registered_case.received_at
    assert registered_case.due_at == registered_case.received_at + timedelta(hours=24)


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        (MessageKind.ACKNOWLEDGEMENT, {"first_response", "solution"}),
        (MessageKind.REPLY, {"solution"}),
        (MessageKind.PROPOSAL, set()),
    ],
)
def test_a_receipt_stops_nothing_a_reply_the_first_clock_a_proposal_both(
    company: Any, owned_case: Case, run_jobs: Callable[[], int], kind: str, left: set[str]
) -> None:
    run_jobs()
    actions.post_reply(case_id=owned_case.pk, body="您好", kind=kind, by=company.handler)
    run_jobs()
    assert kinds(owned_case) == left


def test_what_the_customer_writes_and_what_we_note_turns_no_clock(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    before = list(Clock.objects.values())
    actions.add_customer_message(case_id=owned_case.pk, text="在吗", by=company.portal)
    actions.add_note(case_id=owned_case.pk, body="问过仓库", by=company.handler)
    run_jobs()
    assert list(Clock.objects.values()) == before


def test_from_solving_to_the_end(
    company: Any, owned_case: Case, run_jobs: Callable[[], int], bring_to: Callable[[Case, str], Case]
) -> None:
    bring_to(owned_case, "carry_out")
    actions.mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)
    run_jobs()
    assert kinds(owned_case) == {"follow_up"}
    actions.dispute_solution(case_id=owned_case.pk, by=company.portal)
    run_jobs()
    assert kinds(owned_case) == {"solution"}
    actions.mark_solved(case_id=owned_case.pk, what="又退了运费", by=company.handler)
    run_jobs()
    actions.mark_followed_up(case_id=owned_case.pk, what="都好", by=company.handler)
    run_jobs()
    assert kinds(owned_case) == set()
    owned_case.refresh_from_db()
    assert owned_case.due_at is None


def test_a_reopened_case_has_a_solution_clock_of_its_own(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    run_jobs()
    assert kinds(owned_case) == set()
    later = clock.now() + timedelta(days=9)
    with clock.at(later):
        actions.reopen_case(case_id=owned_case.pk, reason="又坏了", by=company.handler)
        run_jobs()
    assert kinds(owned_case) == {"solution"}
    assert running(owned_case.pk).get().due_at == later + timedelta(hours=72)


def test_a_happening_that_was_undone_before_the_clocks_heard_of_it_changes_nothing(
    company: Any, owned_case: Case, run_jobs: Callable[[], int], bring_to: Callable[[Case, str], Case]
) -> None:
    bring_to(owned_case, "carry_out")
    run_jobs()
    actions.mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)
    actions.dispute_solution(case_id=owned_case.pk, by=company.portal)
    run_jobs()
    assert kinds(owned_case) == {"solution"}
    assert not Clock.objects.filter(case=owned_case, kind="follow_up").exists()
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    actions.reopen_case(case_id=owned_case.pk, reason="又坏了", by=company.handler)
    run_jobs()
    assert kinds(owned_case) == {"solution"}
