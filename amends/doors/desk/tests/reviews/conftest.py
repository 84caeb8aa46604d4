"""Replies that were sent, drawn and scored, for the pages about reviews."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import assign_case, post_reply
from amends.casework.cases.models import Case
from amends.content.review import sheet
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions import draw_week, score_reply, set_plan
from amends.practice.replies.review.models import Review, Sample
from amends.practice.replies.review.rules.sampling import Wanted

FULL: dict[str, int | None] = {one.code: 2 for one in sheet().criteria}
BODY = "您好：锅冒烟了，您等了五天，我向您道歉。=明天12:00前退款或换新，由您选。我是李敏，回复这条消息就能找到我。"


@pytest.fixture
def sent(company: Any, register: Callable[..., Case]) -> Callable[..., Reply]:
    def make(author: Member, *, days_ago: float = 3) -> Reply:
        at = clock.now() - timedelta(days=days_ago)
        with clock.at(at):
            case = register(department=author.department)
            assign_case(case_id=case.pk, to=author, by=company.house)
            message = post_reply(case_id=case.pk, body=BODY, by=author)
            Case.objects.filter(pk=case.pk).update(owner=None)
            return Reply.objects.create(
                case_id=case.pk,
                author=author,
                kind="first_response",
                body=BODY,
                state=ReplyState.SENT,
                submitted_at=at,
                message=message,
            )

    return make


@pytest.fixture
def drawn(company: Any, sent: Callable[..., Reply]) -> Review:
    sent(company.handler, days_ago=7)
    make_plan(company.quality)
    day = clock.today() - timedelta(days=7)
    for back in (0, 7):
        draw_week(week=day - timedelta(days=day.weekday() + back), seed="s", by=company.house)
    return Review.objects.get()


def make_plan(by: Member) -> None:
    set_plan(
        wanted=Wanted(per_person=1),
        newcomer_weeks=1,
        dispute_days=5,
        asked_first=["quality"],
        reason="试行",
        by=by,
    )


def done(review: Review, by: Member, **points: int | None) -> Review:
    words = "语气可以更暖一点。"
    return score_reply(review_id=review.pk, points={**FULL, **points}, words=words, better="=先说结果", by=by)


def get(client: Client, member: Member, name: str, *args: Any, query: str = "") -> Any:
    client.force_login(member)
    return client.get(reverse(f"desk:{name}", args=args) + query, headers={"Accept-Language": "en"})


def post(client: Client, member: Member, name: str, *args: Any, **data: Any) -> Any:
    client.force_login(member)
    return client.post(reverse(f"desk:{name}", args=args), data, headers={"Accept-Language": "en"})


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def scored_many(company: Any, sent: Any, count: int) -> None:
    for n in range(count):
        author = (company.handler, company.colleague, company.east_handler)[n % 3]
        sample = Sample.objects.create(reply=sent(author), why="person", taken_at=clock.now())
        review = Review.objects.create(sample=sample, reviewer=company.quality, asked_at=clock.now())
        done(review, company.quality, tone=1 if n % 2 else 2)
