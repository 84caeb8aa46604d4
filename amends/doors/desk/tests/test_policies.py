"""The page of the rules of deadlines: everybody reads it, two people change it, and the list of what would move is for those who may see the cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.clocks.models import DryRun, PolicyChange, PolicyRule
from amends.foundation.calendars.actions import set_up_mainland
from amends.foundation.calendars.models import HoursChange

PAGE = "/desk/policies/"
RULE = {
    "code": "solution",
    "kind": "solution",
    "length": "48h",
    "confidence": "P",
    "is_on": "on",
    "runs_on": "on",
    "reason": "承诺更快",
}


def page(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["handler", "lead", "trainer", "legal"])
def test_everybody_reads_the_rules_and_finds_no_form(
    as_: Callable[[str], Client], owned_case: Case, who: str
) -> None:
    shown = page(as_(who))
    for words in (
        "首次响应",
        "24 小时",
        "30 个工作分钟",
        "全部案件",
        "在办 1 件",
        "内置",
        "银行确认收到投诉",
    ):
        assert words in shown, words
    assert 'id="rule-form"' not in shown


@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_managers_and_administrators_find_the_form(as_: Callable[[str], Client], who: str) -> None:
    shown = page(as_(who))
    assert 'id="rule-form"' in shown
    assert 'value="72h"' in page(as_(who), PAGE + "?change=solution")


def test_a_change_is_entered_counted_looked_at_and_confirmed_by_another(
    as_: Callable[[str], Client], company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    answer = as_("administrator").post(reverse("desk:enter_policy"), {**RULE, "if-severity": ["severe"]})
    change = PolicyChange.objects.get()
    assert answer.url == reverse("desk:policy_change", args=[change.pk])
    assert "正在试算" in page(as_("manager"))
    PolicyRule.objects.update(conditions={})
    run_jobs()
    shown = page(as_("manager"))
    assert "<strong>1</strong> 件案件到期时间变动" in shown and "已看过影响范围" in shown
    listed = page(as_("manager"), reverse("desk:dry_run", args=[DryRun.objects.get().pk]))
    assert owned_case.number in listed
    decide = reverse("desk:decide_policy", args=[change.pk])
    as_("administrator").post(decide, {"answer": "confirm"})
    change.refresh_from_db()
    assert change.confirmed is None
    as_("manager").post(decide, {"answer": "confirm"})
    run_jobs()
    change.refresh_from_db()
    assert change.confirmed is True and change.decided_by == company.manager
    assert "administrator先生 → manager先生" in page(as_("handler"))


def test_cases_that_one_may_not_see_are_counted_and_not_listed(
    as_: Callable[[str], Client], company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    as_("administrator").post(reverse("desk:enter_policy"), RULE)
    run_jobs()
    path = reverse("desk:dry_run", args=[DryRun.objects.get().pk])
    for who in ("administrator", "east_handler"):
        shown = page(as_(who), path)
        assert owned_case.number not in shown and "<strong>1</strong>" in shown and "不在此列出" in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"length": "soon"},
        {"code": "大客户！"},
        {"valid_from": "tomorrow"},
        {"pausable": "on", "pause_hours": "many"},
        {"if-severity": ["awful"]},
        {"kind": "task"},
    ],
)
def test_what_is_refused_stays_in_the_form(as_: Callable[[str], Client], wrong: dict[str, Any]) -> None:
    values = {**RULE, "source": "<i>总经办</i>", "if-category": ["privacy"], **wrong}
    answer = as_("manager").post(reverse("desk:enter_policy"), values)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;i&gt;总经办" in shown and 'value="privacy" checked' in shown
    assert not PolicyChange.objects.exists()


def test_where_the_house_works_switches_limits_on(
    as_: Callable[[str], Client], run_jobs: Callable[[], int]
) -> None:
    values = {"jurisdictions": ["CN", "XX"], "industries": ["delivery"]}
    as_("administrator").post(reverse("desk:policy_house"), values)
    change = PolicyChange.objects.get()
    assert change.house == {"jurisdictions": ["CN"], "industries": ["delivery"]}
    run_jobs()
    as_("manager").post(reverse("desk:decide_policy", args=[change.pk]), {"answer": "confirm"})
    shown = page(as_("handler"))
    assert "已对照原文" in shown and "见于可靠转述" in shown
    before, after = shown.split("未启用的时限及原因")
    assert "快递用户投诉：处理并告知" in before and "旅客投诉：告知处理结果" in after
    answer = as_("manager").post(reverse("desk:policy_house"), values)
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["enter_policy", "policy_house", "decide_policy"])
def test_the_refusals(
    as_: Callable[[str], Client], company: Any, run_jobs: Callable[[], int], name: str
) -> None:
    as_("administrator").post(reverse("desk:enter_policy"), RULE)
    run_jobs()
    change = PolicyChange.objects.get()
    path = reverse(f"desk:{name}", args=[change.pk] if name == "decide_policy" else [])
    assert as_("manager").get(path).status_code == 405
    for who in ("handler", "lead", "trainer", "quality"):
        assert as_(who).post(path, RULE).status_code == 403
    assert as_("manager").post(reverse("desk:decide_policy", args=[999])).status_code == 404


def test_other_hours_wait_show_what_they_move_and_are_confirmed(
    as_: Callable[[str], Client], company: Any, run_jobs: Callable[[], int]
) -> None:
    calendar = set_up_mainland(by=company.house)
    week = ["09:00-12:00 13:00-18:00"] * 5 + ["", ""]
    as_("administrator").post(reverse("desk:calendar_hours", args=["cn"]), {"week": week})
    change = HoursChange.objects.get()
    run_jobs()
    shown = page(as_("manager"), "/desk/calendars/")
    assert "新的工作时间等待第二人确认" in shown and "<strong>0</strong> 件案件" in shown
    path = reverse("desk:decide_hours", args=[change.pk])
    assert as_("handler").post(path, {"answer": "confirm"}).status_code == 403
    assert as_("manager").get(path).status_code == 405
    as_("manager").post(path, {"answer": "confirm"})
    calendar.refresh_from_db()
    assert calendar.week == week


def test_an_answer_that_says_neither_yes_nor_no_changes_nothing(
    as_: Callable[[str], Client], owned_case: Case
) -> None:
    as_("administrator").post("/desk/policies/enter", RULE)
    change = PolicyChange.objects.get()
    answer = as_("manager").post(f"/desk/policies/changes/{change.pk}/decide", {"answer": "yes"}, follow=True)
    assert "请说明是确认还是不采用。" in answer.content.decode()
    change.refresh_from_db()
    assert change.confirmed is None


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh-hans", "《消费者权益保护法》第二十四条"),
        ("zh-hant", "《消費者權益保護法》第二十四條"),
        ("en", "Consumer Law, art. 24"),
    ],
)
def test_the_law_behind_a_limit_is_named_in_the_readers_language(
    as_: Callable[[str], Client], owned_case: Case, language: str, name: str
) -> None:
    client = as_("manager")
    client.cookies["django_language"] = language
    shown = page(client)
    assert name in shown and "Consumer Law art. 24" not in shown


@pytest.mark.parametrize(("answer", "said"), [("confirm", "confirmed it"), ("no", "turned it down")])
def test_a_trial_run_that_is_looked_at_again_says_how_it_was_decided(
    as_: Callable[[str], Client], owned_case: Case, run_jobs: Callable[[], int], answer: str, said: str
) -> None:
    run_jobs()
    as_("administrator").post(reverse("desk:enter_policy"), RULE)
    run_jobs()
    change, tried = PolicyChange.objects.get(), DryRun.objects.get()
    client = as_("manager")
    client.cookies["django_language"] = "en"
    address = reverse("desk:dry_run", args=[tried.pk])
    assert "Nothing has changed yet" in page(client, address)
    client.post(reverse("desk:decide_policy", args=[change.pk]), {"answer": answer})
    shown = page(client, address)
    assert said in shown and "Nothing has changed yet" not in shown


def test_what_somebody_entered_and_takes_back_was_not_turned_down(
    as_: Callable[[str], Client], owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    client = as_("administrator")
    client.post(reverse("desk:enter_policy"), RULE)
    run_jobs()
    change, tried = PolicyChange.objects.get(), DryRun.objects.get()
    answer = client.post(reverse("desk:decide_policy", args=[change.pk]), {"answer": "no"}, follow=True)
    said = answer.content.decode()
    assert "已撤回，没有任何改动" in said and "没有采用" not in said
    assert "撤回，一切照旧" in page(client, reverse("desk:dry_run", args=[tried.pk]))
