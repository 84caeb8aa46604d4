"""The guide of a case on its sheet and beside the conversation: what it shows, what is ticked, who is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.actions import add_customer_message, close_case
from amends.casework.cases.models import Case


def sheet(client: Client, case: Case) -> str:
    answer = client.get(reverse("desk:case_guide", args=[case.number]))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, case: Case, **form: str) -> Any:
    return client.post(reverse(f"desk:{name}", args=[case.number]), form)


def test_it_shows_one_step_and_the_words_that_each_line_rests_on(
    as_: Callable[[str], Client], owned_case: Case
) -> None:
    shown = sheet(as_("handler"), owned_case)
    assert shown.count("guide-now") == 1
    for words in ("可以这样说", "最好别说", "怎么一句一句说", "<q>", "guide-label"):
        assert words in shown, words


def test_what_is_ticked_and_left_out_stands_on_the_sheet_and_in_the_stage(
    as_: Callable[[str], Client], company: Any, owned_case: Case
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(emotion="anger", risks=[])
    client = as_("handler")
    answer = post(client, "tick_step", owned_case, key="do:apologise")
    assert answer.url == reverse("desk:case_guide", args=[owned_case.number])
    post(client, "skip_step", owned_case, key="do:answer_fast", reason="店里当面办了")
    shown = sheet(client, owned_case)
    assert "guide-done" in shown and "guide-left-out" in shown and "店里当面办了" in shown
    course = client.get(reverse("desk:case_course", args=[owned_case.number])).content.decode()
    assert "course-steps" in course and "店里当面办了" in course
    trail = client.get(reverse("desk:case_audit", args=[owned_case.number])).content.decode()
    assert "指引步骤已办" in trail and "指引步骤不办" in trail
    post(client, "untick_step", owned_case, key="do:apologise")
    assert "guide-done" not in sheet(client, owned_case)


def test_a_skip_without_a_reason_comes_back_with_what_is_wrong(
    as_: Callable[[str], Client], owned_case: Case
) -> None:
    answer = post(as_("handler"), "skip_step", owned_case, key="do:take_down_all", reason=" ")
    assert answer.status_code == 422
    assert "请先写几句话" in answer.content.decode() or 'role="alert"' in answer.content.decode()


def test_beside_the_conversation_an_escalation_is_ticked_and_makes_way(
    as_: Callable[[str], Client], owned_case: Case
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(risks=["legal"], has_risk=True)
    client, page = as_("handler"), reverse("desk:case", args=[owned_case.number])
    assert "请法务一起看" in client.get(page).content.decode()
    answer = post(client, "tick_next", owned_case, key="step:bring_in_legal")
    assert answer.url == page
    assert "请法务一起看" not in client.get(page).content.decode()


def test_the_words_of_a_customer_are_shown_as_words(
    as_: Callable[[str], Client], register: Callable[..., Case], company: Any
) -> None:
    from amends.casework.cases.actions import assign_case, read_case

    case = register("气死我了！<script>alert(1)</script>电饭锅冒烟，我要退款，不退就投诉到12315！")
    read_case(case_id=case.pk, by=company.house)
    assign_case(case_id=case.pk, to=company.handler, by=company.house)
    assert "<script>alert(1)" not in sheet(as_("handler"), case)


@pytest.mark.parametrize("name", ["tick_step", "tick_next", "skip_step", "untick_step"])
def test_the_refusals(as_: Callable[[str], Client], company: Any, owned_case: Case, name: str) -> None:
    path, form = reverse(f"desk:{name}", args=[owned_case.number]), {"key": "do:ask_open", "reason": "x"}
    assert as_("handler").get(path).status_code == 405
    assert as_("east_handler").post(path, form).status_code == 404
    assert as_("trainer").post(path, form).status_code == 403
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    assert as_("handler").post(path, form).status_code in (409, 422)


def test_the_sheet_costs_the_same_however_much_was_said(
    as_: Callable[[str], Client], company: Any, owned_case: Case
) -> None:
    client, counts = as_("handler"), []
    for more in (1, 8):
        for n in range(more):
            add_customer_message(case_id=owned_case.pk, text=f"第{n}次补充", by=company.portal)
        sheet(client, owned_case)
        with CaptureQueriesContext(connection) as seen:
            sheet(client, owned_case)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
