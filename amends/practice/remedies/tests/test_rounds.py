"""Rounds of options are counted; after the second one that is turned down, somebody who leads looks at it."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions import take_up_raised
from amends.casework.cases.models import Case
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.models import Job
from amends.practice.remedies.actions import propose_solutions, reject_proposal
from amends.practice.remedies.tests.conftest import options


def turn_down(company: Any, case: Case) -> Case:
    proposal = propose_solutions(case_id=case.pk, letter="请您选择。", options=options(), by=company.manager)
    reject_proposal(case_id=case.pk, proposal_id=proposal.pk, comment="都不行", by=company.portal)
    case.refresh_from_db()
    return case


def test_the_second_no_brings_the_case_up(company: Any, ready: Case) -> None:
    case = turn_down(company, ready)
    assert (case.rounds, case.rejections, case.raised_at) == (1, 1, None)
    case = turn_down(company, case)
    assert (case.rounds, case.rejections) == (2, 2)
    assert case.raised_at is not None
    assert "case.raised" in [entry.action for entry in entries_of(case.chain)]
    assert Job.objects.exists()


def test_who_leads_takes_it_up_and_says_how_it_goes_on(company: Any, ready: Case) -> None:
    case = turn_down(company, turn_down(company, ready))
    act: dict[str, Any] = {"case_id": case.pk, "words": "我亲自打电话"}
    with pytest.raises(NotPermitted):
        take_up_raised(by=company.handler, **act)
    with pytest.raises(NotFound):
        take_up_raised(by=company.east_lead, **act)
    with pytest.raises(Invalid):
        take_up_raised(case_id=case.pk, words="", by=company.lead)
    assert take_up_raised(by=company.lead, **act).raised_at is None
    with pytest.raises(WrongState):
        take_up_raised(by=company.lead, **act)
