"""Replies that people scored leave the house masked, with what was overruled and what was missed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import assign_case, mark_concerned, post_reply
from amends.casework.cases.models import Case
from amends.content.review import sheet
from amends.foundation.kernel import clock
from amends.oversight.learning.queries import judged_replies
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions import score_reply
from amends.practice.replies.review.models import Review, Sample

WORDS = "我是王小明，电话13800138000，锅冒烟了，没人管，我要求退款！"
BODY = "王先生您好：冒点烟不算什么，您没必要这么生气，我们会尽快处理，请打13900139000找李敏。"


@pytest.fixture
def scored(company: Any, register: Callable[..., Case]) -> Review:
    case = register(WORDS)
    assign_case(case_id=case.pk, to=company.handler, by=company.house)
    message = post_reply(case_id=case.pk, body=BODY, by=company.handler)
    Case.objects.filter(pk=case.pk).update(owner=None)
    now = clock.now()
    reply = Reply.objects.create(
        case_id=case.pk,
        author=company.handler,
        kind="first_response",
        body=BODY,
        state="sent",
        submitted_at=now,
        message=message,
    )
    sample = Sample.objects.create(reply=reply, why="person", taken_at=now)
    review = Review.objects.create(sample=sample, reviewer=company.quality, asked_at=now)
    points: dict[str, int | None] = {one.code: 2 for one in sheet().criteria}
    return score_reply(
        review_id=review.pk,
        points={**points, "discretion": 1},
        words="请看王小明的原信。",
        by=company.quality,
    )


def test_a_row_says_what_person_and_check_saw(company: Any, scored: Review) -> None:
    (row,) = judged_replies(by=company.quality)
    codes = {one["code"] for one in row["remarks"]}
    assert "denies_feeling" in codes
    assert "denies_feeling" in row["overruled"]
    assert set(row["overruled"]) <= codes
    assert row["missed"] == ["discretion"]
    assert (row["person"]["understanding"], row["sheet"]) == (2, 1)


def test_nothing_says_who_anybody_is(company: Any, scored: Review) -> None:
    (row,) = judged_replies(by=company.quality)
    for word in (
        "王小明",
        "13800138000",
        "13900139000",
        "handler先生",
        "quality先生",
        scored.sample.reply.case.number,
    ):
        assert word not in str(row)
    assert len(row["reply"]) == len(BODY)


def test_exercises_and_restricted_cases_stay(company: Any, scored: Review) -> None:
    Case.objects.update(restricted=True)
    assert list(judged_replies(by=company.quality)) == []


def test_who_a_complaint_is_about_does_not_take_it_out(company: Any, scored: Review) -> None:
    case = scored.sample.reply.case
    mark_concerned(case_id=case.pk, member=company.quality, reason="信里说的是她", by=company.manager)
    assert list(judged_replies(by=company.quality)) == []
    assert len(list(judged_replies(by=company.house))) == 1
