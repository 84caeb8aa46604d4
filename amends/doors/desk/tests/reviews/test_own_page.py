"""The author's own page, and pages on which nothing stands for their reader."""

from __future__ import annotations

from typing import Any

from django.test import Client

from amends.casework.cases.models import Case
from amends.doors.desk.tests.reviews.conftest import done, get
from amends.foundation.kernel import clock
from amends.practice.replies.review.actions import accept_review, dispute_review, open_round
from amends.practice.replies.review.models import Review, Sample


def test_a_row_says_until_when_an_answer_is_awaited(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    assert "Your answer is awaited" in get(client, company.handler, "reviews_mine").content.decode()
    accept_review(review_id=drawn.pk, by=company.handler)
    assert "Your answer is awaited" not in get(client, company.handler, "reviews_mine").content.decode()


def test_a_reply_that_two_people_read_says_so(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    assert "a row for each" not in get(client, company.handler, "reviews_mine").content.decode()
    other = Review.objects.create(sample=drawn.sample, reviewer=company.manager, asked_at=clock.now())
    done(other, company.manager)
    html = get(client, company.handler, "reviews_mine").content.decode()
    assert html.count("read by 2 people, a row for each") == 2


def test_findings_are_told_in_the_language_of_the_reader(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    Review.objects.filter(pk=drawn.pk).update(
        findings=[
            {
                "code": "not_answered",
                "severity": "warn",
                "start": 0,
                "end": 2,
                "message": "顾客提到的这一点还没有回应：“锅冒烟”",
                "suggestion": "",
            }
        ]
    )
    html = get(client, company.handler, "review", drawn.pk).content.decode()
    assert "This point has not been answered yet: “锅冒烟”" in html
    assert "<q>您好</q>" in html


def test_what_there_is_for_others_is_not_denied(client: Client, company: Any, sent: Any) -> None:
    sent(company.handler)
    open_round(title="四月", replies=1, reviewers=[company.quality, company.manager], by=company.quality)
    html = get(client, company.legal, "reviews_rounds").content.decode()
    assert "No round in which you take part" in html and "No round yet" not in html
    html = get(client, company.legal, "reviews_disputes").content.decode()
    assert "No dispute that you may see" in html


def test_a_reply_still_to_be_scored_in_a_round_is_blind_wherever_it_was_drawn(
    client: Client, company: Any, sent: Any
) -> None:
    reply = sent(company.handler)
    sample = Sample.objects.create(reply=reply, why="person", taken_at=clock.now())
    review = Review.objects.create(sample=sample, reviewer=company.quality, asked_at=clock.now())
    done(review, company.quality, tone=1)
    dispute_review(review_id=review.pk, reason="不同意", by=company.handler)
    assert get(client, company.manager, "review", review.pk).status_code == 200
    open_round(title="五月", replies=1, reviewers=[company.quality, company.manager], by=company.quality)
    assert Case.objects.count() == 1
    assert get(client, company.manager, "review", review.pk).status_code == 404
    done(Review.objects.get(sample__round__isnull=False, reviewer=company.manager), company.manager)
    assert get(client, company.manager, "review", review.pk).status_code == 200
