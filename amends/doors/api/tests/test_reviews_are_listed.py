"""Reviews of replies for machines: what the token's member may read, without names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.casework.cases.actions import post_reply
from amends.casework.cases.models import Case
from amends.content.review import sheet
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import machine_of, problem_in
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions import score_reply
from amends.practice.replies.review.models import Review, Sample

BODY = "您好：熨斗漏水，我向您道歉。我今天18:00前给您换货或退货的办法。"


@pytest.fixture
def quality(handler: Member) -> Member:
    return Member.objects.create_user(
        "liang", display_name="梁姐", role=Role.QUALITY, department=handler.department
    )


@pytest.fixture
def scored(case: Case, handler: Member, quality: Member) -> Review:
    message = post_reply(case_id=case.pk, body=BODY, by=handler)
    reply = Reply.objects.create(
        case=case,
        author=handler,
        kind="first_response",
        body=BODY,
        state="sent",
        submitted_at=clock.now(),
        message=message,
    )
    sample = Sample.objects.create(reply=reply, why="person", taken_at=clock.now())
    review = Review.objects.create(sample=sample, reviewer=quality, asked_at=clock.now())
    points: dict[str, int | None] = {one.code: 2 for one in sheet().criteria}
    return score_reply(review_id=review.pk, points={**points, "tone": 1}, words="可以更暖。", by=quality)


def test_a_review_says_what_person_and_check_gave_and_names_nobody(scored: Review, quality: Member) -> None:
    answer = machine_of(quality).get("/reviews")
    (item,) = answer.json()["items"]
    assert (item["score"], item["why"], item["sheet"]) == (95, "person", 1)
    assert {"criterion": "tone", "weight": 10, "person": 1, "stands": 1}.items() <= next(
        one for one in item["marks"] if one["criterion"] == "tone"
    ).items()
    for name in ("梁姐", "liang", "梅姐", "mei"):
        assert name not in answer.content.decode()


def test_it_is_for_those_who_may_read_it(
    scored: Review, handler: Member, lead: Member, stranger: Member
) -> None:
    seen = {
        one.username: len(machine_of(one).get("/reviews").json()["items"])
        for one in (handler, lead, stranger)
    }
    assert seen == {"mei": 1, "zhou": 1, "he": 0}


def test_filters_narrow_and_are_known(scored: Review, quality: Member) -> None:
    machine = machine_of(quality)
    assert len(machine.get("/reviews", case=scored.sample.reply.case.number).json()["items"]) == 1
    assert machine.get("/reviews", case="A26-999999").json()["items"] == []
    later = (clock.now() + timedelta(days=1)).isoformat()
    assert machine.get("/reviews", since=later).json()["items"] == []
    assert problem_in(machine.get("/reviews", scorer="liang"), 422)
    assert problem_in(machine.post("/reviews", {}), 405)


def test_it_takes_a_scope_of_its_own(scored: Review, quality: Member) -> None:
    others = [one for one in Scope if one != Scope.REVIEWS_READ]
    assert Scope.REVIEWS_READ.value in problem_in(machine_of(quality, *others).get("/reviews"), 403)["detail"]
