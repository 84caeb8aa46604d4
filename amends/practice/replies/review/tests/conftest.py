from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import assign_case, post_reply
from amends.casework.cases.models import Case
from amends.content.review import sheet
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyKind, ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions import draw_week, score_reply, set_plan
from amends.practice.replies.review.models import Plan, Review, Sample
from amends.practice.replies.review.rules.sampling import Wanted

MONDAY = date(2026, 3, 2)
SENT_AT = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
AFTER = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
GOOD = (
    "您好：锅第三次用就冒烟，打了五次电话没人管，换作谁都会恼火，我向您道歉。"
    "我今天18:00前查清原因，明天12:00前给您换货或退货的办法。回复这条消息就能找到我。"
)
ALL_FULL: dict[str, int | None] = {one.code: 2 for one in sheet().criteria}


@pytest.fixture
def sent(company: Any, register: Callable[..., Case]) -> Callable[..., Reply]:
    """A reply that was sent in the week of the tests; one case each."""

    def make(author: Member, *, body: str = GOOD, at: datetime = SENT_AT, **labels: Any) -> Reply:
        with clock.at(at - timedelta(hours=2)):
            case = register(department=author.department)
            assign_case(case_id=case.pk, to=author, by=company.house)
        if labels:
            Case.objects.filter(pk=case.pk).update(**labels)
        with clock.at(at):
            message = post_reply(case_id=case.pk, body=body, by=author)
            # Whoever wrote is not always whose case it is; here the case goes on to nobody.
            Case.objects.filter(pk=case.pk).update(owner=None)
            return Reply.objects.create(
                case_id=case.pk,
                author=author,
                kind=ReplyKind.FIRST_RESPONSE,
                body=body,
                state=ReplyState.SENT,
                submitted_at=at,
                message=message,
            )

    return make


@pytest.fixture
def now() -> Iterator[datetime]:
    with clock.at(AFTER) as moment:
        yield moment


def plan(by: Member, **wanted: int) -> Plan:
    return set_plan(
        wanted=Wanted(**{"per_person": 1, **wanted}),
        newcomer_weeks=8,
        dispute_days=5,
        asked_first=["quality"],
        reason="先看一个月",
        by=by,
    )


@pytest.fixture
def drawn(company: Any, sent: Callable[..., Reply], now: datetime) -> Review:
    """One reply of the handler, drawn and given to quality."""
    sent(company.handler)
    plan(company.quality)
    draw_week(week=MONDAY, seed="s", by=company.house)
    return Review.objects.get()


@pytest.fixture
def scored(company: Any, drawn: Review) -> Review:
    return score(drawn, company.quality, tone=1)


def score(review: Review, by: Member, **points: int | None) -> Review:
    return score_reply(
        review_id=review.pk,
        points={**ALL_FULL, **points},
        words="语气可以再缓一点。",
        better="我先听您说完。",
        by=by,
    )


def second(review: Review, by: Member) -> Review:
    """The same reply, given to somebody else too."""
    Sample.objects.filter(pk=review.sample_id).update(wanted=2)
    return Review.objects.create(sample=review.sample, reviewer=by, asked_at=clock.now())
