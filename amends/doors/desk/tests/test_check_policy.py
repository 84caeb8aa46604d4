"""The page of what the check lets pass, and what the composer is asked before a reply leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.practice.replies.models import CheckPolicyVersion, Reply

PAGE = "/desk/check-policy/"
FORM = {"always-canned": "reason", "grave-canned": "approve", "reason": "套话太多"}
VAGUE = "您好，等了三天换谁都急，我很抱歉。工作人员会联系您。回复这条消息就能找到我。"


def test_everybody_reads_what_each_finding_does(as_: Callable[[str], Client]) -> None:
    page = as_("handler").get(PAGE)
    assert page.status_code == 200
    words = page.content.decode()
    assert "承诺过头" in words and "over_promise" not in words and 'name="always-' not in words


def test_two_people_change_it(as_: Callable[[str], Client]) -> None:
    client = as_("manager")
    assert client.post(PAGE + "enter", FORM).status_code == 302
    made = CheckPolicyVersion.objects.get()
    decide = reverse("desk:decide_check_policy", args=[made.version])
    client.post(decide, {"answer": "confirm"})
    made.refresh_from_db()
    assert made.confirmed is None
    as_("administrator").post(decide, {"answer": "confirm"})
    made.refresh_from_db()
    assert (made.confirmed, made.always, made.grave["canned"]) == (True, {"canned": "reason"}, "approve")
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("who", "told"),
    [("manager", "回复检查放行规则变更已撤回"), ("administrator", "回复检查放行规则变更未采用")],
)
def test_the_trail_says_whether_a_change_was_taken_back_or_turned_down(
    as_: Callable[[str], Client], who: str, told: str
) -> None:
    as_("manager").post(PAGE + "enter", FORM)
    made = CheckPolicyVersion.objects.get()
    as_(who).post(reverse("desk:decide_check_policy", args=[made.version]), {"answer": "no"})
    trail = as_("manager").get("/desk/trail/").content.decode()
    assert told in trail and "回复检查放行规则变更已录入" in trail and "check_policy." not in trail


def test_the_refusals_of_the_page(as_: Callable[[str], Client]) -> None:
    client = as_("handler")
    assert client.get(PAGE + "enter").status_code == 405
    assert client.post(PAGE + "enter", FORM).status_code in (302, 403)
    assert not CheckPolicyVersion.objects.exists()
    client = as_("manager")
    assert client.post(PAGE + "enter", {"always-threatens": "warn"}).status_code == 422
    client.post(PAGE + "enter", FORM)
    assert client.post(PAGE + "enter", FORM).status_code == 409


def test_an_unclear_promise_is_asked_about_before_it_leaves(
    as_: Callable[[str], Client], owned_case: Any
) -> None:
    client = as_("handler")
    url = reverse("desk:reply", args=[owned_case.number])
    asked = client.post(url, {"body": VAGUE}, headers={"X-Requested-With": "fetch"}).json()
    assert [one["words"] for one in asked["promises"]] == ["工作人员会联系您"]
    assert not Reply.objects.exists()
    client.post(url, {"body": VAGUE, "promises_seen": "1"}, headers={"X-Requested-With": "fetch"})
    assert Reply.objects.get().body == VAGUE


def test_the_check_names_points_and_promises(as_: Callable[[str], Client], owned_case: Any) -> None:
    answer = as_("handler").post(reverse("desk:check", args=[owned_case.number]), {"body": VAGUE}).json()
    assert {"findings", "points", "promises", "approval"} == answer.keys()
    assert [one["clear"] for one in answer["promises"]] == [False]


def test_reasons_that_cannot_be_read_are_refused(as_: Callable[[str], Client], owned_case: Any) -> None:
    url = reverse("desk:reply", args=[owned_case.number])
    answer = as_("handler").post(url, {"body": VAGUE, "kept": json.dumps([1])})
    assert answer.status_code == 422
    assert not Reply.objects.exists()
