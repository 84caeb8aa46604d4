"""The customer takes one of the options, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import close_case
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case
from amends.casework.clocks.queries import running
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import NotFound, NotPermitted, WrongState
from amends.practice.remedies.actions import choose_option, reject_proposal
from amends.practice.remedies.choices import Decision
from amends.practice.remedies.models import Option, Proposal


@pytest.fixture
def offered(propose: Callable[..., Proposal]) -> Proposal:
    return propose()


def first(proposal: Proposal) -> Option:
    return proposal.options.all()[0]


def test_the_choice_takes_the_case_on_to_carrying_out(company: Any, ready: Case, offered: Proposal) -> None:
    proposal = choose_option(case_id=ready.pk, option_id=first(offered).pk, by=company.portal)
    ready.refresh_from_db()
    assert (proposal.decision, ready.stage) == (Decision.ACCEPTED, Stage.CARRY_OUT)
    assert ready.agreed_at is not None
    assert [option.chosen for option in proposal.options.all()] == [True, False]


def test_the_same_choice_twice_is_one(company: Any, ready: Case, offered: Proposal) -> None:
    choose_option(case_id=ready.pk, option_id=first(offered).pk, by=company.portal)
    entries = AuditEntry.objects.count()
    choose_option(case_id=ready.pk, option_id=first(offered).pk, by=company.portal)
    assert AuditEntry.objects.count() == entries


def test_a_second_other_answer_is_refused(company: Any, ready: Case, offered: Proposal) -> None:
    one, two = offered.options.all()
    choose_option(case_id=ready.pk, option_id=one.pk, by=company.portal)
    with pytest.raises(WrongState):
        choose_option(case_id=ready.pk, option_id=two.pk, by=company.portal)
    with pytest.raises(WrongState):
        reject_proposal(case_id=ready.pk, proposal_id=offered.pk, comment="不要了", by=company.portal)


def test_an_option_of_another_case_or_of_none_is_not_offered(
    company: Any, register: Callable[..., Case], offered: Proposal
) -> None:
    other = register("另一件")
    for option_id in (first(offered).pk, 0, 10**30):
        with pytest.raises(NotFound):
            choose_option(case_id=other.pk, option_id=option_id, by=company.portal)
    with pytest.raises(NotFound):
        reject_proposal(case_id=other.pk, proposal_id=offered.pk, comment="", by=company.portal)


def test_rejecting_starts_the_solution_clock_again(
    company: Any, ready: Case, offered: Proposal, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    assert not running(ready.pk).exists()
    proposal = reject_proposal(
        case_id=ready.pk, proposal_id=offered.pk, comment="太\x00少", by=company.portal
    )
    run_jobs()
    assert (proposal.decision, proposal.comment) == (Decision.REJECTED, "太少")
    assert [clock.kind for clock in running(ready.pk)] == ["solution"]
    again = reject_proposal(case_id=ready.pk, proposal_id=offered.pk, comment="太少", by=company.portal)
    assert again.decided_at == proposal.decided_at


def test_in_a_closed_case_there_is_nothing_to_choose(company: Any, ready: Case, offered: Proposal) -> None:
    close_case(case_id=ready.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler)
    with pytest.raises(WrongState):
        choose_option(case_id=ready.pk, option_id=first(offered).pk, by=company.portal)
    with pytest.raises(WrongState):
        reject_proposal(case_id=ready.pk, proposal_id=offered.pk, comment="", by=company.portal)


@pytest.mark.parametrize(("who", "refusal"), [("trainer", NotPermitted), ("east_handler", NotFound)])
def test_the_wrong_role_and_the_wrong_team_are_refused(
    company: Any, ready: Case, offered: Proposal, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        choose_option(case_id=ready.pk, option_id=first(offered).pk, by=company.members[who])
    with pytest.raises(refusal):
        reject_proposal(case_id=ready.pk, proposal_id=offered.pk, comment="", by=company.members[who])
