"""Figures about reviews, and what of them leaves the house: nobody is named, and the numbers agree."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.models import Case
from amends.doors.desk.tests.reviews.conftest import FULL, done, get, post, rows_of, scored_many
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.replies.review.models import Mark, Review, Sample
from amends.practice.replies.review.queries.lists import draws


def test_figures_name_nobody_and_cost_the_same_for_any_number(
    client: Client, company: Any, sent: Any
) -> None:
    scored_many(company, sent, 2)
    get(client, company.quality, "reviews_figures")
    with CaptureQueriesContext(connection) as few:
        html = get(client, company.quality, "reviews_figures").content.decode()
    assert "too few people" in html
    scored_many(company, sent, 10)
    with CaptureQueriesContext(connection) as many:
        html = get(client, company.quality, "reviews_figures").content.decode()
    assert len(many) == len(few)
    assert "few replies" in html
    assert "handler先生" not in html.split("<main", 1)[1]
    # A team lead sees the sums of their own departments only.
    assert ">east<" not in get(client, company.lead, "reviews_figures").content.decode()


def test_a_team_of_three_and_more_has_a_score(client: Client, company: Any, sent: Any) -> None:
    for name in ("a", "b", "c"):
        author = Member.objects.create(username=name, role="handler", department=company.care)
        sample = Sample.objects.create(reply=sent(author), why="person", taken_at=clock.now())
        review = Review.objects.create(sample=sample, reviewer=company.quality, asked_at=clock.now())
        done(review, company.quality)
    html = get(client, company.manager, "reviews_figures").content.decode()
    assert ">100<" in html
    assert "too few people" not in html


def test_the_table_names_nobody_and_holds_no_formula(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    rows = rows_of(post(client, company.quality, "export_reviews"))
    assert len(rows) == len(FULL)
    assert {one["An example of better wording"] for one in rows} == {"'=先说结果"}
    assert "先生" not in str(rows)
    assert AuditEntry.objects.get(action="review.exported").data["reviews"] == 1
    assert rows_of(post(client, company.handler, "export_reviews", own=1))[0]["Case"]
    assert post(client, company.handler, "export_reviews").status_code == 403
    assert rows_of(post(client, company.east_lead, "export_reviews")) == []


def test_judged_replies_leave_masked_and_on_record(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1, cause=None)
    assert post(client, company.lead, "export_judged_replies").status_code == 403
    answer = post(client, company.quality, "export_judged_replies")
    (row,) = [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]
    assert row["person"]["tone"] == 1
    assert row["person"]["cause"] is None
    assert row["kind"] == "first_response"
    assert drawn.sample.reply.case.customer.name not in str(row)
    assert AuditEntry.objects.filter(action="judged_replies.exported").exists()
    Case.objects.update(restricted=True)
    assert b"".join(post(client, company.quality, "export_judged_replies").streaming_content) == b""


def test_the_table_is_in_the_language_of_its_reader(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    tone = next(
        one for one in rows_of(post(client, company.quality, "export_reviews")) if one["Criterion"] == "Tone"
    )
    assert (tone["Kind of reply"], tone["Person"], tone["The author's answer"]) == (
        "First response",
        "half done",
        "No answer yet",
    )
    client.force_login(company.handler)
    answer = client.post("/desk/reviews/export", {"own": 1}, headers={"Accept-Language": "zh-hans"})
    assert "语气" in {one["项目"] for one in rows_of(answer)}


def test_the_table_hides_colleagues_and_customers_in_what_was_written(
    client: Client, company: Any, drawn: Review
) -> None:
    Member.objects.create(
        username="linzhixia", display_name="林知夏", role="handler", department=company.east
    )
    customer = drawn.sample.reply.case.customer
    customer.name = "赵大勇"
    customer.save()
    done(drawn, company.quality, tone=1)
    said = "我是林知夏，知夏给赵大勇回电13800138000。"
    Review.objects.update(words=said, better=said)
    for who, own in ((company.quality, {}), (company.handler, {"own": 1})):
        rows = rows_of(post(client, who, "export_reviews", **own))
        assert rows[0]["Words to the author"] == rows[0]["An example of better wording"]
        assert rows[0]["Words to the author"] == "我是***，**给***回电***********。"


def test_the_table_holds_what_the_page_counts_in_its_period(client: Client, company: Any, sent: Any) -> None:
    scored_many(company, sent, 3)
    old = Review.objects.earliest("pk")
    Review.objects.filter(pk=old.pk).update(scored_at=clock.now() - timedelta(days=60))
    page = get(client, company.quality, "reviews_figures", query="?days=30").content.decode()
    assert "all 2 scores given, of 2 replies" in page
    rows = rows_of(post(client, company.quality, "export_reviews", days=30))
    assert {one["Review no."] for one in rows} == {str(one.pk) for one in Review.objects.exclude(pk=old.pk)}


def test_replies_and_scores_are_told_apart(client: Client, company: Any, drawn: Review) -> None:
    done(drawn, company.quality, tone=1)
    done(
        Review.objects.create(sample=drawn.sample, reviewer=company.manager, asked_at=clock.now()),
        company.manager,
    )
    html = get(client, company.quality, "reviews_figures").content.decode()
    assert "Counted here: 1 reply, each once." in html
    assert "all 2 scores given, of 1 reply;" in html
    (drawing,) = [one for one in draws() if one.taken]
    assert (drawing.taken, drawing.done) == (1, 1)


def test_remarks_have_names_and_agreement_is_told_by_the_faults(
    client: Client, company: Any, sent: Any
) -> None:
    scored_many(company, sent, 30)
    Mark.objects.update(points=2, machine_points=2)
    some = Mark.objects.filter(criterion="apology").order_by("pk")[:3]
    Mark.objects.filter(pk__in=[one.pk for one in some]).update(points=1)
    Review.objects.update(findings=[{"code": "blames_customer", "start": 0, "end": 2, "message": "x"}])
    html = get(client, company.quality, "reviews_figures").content.decode()
    assert "of the person's 3 the check found 0" in html
    assert "of the check's 0 the person shares 0" in html
    assert "the same where all is well, seldom where something is wrong" in html
    assert "blames the customer" in html and "blames_customer" not in html
