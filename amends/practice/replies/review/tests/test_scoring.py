"""A person scores blind; the author answers; somebody else decides where they disagree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amends.casework.cases.models import Case, Grievance, StaffConcerned
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.jobs import run_due
from amends.foundation.notices.models import Notice
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions import (
    accept_review,
    close_round,
    decide_dispute,
    dispute_review,
    open_round,
    score_reply,
)
from amends.practice.replies.review.choices import Answer, ReviewState, Ruling
from amends.practice.replies.review.models import Dispute, Review
from amends.practice.replies.review.permissions import readable_by
from amends.practice.replies.review.tests.conftest import ALL_FULL, score, second

Send = Callable[..., Reply]


def readers(review: Review, *members: Any) -> set[str]:
    return {one.username for one in members if Review.objects.filter(readable_by(one), pk=review.pk).exists()}


def test_the_check_speaks_only_after_the_person(company: Any, drawn: Review) -> None:
    assert (drawn.findings, drawn.machine_score, drawn.marks.count()) == ([], None, 0)
    done = score(drawn, company.quality, tone=1, promises=None)
    assert (done.state, done.score, done.first_score) == (ReviewState.DONE, 95, 95)
    assert done.machine_score is not None
    assert done.marks.count() == len(ALL_FULL)
    mark = done.marks.get(criterion="promises")
    assert (mark.points, mark.standing, mark.weight) == (None, None, 5)
    assert done.sheet_version == 1
    assert done.answer_until is not None


def test_what_is_missed_needs_words_and_every_line_a_step(company: Any, drawn: Review) -> None:
    with pytest.raises(Invalid) as refused:
        score_reply(review_id=drawn.pk, points={**ALL_FULL, "tone": 0}, by=company.quality)
    assert refused.value.field == "words"
    with pytest.raises(Invalid) as refused:
        score_reply(review_id=drawn.pk, points={"tone": 2}, by=company.quality)
    assert refused.value.field == "understanding"
    with pytest.raises(Invalid) as refused:
        score_reply(review_id=drawn.pk, points={**ALL_FULL, "tone": 7}, by=company.quality)
    assert refused.value.field == "tone"
    assert score_reply(review_id=drawn.pk, points=ALL_FULL, by=company.quality).score == 100


def test_points_of_the_complaint_are_scored_one_by_one(company: Any, drawn: Review) -> None:
    case = drawn.sample.reply.case
    rows = [Grievance.objects.create(case=case, position=n, text=f"第{n}点") for n in (1, 2)]
    done = score_reply(
        review_id=drawn.pk,
        points={code: 2 for code in ALL_FULL if code != "completeness"},
        answered={rows[0].pk: 2, rows[1].pk: 0, 99999: 2},
        words="第二点没有答到。",
        by=company.quality,
    )
    assert [one["points"] for one in done.answered_points] == [2, 0]
    assert done.marks.get(criterion="completeness").points == 1


def test_scoring_refuses(company: Any, drawn: Review) -> None:
    with pytest.raises(NotPermitted):
        score(drawn, company.handler)
    for stranger in (company.manager, company.east_lead):
        with pytest.raises(NotFound):
            score(drawn, stranger)
    score(drawn, company.quality)
    with pytest.raises(WrongState):
        score(drawn, company.quality)
    with pytest.raises(NotPermitted):
        score(drawn, company.manager)


def test_who_got_a_part_in_it_since_does_not_score(company: Any, drawn: Review) -> None:
    Case.objects.update(owner=company.quality)
    with pytest.raises(NotPermitted):
        score(drawn, company.quality)


def test_who_may_read_a_review(company: Any, drawn: Review) -> None:
    everybody = [
        company.members[one]
        for one in (
            "handler",
            "colleague",
            "lead",
            "east_lead",
            "quality",
            "legal",
            "manager",
            "trainer",
            "administrator",
        )
    ]
    assert readers(drawn, *everybody) == {"quality"}
    done = score(drawn, company.quality)
    assert readers(done, *everybody) == {"quality", "manager", "handler", "lead"}
    Case.objects.update(restricted=True)
    assert readers(done, *everybody) == {"manager"}
    Case.objects.update(restricted=False)
    StaffConcerned.objects.create(
        case_id=done.sample.reply.case_id,
        member=company.handler,
        state="confirmed",
        source="person",
        by=company.house,
        named_at=clock.now(),
    )
    assert "handler" not in readers(done, *everybody)


def test_the_second_reader_does_not_see_the_first(company: Any, drawn: Review) -> None:
    other = second(drawn, company.manager)
    done = score(drawn, company.quality)
    assert readers(done, company.manager) == set()
    score(other, company.manager)
    assert readers(done, company.manager) == {"manager"}
    assert readers(other, company.quality) == {"quality"}


def test_the_author_accepts(company: Any, scored: Review) -> None:
    accept_review(review_id=scored.pk, by=company.handler)
    scored.refresh_from_db()
    assert scored.answer == Answer.ACCEPTED
    with pytest.raises(WrongState):
        dispute_review(review_id=scored.pk, reason="我改主意了", by=company.handler)


def test_a_dispute_is_decided_by_somebody_else_and_keeps_what_was(company: Any, scored: Review) -> None:
    dispute_review(review_id=scored.pk, reason="顾客自己要求说得短一些。", by=company.handler)
    for by in (company.quality, company.handler):
        with pytest.raises(NotPermitted):
            decide_dispute(review_id=scored.pk, changes={}, reason="不", by=by)
    with pytest.raises(NotFound):
        decide_dispute(review_id=scored.pk, changes={}, reason="不", by=company.east_lead)
    with pytest.raises(Invalid):
        decide_dispute(review_id=scored.pk, changes={"tone": 2}, reason=" ", by=company.lead)
    with pytest.raises(Invalid):
        decide_dispute(review_id=scored.pk, changes={"nothing": 2}, reason="好", by=company.lead)
    decide_dispute(
        review_id=scored.pk,
        changes={"tone": 2, "apology": 2},
        reason="来信里写了“长话短说”。",
        by=company.lead,
    )
    scored.refresh_from_db()
    mark = scored.marks.get(criterion="tone")
    assert (scored.first_score, scored.score) == (95, 100)
    assert (mark.points, mark.decided_points, mark.standing) == (1, 2, 2)
    dispute = Dispute.objects.get()
    assert (dispute.ruling, dispute.decided_by) == (Ruling.CHANGED, company.lead)
    assert dispute.changes == [{"criterion": "tone", "before": 1, "after": 2}]
    with pytest.raises(WrongState):
        decide_dispute(review_id=scored.pk, changes={}, reason="再来", by=company.manager)


def test_a_score_may_stand(company: Any, scored: Review) -> None:
    with pytest.raises(WrongState):
        decide_dispute(review_id=scored.pk, changes={}, reason="没有人提", by=company.lead)
    dispute_review(review_id=scored.pk, reason="我不同意。", by=company.handler)
    decide_dispute(review_id=scored.pk, changes={}, reason="原评有理。", by=company.manager)
    scored.refresh_from_db()
    assert (scored.score, scored.dispute.ruling) == (95, Ruling.STANDS)


def test_answering_refuses(company: Any, scored: Review) -> None:
    for other in (company.lead, company.quality):
        with pytest.raises(NotPermitted):
            accept_review(review_id=scored.pk, by=other)
    with pytest.raises(NotFound):
        dispute_review(review_id=scored.pk, reason="我来说", by=company.colleague)
    assert scored.answer_until is not None
    after = scored.answer_until + timedelta(seconds=1)
    with clock.at(after), pytest.raises(WrongState):
        dispute_review(review_id=scored.pk, reason="太晚了", by=company.handler)
    assert not scored.awaits_answer(after)


def test_the_last_moment_for_an_answer_still_counts(company: Any, scored: Review) -> None:
    assert scored.answer_until is not None
    assert scored.awaits_answer(scored.answer_until)
    with clock.at(scored.answer_until):
        answered = dispute_review(review_id=scored.pk, reason="我不同意。", by=company.handler)
    assert not answered.awaits_answer(scored.answer_until)


def test_the_database_wants_a_reason_for_a_decision(company: Any, scored: Review) -> None:
    dispute_review(review_id=scored.pk, reason="我不同意。", by=company.handler)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.update(ruling="changed", decided_by=company.lead, decided_at=clock.now())


def test_people_are_told_and_the_trail_names_no_score(company: Any, scored: Review) -> None:
    run_due(reraise=True)
    dispute_review(review_id=scored.pk, reason="我不同意。", by=company.handler)
    run_due(reraise=True)
    decide_dispute(review_id=scored.pk, changes={}, reason="原评有理。", by=company.lead)
    run_due(reraise=True)
    told = {(one.member.username, one.data["what"]) for one in Notice.objects.filter(kind="review")}
    assert told == {
        ("handler", "scored"),
        ("lead", "disputed"),
        ("handler", "decided"),
        ("quality", "decided"),
    }
    entries = AuditEntry.objects.filter(action__startswith="review.")
    assert {one.chain for one in entries} == {"house"}
    assert 95 not in [value for one in entries for value in one.data.values()]


def test_whoever_is_asked_is_told(company: Any, drawn: Review) -> None:
    run_due(reraise=True)
    assert Notice.objects.get(kind="review", member=company.quality).data["what"] == "asked"


def test_a_calibration_round_is_scored_by_all_and_seen_by_no_author(
    company: Any, sent: Send, now: Any
) -> None:
    for _n in range(3):
        sent(company.handler)
    both = [company.quality, company.manager]
    with pytest.raises(NotPermitted):
        open_round(title="三月", replies=2, reviewers=both, by=company.lead)
    with pytest.raises(Invalid):
        open_round(title="三月", replies=2, reviewers=both[:1], by=company.quality)
    made = open_round(title="三月", replies=2, reviewers=both, by=company.quality)
    assert (made.samples.count(), Review.objects.count()) == (2, 4)
    mine, other = Review.objects.filter(sample=made.samples.first()).order_by("reviewer")
    score_reply(review_id=mine.pk, points={**ALL_FULL, "tone": 0}, by=mine.reviewer)
    assert readers(mine, company.handler, company.lead, other.reviewer) == set()
    with pytest.raises(NotFound):
        accept_review(review_id=mine.pk, by=company.handler)
    with pytest.raises(NotPermitted):
        close_round(round_id=made.pk, agreed="好", by=company.lead)
    close_round(round_id=made.pk, agreed="一句套话算一半。", by=company.quality)
    with pytest.raises(WrongState):
        close_round(round_id=made.pk, agreed="再来", by=company.quality)
    with pytest.raises(WrongState):
        score(other, other.reviewer)
