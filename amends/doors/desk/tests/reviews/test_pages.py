"""Reviews of replies on the desk: what each role may open, blind scoring, the author's answer, figures without names."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.models import Grievance
from amends.doors.desk.tests.reviews.conftest import FULL, done, get, post
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.replies.review.actions import open_round
from amends.practice.replies.review.models import Mark, Plan, Review, Round, Sample

PAGES = {
    "reviews_queue": {"quality", "lead", "legal", "manager"},
    "reviews_mine": {"handler", "quality", "lead", "legal", "manager"},
    "reviews_disputes": {"quality", "lead", "legal", "manager"},
    "reviews_figures": {"quality", "lead", "manager", "trainer"},
    "reviews_rounds": {"quality", "lead", "legal", "manager"},
    "reviews_plan": {"handler", "quality", "lead", "legal", "manager"},
}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_for_its_roles(client: Client, company: Any, page: str) -> None:
    for role in ("handler", "lead", "quality", "legal", "manager", "trainer", "administrator"):
        expected = 200 if role in PAGES[page] else 403
        assert get(client, company.members[role], page).status_code == expected, role


def test_everybody_begins_where_something_is_for_them(client: Client, company: Any) -> None:
    starts = {"quality": "queue", "handler": "mine", "trainer": "figures"}
    for role, page in starts.items():
        assert get(client, company.members[role], "reviews").url == reverse(f"desk:reviews_{page}")
    assert get(client, company.administrator, "reviews").status_code == 403


POSTS = (
    "score_review",
    "decline_review",
    "accept_review",
    "dispute_review",
    "decide_review",
    "take_review",
    "pick_reply",
    "close_review_round",
)


@pytest.mark.parametrize(
    "name", [*POSTS, "set_review_plan", "open_review_round", "export_reviews", "export_judged_replies"]
)
def test_what_changes_something_is_not_asked_for_by_an_address(
    client: Client, company: Any, name: str
) -> None:
    args = (1,) if name in POSTS else ()
    assert get(client, company.quality, name, *args).status_code == 405
    assert post(client, company.trainer, name, *args).status_code == 403
    client.logout()
    assert client.post(reverse(f"desk:{name}", args=args)).status_code == 302


def test_the_sheet_is_blind_and_the_result_is_not(client: Client, company: Any, drawn: Review) -> None:
    assert drawn.sample.reply.case.number in get(client, company.quality, "reviews_queue").content.decode()
    html = get(client, company.quality, "review", drawn.pk).content.decode()
    assert "Understood" in html
    assert "the check, of 100" not in html
    answer = post(
        client,
        company.quality,
        "score_review",
        drawn.pk,
        **{f"points-{code}": 1 if code == "tone" else 2 for code in FULL},
        words="可以更暖。",
    )
    assert answer.status_code == 302
    html = get(client, company.quality, "review", drawn.pk).content.decode()
    assert "the check, of 100" in html
    assert "可以更暖" in html


def test_a_sheet_that_is_not_full_comes_back_with_what_was_chosen(
    client: Client, company: Any, drawn: Review
) -> None:
    answer = post(
        client, company.quality, "score_review", drawn.pk, **{"points-tone": 0, "words": "写了的话"}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "写了的话" in html
    assert 'name="points-tone" value="0" required checked' in html
    wild = post(client, company.quality, "score_review", drawn.pk, **{f"points-{code}": "x" for code in FULL})
    assert wild.status_code == 422


def test_points_of_the_complaint_are_on_the_sheet(client: Client, company: Any, drawn: Review) -> None:
    point = Grievance.objects.create(case=drawn.sample.reply.case, position=1, text="<b>冒烟</b>")
    html = get(client, company.quality, "review", drawn.pk).content.decode()
    assert "&lt;b&gt;冒烟" in html
    data: dict[str, Any] = {f"points-{code}": 2 for code in FULL if code != "completeness"}
    answer = post(client, company.quality, "score_review", drawn.pk, **data, **{f"answered-{point.pk}": "-"})
    assert answer.status_code == 302
    assert Mark.objects.get(criterion="completeness").points is None


def test_others_are_told_that_it_is_not_there(client: Client, company: Any, drawn: Review) -> None:
    for other in (company.handler, company.lead, company.manager, company.west_handler):
        assert get(client, other, "review", drawn.pk).status_code == 404
    assert post(client, company.manager, "score_review", drawn.pk).status_code == 404
    done(drawn, company.quality)
    assert get(client, company.handler, "review", drawn.pk).status_code == 200
    assert get(client, company.colleague, "review", drawn.pk).status_code == 404


def test_the_author_disputes_and_the_lead_decides(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    html = get(client, company.handler, "review", drawn.pk).content.decode()
    assert "I accept it" in html
    assert "quality先生" not in html
    assert post(client, company.handler, "dispute_review", drawn.pk, reason="").status_code == 422
    assert post(client, company.handler, "dispute_review", drawn.pk, reason="顾客要短").status_code == 302
    assert "顾客要短" in get(client, company.lead, "reviews_disputes").content.decode()
    assert post(client, company.quality, "decide_review", drawn.pk, reason="不").status_code == 403
    chosen = {f"points-{code}": 2 for code in FULL}
    answer = post(client, company.lead, "decide_review", drawn.pk, reason="对", seen="tone=2", **chosen)
    assert answer.status_code == 302
    html = get(client, company.handler, "review", drawn.pk).content.decode()
    assert "The score was changed" in html
    assert "before the dispute" in html
    assert post(client, company.handler, "accept_review", drawn.pk).status_code == 409


def test_the_author_accepts_and_sees_their_own_figures(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    assert post(client, company.handler, "accept_review", drawn.pk).status_code == 302
    html = get(client, company.handler, "reviews_mine").content.decode()
    assert "Where I stand" in html
    assert "50<small> %</small>" in html
    assert (
        drawn.sample.reply.case.number not in get(client, company.colleague, "reviews_mine").content.decode()
    )


def test_handing_back_and_taking(client: Client, company: Any, drawn: Review) -> None:
    assert post(client, company.quality, "decline_review", drawn.pk, reason="").status_code == 422
    assert post(client, company.quality, "decline_review", drawn.pk, reason="认识").status_code == 302
    Review.objects.exclude(pk=drawn.pk).update(state="declined", declined_because="忙")
    html = get(client, company.legal, "reviews_queue").content.decode()
    assert "Somebody is still wanted" in html
    free = Member.objects.get(pk=company.legal.pk)
    if not Review.objects.filter(reviewer=free).exists():
        assert post(client, free, "take_review", drawn.sample_id).status_code == 302
    assert post(client, company.quality, "take_review", 99999).status_code == 404


def test_a_particular_reply_is_found_by_its_case(client: Client, company: Any, sent: Any) -> None:
    reply = sent(company.handler)
    query = f"?number={reply.case.number}"
    assert "Have it reviewed" in get(client, company.lead, "reviews_queue", query=query).content.decode()
    html = get(client, company.east_lead, "reviews_queue", query=query).content.decode()
    assert "Have it reviewed" not in html
    assert post(client, company.lead, "pick_reply", reply.pk, reason="").status_code == 422
    assert post(client, company.lead, "pick_reply", reply.pk, reason="表扬").status_code == 302
    assert Sample.objects.get().picked_because == "表扬"


def test_the_plan_is_set_with_a_reason(client: Client, company: Any) -> None:
    data = {
        **dict.fromkeys(("per_person", "per_team", "more_severe", "more_legal", "more_newcomers"), 1),
        "newcomer_weeks": 8,
        "second_share": 10,
        "dispute_days": 5,
        "asked_first": ["quality", "lead"],
    }
    assert post(client, company.lead, "set_review_plan", **data, reason="试").status_code == 403
    wrong = post(client, company.quality, "set_review_plan", **{**data, "per_person": "many"}, reason="试")
    assert wrong.status_code == 422
    assert 'value="many"' in wrong.content.decode()
    assert post(client, company.quality, "set_review_plan", **data, reason="试").status_code == 302
    html = get(client, company.handler, "reviews_plan").content.decode()
    assert "Team lead, Quality" in html
    assert "Keep the plan" not in html
    assert Plan.objects.get().asked_first == ["lead", "quality"]


def test_a_round_from_opening_to_what_was_agreed(client: Client, company: Any, sent: Any) -> None:
    for _n in range(2):
        sent(company.handler)
    data = {"title": "三月", "replies": 2, "reviewers": ["quality", "manager"]}
    assert post(client, company.lead, "open_review_round", **data).status_code == 403
    assert post(client, company.quality, "open_review_round", **{**data, "reviewers": []}).status_code == 422
    assert post(client, company.quality, "open_review_round", **data).status_code == 302
    found = Round.objects.get()
    for review in Review.objects.filter(reviewer=company.quality):
        done(review, company.quality, tone=0)
    html = get(client, company.manager, "reviews_round", found.pk).content.decode()
    assert "Nothing to compare yet" in html
    first = Review.objects.filter(reviewer=company.manager).first()
    done(first, company.manager)
    html = get(client, company.manager, "reviews_round", found.pk).content.decode()
    assert html.count("differ</span>") == 1
    assert get(client, company.lead, "reviews_round", found.pk).status_code == 404
    assert post(client, company.quality, "close_review_round", found.pk, agreed="").status_code == 422
    for review in Review.objects.open():
        done(review, company.manager)
    assert post(client, company.quality, "close_review_round", found.pk, agreed="商定").status_code == 302
    assert "商定" in get(client, company.manager, "reviews_round", found.pk).content.decode()
    assert post(client, company.quality, "close_review_round", 9999, agreed="x").status_code == 404


def test_the_queue_costs_the_same_for_any_number(client: Client, company: Any, sent: Any) -> None:
    def add(count: int) -> int:
        for _n in range(count):
            sample = Sample.objects.create(reply=sent(company.handler), why="person", taken_at=clock.now())
            Review.objects.create(sample=sample, reviewer=company.quality, asked_at=clock.now())
        with CaptureQueriesContext(connection) as seen:
            get(client, company.quality, "reviews_queue")
        return len(seen)

    add(1)
    assert add(1) == add(4)


def test_a_notice_leads_to_the_review(client: Client, company: Any, drawn: Review, run_jobs: Any) -> None:
    run_jobs()
    html = get(client, company.quality, "notices").content.decode()
    assert "A reply is given to you to be reviewed" in html


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_sheet_is_there_in_chinese(client: Client, company: Any, drawn: Review, language: str) -> None:
    client.force_login(company.quality)
    html = client.get(
        reverse("desk:review", args=[drawn.pk]), headers={"Accept-Language": language}
    ).content.decode()
    assert ("听懂了" if language == "zh-hans" else "聽懂了") in html


def test_open_rounds_are_found_in_the_queue(client: Client, company: Any, sent: Any) -> None:
    sent(company.handler)
    open_round(title="四月", replies=1, reviewers=[company.quality, company.manager], by=company.quality)
    assert "四月" in get(client, company.manager, "reviews_queue").content.decode()


def test_on_a_phone_the_number_has_the_bar_for_itself(client: Client, company: Any, drawn: Review) -> None:
    bar = get(client, company.quality, "review", drawn.pk).content.decode()
    bar = bar[bar.index('class="desk-title"') : bar.index('class="desk-search"')]
    assert '<span class="bar-word">Review</span>' in bar
    assert drawn.sample.reply.case.number in bar
