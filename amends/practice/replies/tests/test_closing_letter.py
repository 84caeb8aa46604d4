"""The closing letter answers each point of which something was found, in the customer's script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from amends.casework.cases.actions import add_point, judge_point
from amends.casework.cases.models import Case
from amends.foundation.kernel.errors import Invalid
from amends.practice.replies.actions import submit_reply
from amends.practice.replies.check import CheckContext, Grievance, check_reply, review_reply
from amends.practice.replies.check.completeness import shortened
from amends.practice.replies.drafting import DraftRequest, FoundPoint, draft_reply
from amends.practice.replies.queries import review_for

SAID = {
    "zh-Hans": (("电饭锅第三次用就冒烟", "quality"), ("打了五次客服电话没人管", "service")),
    "zh-Hant": (("電飯鍋第三次用就冒煙", "quality"), ("打了五次客服電話沒人管", "service")),
    "en": (
        ("the rice cooker smoked on its third use", "quality"),
        ("nobody picked up my five calls", "service"),
    ),
}
WHY = {
    "zh-Hans": "温控器在装配时漏装了垫片",
    "zh-Hant": "溫控器在裝配時漏裝了墊片",
    "en": "a washer was missing",
}
GIVEN = {"zh-Hans": "全额退款", "zh-Hant": "全額退款", "en": "a full refund"}
ALL_DONE = {
    "zh-Hans": ("约定的事情已经办好", "说好的几项都已经完成", "说定的几件，现在都落了地"),
    "zh-Hant": ("約定的事情已經辦妥", "說好的幾項都已經完成", "說定的幾件，現在都做到了"),
    "en": ("What was agreed is done", "All that was agreed has been", "Everything I promised you is now"),
}
FINDINGS = ("upheld", "partly", "not_upheld", "unclear")


def request(language: str, *findings: str) -> DraftRequest:
    points = zip(SAID[language], findings, strict=False)
    found = tuple(
        FoundPoint(Grievance(text, category, finding=finding), WHY[language], GIVEN[language])
        for (text, category), finding in points
    )
    return DraftRequest(
        kind="closing", language=language, found=found, owner="陈宇", case_number="A26-000001"
    )


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("finding", FINDINGS)
def test_each_point_is_gone_through_with_finding_reason_and_remedy(language: str, finding: str) -> None:
    asked = request(language, finding, "upheld")
    letter = draft_reply(asked)
    assert "1. " in letter
    assert "2. " in letter
    assert WHY[language].lower() in letter.lower()
    assert GIVEN[language] in letter
    complaint = "，".join(text for text, _category in SAID[language])
    codes = [one.code for one in check_reply(letter, complaint=complaint, context=asked.check_context("en"))]
    assert "not_answered" not in codes


@pytest.mark.parametrize("language", SAID)
def test_a_reason_in_another_language_stays_out_of_the_letter(language: str) -> None:
    other = "en" if language != "en" else "zh-Hans"
    text, category = SAID[language][0]
    found = (FoundPoint(Grievance(text, category, finding="upheld"), WHY[other]),)
    letter = draft_reply(DraftRequest(kind="closing", language=language, found=found))
    assert WHY[other] not in letter


@pytest.mark.parametrize("language", SAID)
def test_a_letter_drafted_early_does_not_say_that_all_is_done(language: str) -> None:
    asked, done = request(language, "upheld"), ALL_DONE[language]
    for variation in range(3):
        whole = draft_reply(replace(asked, variation=variation))
        early = draft_reply(replace(asked, variation=variation, all_done=False))
        assert any(one in whole for one in done)
        assert not any(one in early for one in done)


def test_a_letter_that_leaves_a_point_out_is_marked() -> None:
    points = tuple(Grievance(text, category, finding="upheld") for text, category in SAID["zh-Hans"])
    context = CheckContext(kind="closing", grievances=points)
    short = "您好，电饭锅冒烟的事查清楚了，是温控器的问题，已经退款。有事请直接回复。"
    found = check_reply(short, complaint="x", context=context)
    assert ["五次客服电话" in one.message for one in found if one.code == "not_answered"] == [True]
    assert "not_answered" not in [
        one.code for one in check_reply(short, complaint="x", context=CheckContext(kind="closing"))
    ]


def test_a_closing_letter_that_leaves_a_point_out_does_not_leave(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    case = bring_to(owned_case, "review")
    for point in case.grievances.all():
        judge_point(case_id=case.pk, point_id=point.pk, finding="upheld", reason="属实", by=company.handler)
    with pytest.raises(Invalid) as refusal:
        submit_reply(
            case_id=case.pk, body="您好，祝您生活愉快。有事请回复。", kind="closing", by=company.handler
        )
    assert refusal.value.code == "not_answered"


def test_an_apology_for_one_point_answers_no_other() -> None:
    points = (
        Grievance("蛋糕晚到两个半小时", "service", finding="upheld"),
        Grievance("打门店电话三次都没有人接", "service", "apology", finding="partly"),
    )
    letter = "您好，蛋糕晚到两个半小时，情况属实，全额退款，店长上门道歉。有事请直接回复。"
    context = CheckContext(kind="closing", grievances=points)
    found = check_reply(letter, complaint="x", context=context)
    assert ["门店电话" in one.message for one in found if one.code == "not_answered"] == [True]


def test_a_point_without_a_finding_is_not_answered_by_what_is_given_for_another() -> None:
    points = (
        Grievance("蛋糕说好三点到、五点半才到", "service", "refund", finding="upheld"),
        Grievance("奶油塌了一边，图案全花了", "quality", "refund"),
    )
    letter = "您好，蛋糕五点半才到，情况属实，对不起，全额退款已到账。有事请直接回复。"
    context = CheckContext(kind="closing", grievances=points)
    found = check_reply(letter, complaint="x", context=context)
    assert ["奶油塌了" in one.message for one in found if one.code == "not_answered"] == [True]
    whole = letter.replace("对不起", "奶油塌了、图案花了也是我们的错，对不起")
    assert "not_answered" not in [one.code for one in check_reply(whole, complaint="x", context=context)]


def test_the_list_of_points_ticks_none_that_a_finding_misses() -> None:
    points = (
        Grievance("蛋糕晚到两个半小时", "service", finding="upheld"),
        Grievance("打门店电话三次都没有人接", "service", "apology", finding="partly"),
    )
    letter = "您好，蛋糕晚到两个半小时，情况属实，全额退款，店长上门道歉。有事请直接回复。"
    review = review_reply(letter, complaint="x", context=CheckContext(kind="closing", grievances=points))
    assert [one.answered for one in review.points] == [True, False]
    first, second = review.points
    assert "晚到两个半小时" in letter[first.start : first.end]
    assert second.start == second.end


def test_a_point_answered_over_two_sentences_shows_one_of_them() -> None:
    points = (Grievance("打了五次客服电话没人管", "service", finding="upheld"),)
    letter = "您好，五次都没接通，是我们的错。您的电话后来已回。有事请直接回复。"
    context = CheckContext(kind="closing", grievances=points)
    review = review_reply(letter, complaint="x", context=context)
    missed = [one for one in review.findings if one.code == "not_answered"]
    assert [one.answered for one in review.points] == [not missed] == [True]
    assert review.points[0].start < review.points[0].end


def test_while_nothing_was_found_yet_the_points_taken_down_count_and_no_guessed_ones(
    company: Any, owned_case: Case
) -> None:
    add_point(
        case_id=owned_case.pk,
        text="门店电话三次都没有人接",
        category="service",
        demands=[],
        version=owned_case.version,
        by=company.handler,
    )
    taken_down = [shortened(one.text) for one in owned_case.grievances.order_by("pk")]
    review = review_for(owned_case, company.handler, body="谢谢您。", kind="closing", language="zh-Hans")
    assert [one.point for one in review.points] == taken_down
