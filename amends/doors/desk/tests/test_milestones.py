"""What the customer decided and what was carried out stands in the conversation and with the record of its stage."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.oversight.improvement.actions import record_cause
from amends.practice.remedies.actions import choose_option, propose_solutions, reject_proposal
from amends.practice.remedies.models import Proposal
from amends.practice.remedies.tests.conftest import options
from amends.practice.surveys.actions import rate_case

Bring = Callable[[Case, str], Case]


@pytest.fixture
def handler(client: Client, company: Any) -> Client:
    client.cookies["django_language"] = "zh-hans"
    client.force_login(company.handler)
    return client


def page(client: Client, case: Case, name: str = "case") -> str:
    return client.get(reverse(f"desk:{name}", args=[case.number])).content.decode()


def offer(case: Case, by: Any) -> Proposal:
    return propose_solutions(case_id=case.pk, letter="请您选择。", options=options(), by=by)


def test_a_round_that_was_turned_down_says_so_with_the_customers_words(
    handler: Client, company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "propose")
    offered = offer(case, company.manager)
    reject_proposal(case_id=case.pk, proposal_id=offered.pk, comment="要退<b>全款</b>", by=company.portal)
    shown = page(handler, case)
    assert "顾客没有接受第 1 轮方案" in shown
    times = shown.count("要退&lt;b&gt;全款")
    assert times
    actions.add_customer_message(case_id=case.pk, text="要退<b>全款</b>", by=company.portal)
    assert page(handler, case).count("要退&lt;b&gt;全款") == times, "what is a message is not said again"


def test_a_choice_is_said_once(handler: Client, owned_case: Case, bring_to: Bring) -> None:
    shown = page(handler, bring_to(owned_case, "carry_out"))
    assert "顾客选了“退款”" in shown
    assert "完成了“提出方案”" not in shown


def test_a_choice_whose_day_had_passed_asks_for_a_new_one(
    handler: Client, company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "propose")
    offered = offer(case, company.manager)
    chosen = offered.options.all()[0]
    choose_option(case_id=case.pk, option_id=chosen.pk, by=company.portal)
    assert "已过" not in page(handler, case).partition(f"顾客选了“{chosen.title}”")[2][:30]
    offered.options.update(due_on=clock.today() - timedelta(days=1))
    assert f"顾客选了“{chosen.title}”；原定 " in page(handler, case)


def test_what_was_carried_out_and_what_the_customer_says_to_it(
    handler: Client, company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "carry_out")
    actions.mark_solved(case_id=case.pk, what="已退 268 元", by=company.handler)
    assert f"{company.handler} 执行完了约定的方案" in page(handler, case)
    actions.dispute_solution(case_id=case.pk, by=company.portal)
    shown = page(handler, case)
    assert "顾客表示还没有办好" in shown and f"{company.handler} 执行完了约定的方案" in shown
    assert shown.index("已退 268 元") < shown.index("顾客表示还没有办好")
    actions.mark_solved(case_id=case.pk, what="又补了一张卡", by=company.handler)
    actions.confirm_solution(case_id=case.pk, by=company.portal)
    actions.mark_followed_up(case_id=case.pk, what="电话里说好了", by=company.handler)
    shown = page(handler, case)
    for words in (
        "已退 268 元",
        "又补了一张卡",
        "顾客确认已经办好",
        f"{company.handler} 完成了回访",
        "电话里说好了",
    ):
        assert words in shown, words


def test_the_sheet_of_stages_keeps_these_words(handler: Client, owned_case: Case, bring_to: Bring) -> None:
    shown = page(handler, bring_to(owned_case, "review"), "case_course")
    for words in ("选定的方案", "退款", "执行记录", "已退款", "回访记录", "客户说好了"):
        assert words in shown, words


def test_the_dialog_of_closing_counts_points_without_a_finding(
    handler: Client, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "review")
    assert f"尚无结论的诉点（{case.grievances.count()}）" in page(handler, case, "loose_ends")


@pytest.mark.parametrize(
    ("findings", "suggested"),
    [(("upheld",), "UPH"), (("partly",), "PUP"), (("not_upheld",), "NUG"), (("",), "")],
)
def test_the_dialog_of_closing_begins_with_what_the_findings_suggest(
    handler: Client, owned_case: Case, bring_to: Bring, findings: tuple[str, ...], suggested: str
) -> None:
    case = bring_to(owned_case, "review")
    record_cause(case_id=case.pk, cause="QA-SUP", lesson="先试机", measure="", by=case.owner)
    case.grievances.update(finding=findings[0])
    dialog = page(handler, case).partition('id="close-outcome"')[2].partition("</select>")[0]
    assert re.findall(r'value="(\w+)" selected', dialog) == [one for one in (suggested,) if one]


def test_before_the_last_stage_no_outcome_is_chosen_beforehand(handler: Client, owned_case: Case) -> None:
    owned_case.grievances.update(finding="upheld")
    dialog = page(handler, owned_case).partition('id="close-outcome"')[2].partition("</select>")[0]
    assert "selected" not in dialog


def test_what_the_customer_answered_in_the_survey_stands_in_the_case(
    handler: Client, company: Any, owned_case: Case
) -> None:
    """The customer is told that whoever handles it reads the answer."""
    Case.objects.filter(pk=owned_case.pk).update(solved_at=clock.now())
    rate_case(
        case_id=owned_case.pk, solved=4, treated=5, comment="第一通电话就说清楚更好 <b>", by=company.portal
    )
    page = handler.get(f"/desk/cases/{owned_case.number}/").content.decode()
    assert "第一通电话就说清楚更好 &lt;b&gt;" in page and "问卷" in page


def test_a_case_that_ended_early_says_so_in_head_list_and_conversation(
    handler: Client, company: Any, owned_case: Case
) -> None:
    actions.close_case(
        case_id=owned_case.pk,
        outcome="WDN",
        reason="顾客说自己修好了",
        left_open="不用再认定",
        ending={"how": "phone"},
        by=company.handler,
    )
    shown = page(handler, owned_case)
    assert "已结 · 已撤回" in shown
    assert f"{company.handler}结案：已撤回" in shown
    assert "顾客说自己修好了" in shown
    assert "完成了“聆听记录”" not in shown
    assert "stage-done" not in shown
    assert "已撤回" in handler.get(reverse("desk:list"), {"view": "closed"}).content.decode()


def test_a_case_taken_up_again_says_who_did_why_and_how_it_had_ended(
    handler: Client, company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "review")
    actions.mark_cause_recorded(case_id=case.pk, cause="温控器", by=company.handler)
    actions.close_case(case_id=case.pk, outcome="UPH", left_open="不用再认定", by=company.handler)
    assert page(handler, case).count("stage-done") == 6
    actions.reopen_case(case_id=case.pk, reason="又坏了", by=company.quality)
    shown = page(handler, case)
    assert f"{company.handler}结案：成立" in shown
    assert f"{company.quality}重开了案件" in shown
    sheet = page(handler, case, "case_course")
    assert "又坏了" in sheet
    assert str(company.quality) in sheet


def test_a_case_taken_up_again_keeps_what_was_done_asked_and_answered(
    handler: Client, company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "review")
    actions.mark_cause_recorded(case_id=case.pk, cause="温控器", by=company.handler)
    actions.close_case(case_id=case.pk, outcome="UPH", left_open="不用再认定", by=company.handler)
    rate_case(case_id=case.pk, solved=4, treated=5, comment="主管打来说清楚了", by=company.portal)
    actions.add_customer_message(case_id=case.pk, text="只退了一半", by=company.portal)
    actions.reopen_case(case_id=case.pk, reason="只退了一半", by=company.quality)
    shown = page(handler, case)
    for words in (
        f"{company.handler} 执行完了约定的方案",
        "已退款",
        f"{company.handler} 完成了回访",
        "客户说好了",
        "主管打来说清楚了",
    ):
        assert words in shown, words
    told = shown.partition(f"{company.quality}重开了案件")[2].partition("</article>")[0]
    assert told and "只退了一半" not in told.partition("message")[0], "what is a message is not said again"


def test_going_back_to_an_earlier_stage_keeps_what_was_carried_out(
    handler: Client, company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "review")
    actions.go_back(case_id=case.pk, stage="investigate", reason="金额算错了", by=company.handler)
    shown = page(handler, case)
    assert f"{company.handler} 执行完了约定的方案" in shown and "已退款" in shown
