"""What a customer answers is told to the owner in words, also where they wrote nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from amends.casework.cases.actions import (
    close_case,
    confirm_solution,
    dispute_solution,
    mark_solved,
    withdraw_complaint,
)
from amends.casework.cases.models import Case
from amends.doors.desk.queries.notices import sentence, visible_notices
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import choose_option, propose_solutions, reject_proposal
from amends.practice.remedies.models import Proposal
from amends.practice.remedies.tests.conftest import options

NAMES: dict[str, dict[str, str]] = {"article": {}, "gift": {}, "warehouse": {}}


@pytest.fixture
def offered(owned_case: Case, bring_to: Callable[[Case, str], Case], company: Any) -> Proposal:
    case = bring_to(owned_case, "propose")
    return propose_solutions(case_id=case.pk, letter="请您选择。", options=options(), by=company.manager)


def told(member: Member, run_jobs: Callable[[], int]) -> list[str]:
    run_jobs()
    return [sentence(one, NAMES) for one in visible_notices(member)]


def test_a_no_without_a_word_is_told_as_a_no(
    offered: Proposal, company: Any, run_jobs: Callable[[], int]
) -> None:
    reject_proposal(case_id=offered.case_id, proposal_id=offered.pk, comment="", by=company.portal)
    assert "顾客没有接受第 1 轮方案" in told(company.handler, run_jobs)
    assert told(company.lead, run_jobs) == []


def test_the_second_no_is_told_to_who_leads_too(
    offered: Proposal, company: Any, run_jobs: Callable[[], int]
) -> None:
    case_id = offered.case_id
    reject_proposal(case_id=case_id, proposal_id=offered.pk, comment="", by=company.portal)
    again = propose_solutions(case_id=case_id, letter="请您再选。", options=options(), by=company.manager)
    reject_proposal(case_id=case_id, proposal_id=again.pk, comment="都不行", by=company.portal)
    assert "顾客没有接受第 2 轮方案" in told(company.handler, run_jobs)
    said = "第二轮方案也被顾客谢绝：请决定接下来怎么办"
    assert told(company.lead, run_jobs) == [said]
    assert said not in told(company.east_lead, run_jobs)


def test_that_a_grave_complaint_is_to_be_withdrawn_is_told_to_who_leads(
    client: Client, owned_case: Case, company: Any, run_jobs: Callable[[], int]
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(severity="severe")
    withdraw_complaint(case_id=owned_case.pk, words="算了，不追究了", by=company.portal)
    assert told(company.lead, run_jobs) == ["顾客要撤回一起重大投诉：请决定是否就此结束"]
    owned_case.refresh_from_db()
    assert owned_case.is_open
    client.force_login(company.lead)
    page = client.get(reverse("desk:case_course", args=[owned_case.number])).content.decode()
    assert "顾客要求撤回" in page and "0 轮" not in page


def test_who_handles_a_grave_case_does_not_end_it_as_withdrawn_alone(
    client: Client, owned_case: Case, company: Any, run_jobs: Callable[[], int]
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(severity="severe")
    form = {"outcome": "WDN", "reason": "顾客来电说不追究了", "how": "phone"}
    client.force_login(company.handler)
    page = client.post(reverse("desk:close", args=[owned_case.number]), form, follow=True).content.decode()
    assert "是否结案由上级决定" in page
    assert told(company.lead, run_jobs) == ["顾客要撤回一起重大投诉：请决定是否就此结束"]
    with pytest.raises(NotPermitted, match="可能牵涉他人的安全"):
        close_case(
            case_id=owned_case.pk, outcome="WDN", reason="撤诉", ending={"how": "phone"}, by=company.handler
        )
    client.force_login(company.lead)
    client.post(reverse("desk:close", args=[owned_case.number]), form)
    owned_case.refresh_from_db()
    assert (owned_case.is_open, owned_case.outcome) == (False, "WDN")


def test_a_withdrawal_is_told_though_the_case_waits_for_who_leads_already(
    owned_case: Case, company: Any, run_jobs: Callable[[], int]
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(severity="severe", raised_at=clock.now())
    withdraw_complaint(case_id=owned_case.pk, words="算了，不追究了", by=company.portal)
    assert told(company.lead, run_jobs) == ["顾客要撤回一起重大投诉：请决定是否就此结束"]


def test_a_choice_and_what_they_say_of_the_outcome_are_told(
    offered: Proposal, company: Any, run_jobs: Callable[[], int]
) -> None:
    case_id, option = offered.case_id, offered.options.first()
    assert option is not None
    choose_option(case_id=case_id, option_id=option.pk, by=company.portal)
    assert "顾客选定了方案" in told(company.handler, run_jobs)
    mark_solved(case_id=case_id, what="退款已到", by=company.handler)
    confirm_solution(case_id=case_id, by=company.portal)
    assert "顾客确认已经办好" in told(company.handler, run_jobs)
    dispute_solution(case_id=case_id, by=company.portal)
    assert "顾客表示还没有办好" in told(company.handler, run_jobs)


@pytest.mark.parametrize(("due", "words"), [(-1, "A promise is overdue"), (1, "A promise is due soon")])
def test_a_promise_that_ran_out_before_it_could_be_told_is_called_overdue(due: int, words: str) -> None:
    told_at = clock.now()
    data = {"due": (told_at + timedelta(hours=due)).isoformat()}
    notice = Notice(kind=NoticeKind.PROMISE, data=data, created_at=told_at)
    with override("en"):
        assert sentence(notice, NAMES) == words
