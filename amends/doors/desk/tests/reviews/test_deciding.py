"""What is decided for good is read first, and nothing that was chosen or written is lost on the way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Grievance
from amends.doors.desk.tests.reviews.conftest import FULL, done, get, post
from amends.practice.replies.review.actions import dispute_review, open_round
from amends.practice.replies.review.models import Dispute, Mark, Review, Round


@pytest.fixture
def disputed(company: Any, drawn: Review) -> Review:
    done(drawn, company.quality, tone=1)
    return dispute_review(review_id=drawn.pk, reason="顾客要短", by=company.handler)


def chosen(**points: int | str) -> dict[str, Any]:
    given = {f"points-{code}": 1 if code == "tone" else 2 for code in FULL}
    return {**given, **{f"points-{code}": value for code, value in points.items()}}


def seen_in(html: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', html)
    assert found, "the page does not ask"
    return found.group(1)


def test_points_that_differ_are_the_change(client: Client, company: Any, disputed: Review) -> None:
    asked = post(
        client, company.lead, "decide_review", disputed.pk, reason="对", **chosen(tone=2, contact="-")
    )
    html = asked.content.decode()
    assert asked.status_code == 409
    assert not Dispute.objects.get().ruling
    assert "Tone: half done → done" in html and "How to reach us: done → does not apply" in html
    assert "The score was changed: 95 → 100 of 100" in html
    told = post(
        client,
        company.lead,
        "decide_review",
        disputed.pk,
        reason="对",
        seen=seen_in(html),
        **chosen(tone=2, contact="-"),
    )
    assert told.status_code == 302
    found = Dispute.objects.get()
    assert (found.ruling, len(found.changes)) == ("changed", 2)
    assert Review.objects.get(pk=disputed.pk).score == 100
    page = get(client, company.lead, "review", disputed.pk).content.decode()
    assert "Recorded: the score was changed." in page


def test_where_no_point_differs_the_score_stands(client: Client, company: Any, disputed: Review) -> None:
    html = post(
        client, company.lead, "decide_review", disputed.pk, reason="原评对", **chosen()
    ).content.decode()
    assert "The score stands: 95 of 100. No point differs from those given." in html
    post(client, company.lead, "decide_review", disputed.pk, reason="原评对", seen=seen_in(html), **chosen())
    assert Dispute.objects.get().ruling == "stands"
    assert not Mark.objects.filter(is_decided=True).exists()


def test_something_else_chosen_afterwards_is_shown_again(
    client: Client, company: Any, disputed: Review
) -> None:
    html = post(client, company.lead, "decide_review", disputed.pk, reason="对", **chosen()).content.decode()
    again = post(
        client, company.lead, "decide_review", disputed.pk, reason="对", seen=seen_in(html), **chosen(tone=0)
    )
    assert again.status_code == 409
    assert "Tone: half done → not done" in again.content.decode()
    assert not Dispute.objects.get().ruling


def test_an_empty_reason_keeps_the_points_and_the_fold_open(
    client: Client, company: Any, disputed: Review
) -> None:
    answer = post(client, company.lead, "decide_review", disputed.pk, reason=" ", **chosen(tone=2))
    html = answer.content.decode()
    assert answer.status_code == 422
    form = html[html.index('id="decide"') :]
    assert "<details open>" in form
    assert 'name="points-tone" value="2" checked' in form
    assert "Reason, for author and reviewer: Please write a few words first." in html
    assert 'id="decide-reason-error"' in form


def test_what_was_left_open_is_named_and_marked(client: Client, company: Any, drawn: Review) -> None:
    data = {f"points-{code}": 2 for code in FULL if code not in ("tone", "apology")}
    html = post(client, company.quality, "score_review", drawn.pk, **data).content.decode()
    assert 'href="#line-tone">Tone</a>' in html and 'href="#line-apology">Apology</a>' in html
    assert 'href="#line-contact"' not in html
    assert html.count("rv-wrong") == 2


def test_a_single_point_of_the_complaint_that_was_left_open_is_marked(
    client: Client, company: Any, drawn: Review
) -> None:
    case = drawn.sample.reply.case
    one, two = (Grievance.objects.create(case=case, position=n, text=f"第{n}点") for n in (1, 2))
    data = {f"points-{code}": 2 for code in FULL if code != "completeness"} | {f"answered-{one.pk}": 2}
    answer = post(client, company.quality, "score_review", drawn.pk, **data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#line-completeness"' in html
    assert "Choose how far it was done." in html[html.index(two.text) :]
    assert html.count("Choose how far it was done.") == 1


def test_words_that_are_missing_are_asked_for_by_their_field(
    client: Client, company: Any, drawn: Review
) -> None:
    data = {f"points-{code}": 1 for code in FULL}
    html = post(client, company.quality, "score_review", drawn.pk, **data).content.decode()
    assert "Words to the author: Please write a few words first." in html
    assert 'id="review-words-error"' in html and "rv-wrong" not in html
    html = post(client, company.quality, "decline_review", drawn.pk, reason="").content.decode()
    assert "I cannot judge this one: Please write a few words first." in html
    assert 'id="decline-reason-error"' in html and "rv-wrong" not in html


def test_who_decides_is_told_as_it_is(client: Client, company: Any, disputed: Review) -> None:
    html = get(client, company.handler, "review", disputed.pk).content.decode()
    assert "A team lead or manager who took no part decides." in html


def test_a_round_is_not_closed_over_open_scores_unasked(client: Client, company: Any, sent: Any) -> None:
    for _n in range(2):
        sent(company.handler)
    both = [company.quality, company.manager]
    made = open_round(title="三月", replies=2, reviewers=both, by=company.quality)
    done(Review.objects.filter(reviewer=company.quality).earliest("pk"), company.quality)
    asked = post(client, company.quality, "close_review_round", made.pk, agreed="商定")
    html = asked.content.decode()
    assert asked.status_code == 409
    assert Round.objects.get().closed_at is None
    assert "manager先生 · 2 replies" in html and "quality先生 · 1 reply" in html
    assert ">商定</textarea>" in html
    url = reverse("desk:close_review_round", args=[made.pk])
    done(Review.objects.filter(reviewer=company.manager).earliest("pk"), company.manager)
    client.force_login(company.quality)
    assert client.post(url, {"agreed": "商定", "seen": seen_in(html)}).status_code == 409
    now = seen_in(
        post(client, company.quality, "close_review_round", made.pk, agreed="商定").content.decode()
    )
    assert client.post(url, {"agreed": "商定", "seen": now}).status_code == 302
    assert Round.objects.get().agreed == "商定"


def test_what_is_to_be_recorded_is_what_the_page_opens_at(
    client: Client, company: Any, disputed: Review
) -> None:
    shown = get(client, company.lead, "review", disputed.pk).content.decode()
    assert "/decide#decide-end" in shown
    html = post(
        client, company.lead, "decide_review", disputed.pk, reason="对", **chosen(tone=2)
    ).content.decode()
    end = html[html.index('id="decide-end"') :]
    assert end.index("This will be recorded for good:") < end.index("Record it")
    assert "<fieldset" not in end[: end.index("</form>")]
