"""Replies that people scored leave the house masked, with what was overruled and what was missed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import assign_case, mark_concerned, post_reply
from amends.casework.cases.models import Case, Party
from amends.casework.customers.models import Identity
from amends.content.review import sheet
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
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


def test_colleagues_and_others_of_the_case_are_not_named_either(company: Any, scored: Review) -> None:
    case, reply = scored.sample.reply.case, scored.sample.reply
    Member.objects.create(
        username="linzhixia", display_name="林知夏", role="handler", department=company.east, is_active=False
    )
    Party.objects.create(
        case=case,
        kind="witness",
        name="赵大勇",
        phone="021-5566",
        added_by=company.lead,
        added_at=clock.now(),
    )
    Identity.objects.create(
        customer=case.customer,
        kind="email",
        value="xm@a.cn",
        key="xm@a.cn",
        source="desk",
        added_at=clock.now(),
    )
    said = "我是林知夏，账号linzhixia；知夏和小林都在，赵大勇（021-5566）也在，信寄 xm@a.cn。"
    Reply.objects.filter(pk=reply.pk).update(body=said)
    Review.objects.filter(pk=scored.pk).update(words=said, better=said)
    (row,) = judged_replies(by=company.quality)
    for text in (row["reply"], row["words"], row["better"]):
        assert len(text) == len(said)
        assert not [
            one for one in ("林知夏", "linzhixia", "知夏", "小林", "赵大勇", "5566", "xm@") if one in text
        ]
        assert text.startswith("我是***，账号")


def test_exercises_and_restricted_cases_stay(company: Any, scored: Review) -> None:
    Case.objects.update(restricted=True)
    assert list(judged_replies(by=company.quality)) == []


def test_who_a_complaint_is_about_does_not_take_it_out(company: Any, scored: Review) -> None:
    case = scored.sample.reply.case
    mark_concerned(case_id=case.pk, member=company.quality, reason="信里说的是她", by=company.manager)
    assert list(judged_replies(by=company.quality)) == []
    assert len(list(judged_replies(by=company.house))) == 1
