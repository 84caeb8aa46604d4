"""The plan and the weekly lot: for everybody, explained by its seed, scored by somebody without a part in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.models import Case, StaffConcerned
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions import (
    decline_review,
    draw_week,
    pick_reply,
    set_plan,
    take_review,
)
from amends.practice.replies.review.actions.drawing import draw_when_due
from amends.practice.replies.review.choices import ReviewState, Why
from amends.practice.replies.review.models import Draw, Plan, Review, Sample
from amends.practice.replies.review.queries.lists import without_reviewer
from amends.practice.replies.review.rules.sampling import Sent, Wanted, drawn
from amends.practice.replies.review.tests.conftest import AFTER, MONDAY, SENT_AT, plan

Send = Callable[..., Reply]


def test_everybody_who_wrote_is_drawn_and_the_lot_can_be_drawn_again(
    company: Any, sent: Send, now: Any
) -> None:
    for author in (company.handler, company.colleague, company.east_handler):
        for _n in range(3):
            sent(author)
    plan(company.quality)
    draw = draw_week(week=MONDAY, by=company.house)
    assert draw is not None
    assert set(draw.samples.values_list("reply__author__username", flat=True)) == {
        "handler",
        "colleague",
        "east_handler",
    }
    again = drawn(
        [Sent(*row[:3], *map(bool, row[3:])) for row in draw.considered], draw.plan.wanted, draw.seed
    )
    assert [(one.reply_id, one.why, one.place) for one in again] == list(
        draw.samples.order_by("place").values_list("reply", "why", "place")
    )
    assert AuditEntry.objects.get(action="review.drawn").data["seed"] == draw.seed


def test_nothing_is_drawn_without_a_plan_nor_twice(company: Any, sent: Send, now: Any) -> None:
    sent(company.handler)
    assert draw_week(week=MONDAY, by=company.house) is None
    plan(company.quality)
    assert draw_week(week=MONDAY, by=company.house) is not None
    assert draw_week(week=MONDAY, by=company.house) is None
    assert draw_week(week=MONDAY + timedelta(days=7), by=company.house).considered == []  # type: ignore[union-attr]
    assert Draw.objects.count() == 2


def test_it_draws_by_itself_once_a_week_is_over(company: Any, sent: Send, now: Any) -> None:
    sent(company.handler)
    plan(company.manager)
    draw_when_due()
    draw_when_due()
    assert Draw.objects.get().week == MONDAY


def test_severe_legal_and_new_people_are_looked_at_more(company: Any, sent: Send, now: Any) -> None:
    Member.objects.filter(pk=company.handler.pk).update(date_joined=AFTER - timedelta(days=700))
    grave = sent(company.handler, severity="severe")
    legal = sent(company.handler, risks=["legal"])
    Member.objects.filter(pk=company.colleague.pk).update(date_joined=SENT_AT - timedelta(days=3))
    sent(company.colleague)
    plan(company.quality, per_person=0, more_severe=1, more_legal=1, more_newcomers=1)
    draw_week(week=MONDAY, by=company.house)
    assert {(one.reply_id, one.why) for one in Sample.objects.all()} == {
        (grave.pk, Why.SEVERE),
        (legal.pk, Why.LEGAL),
        (Reply.objects.get(author=company.colleague).pk, Why.NEWCOMER),
    }


def test_nobody_scores_what_they_wrote_let_go_or_have(company: Any, sent: Send, now: Any) -> None:
    own = sent(company.quality)
    let_go = sent(company.handler)
    Reply.objects.filter(pk=let_go.pk).update(approved_by=company.lead, approved_for=company.legal)
    has = sent(company.colleague)
    Case.objects.filter(pk=has.case_id).update(owner=company.legal)
    plan(company.quality)
    Plan.objects.update(asked_first=["quality", "lead", "legal"])
    draw_week(week=MONDAY, by=company.house)
    reviewers = dict(Review.objects.values_list("sample__reply", "reviewer__username"))
    assert reviewers[own.pk] != "quality"
    assert reviewers[let_go.pk] not in {"handler", "lead", "legal"}
    assert reviewers[has.pk] != "legal"


def test_restricted_cases_go_only_to_those_who_may_see_them(company: Any, sent: Send, now: Any) -> None:
    sent(company.handler, restricted=True)
    plan(company.quality)
    draw_week(week=MONDAY, by=company.house)
    assert Review.objects.get().reviewer.role in {"legal", "manager"}


def test_whoever_is_named_in_the_complaint_does_not_judge(company: Any, sent: Send, now: Any) -> None:
    reply = sent(company.handler)
    StaffConcerned.objects.create(
        case_id=reply.case_id,
        member=company.quality,
        state="proposed",
        source="person",
        by=company.house,
        named_at=clock.now(),
    )
    plan(company.quality)
    draw_week(week=MONDAY, by=company.house)
    assert Review.objects.get().reviewer != company.quality


def test_reviewers_change_and_a_share_is_read_by_two(company: Any, sent: Send, now: Any) -> None:
    for _n in range(4):
        sent(company.handler)
    plan(company.quality, per_person=4, second_share=50)
    Plan.objects.update(asked_first=["quality", "lead", "legal", "manager"])
    draw_week(week=MONDAY, by=company.house)
    assert Review.objects.count() == 6
    per_reviewer = sorted(
        Review.objects.filter(reviewer=one).count()
        for one in Member.objects.filter(role__in=["quality", "legal", "manager", "lead"])
    )
    assert max(per_reviewer) <= 2


def test_a_handed_back_review_goes_to_somebody_else(company: Any, drawn: Review) -> None:
    with pytest.raises(Invalid):
        decline_review(review_id=drawn.pk, reason=" ", by=company.quality)
    decline_review(review_id=drawn.pk, reason="我和顾客是邻居", by=company.quality)
    left = Review.objects.open().get()
    assert left.reviewer != company.quality
    with pytest.raises(WrongState):
        decline_review(review_id=drawn.pk, reason="再来", by=company.quality)


def test_a_particular_reply_is_marked_as_picked(company: Any, sent: Send, now: Any) -> None:
    reply = sent(company.handler)
    sample = pick_reply(reply_id=reply.pk, reason="顾客来电表扬", by=company.lead)
    assert (sample.why, sample.picked_by, sample.draw) == (Why.PICKED, company.lead, None)
    with pytest.raises(Conflict):
        pick_reply(reply_id=reply.pk, reason="再来", by=company.lead)
    plan(company.quality)
    assert draw_week(week=MONDAY, by=company.house).considered == []  # type: ignore[union-attr]


def test_picking_refuses(company: Any, sent: Send, now: Any) -> None:
    reply = sent(company.east_handler)
    with pytest.raises(NotPermitted):
        pick_reply(reply_id=reply.pk, reason="为什么", by=company.handler)
    with pytest.raises(NotFound):
        pick_reply(reply_id=reply.pk, reason="为什么", by=company.lead)
    Reply.objects.filter(pk=reply.pk).update(state=ReplyState.RETURNED, message=None)
    with pytest.raises(WrongState):
        pick_reply(reply_id=reply.pk, reason="为什么", by=company.quality)


def test_what_nobody_was_given_may_be_taken(company: Any, drawn: Review) -> None:
    sample = drawn.sample
    with pytest.raises(WrongState):
        take_review(sample_id=sample.pk, by=company.manager)
    Review.objects.update(state=ReviewState.DECLINED, declined_because="x")
    with pytest.raises(NotPermitted):
        take_review(sample_id=sample.pk, by=company.handler)
    with pytest.raises(NotFound):
        take_review(sample_id=sample.pk, by=company.east_lead)
    for names in (
        {"approved_by": company.lead},
        {"approved_by": company.legal, "approved_for": company.lead},
    ):
        Reply.objects.update(**names)
        assert (without_reviewer(company.lead), without_reviewer(company.manager)) == ([], [sample])
        with pytest.raises(NotPermitted):
            take_review(sample_id=sample.pk, by=company.lead)
    assert take_review(sample_id=sample.pk, by=company.manager).state == ReviewState.OPEN
    with pytest.raises(NotFound):
        take_review(sample_id=sample.pk + 9, by=company.manager)


def test_the_house_draws_and_quality_plans(company: Any, db: None) -> None:
    with pytest.raises(NotPermitted):
        draw_week(week=MONDAY, by=company.manager)
    with pytest.raises(NotPermitted):
        plan(company.lead)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wanted": Wanted(per_person=51)}, "per_person"),
        ({"wanted": Wanted(second_share=101)}, "second_share"),
        ({"newcomer_weeks": 200}, "newcomer_weeks"),
        ({"dispute_days": 0}, "dispute_days"),
        ({"asked_first": []}, "asked_first"),
        ({"asked_first": ["handler"]}, "asked_first"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(company: Any, changes: dict[str, Any], field: str) -> None:
    values: dict[str, Any] = {
        "wanted": Wanted(per_person=1),
        "newcomer_weeks": 8,
        "dispute_days": 5,
        "asked_first": ["quality"],
        "reason": "试行",
        **changes,
    }
    with pytest.raises(Invalid) as refused:
        set_plan(**values, by=company.quality)
    assert refused.value.field == field


def test_a_week_costs_the_same_questions_for_each_reviewer(company: Any, sent: Send) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from amends.practice.replies.review.queries.asking import Bench

    replies = [sent(company.handler) for _n in range(2)]
    with clock.at(AFTER):
        with CaptureQueriesContext(connection) as two:
            Bench(replies[:1], ())
        with CaptureQueriesContext(connection) as four:
            Bench(replies, ())
    assert len(two) == len(four)
