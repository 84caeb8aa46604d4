"""Who is asked to decide a dispute: nobody with a part in the reply, and nobody who is away while another is there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import assign_case
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import enter_absence
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions import decide_dispute, dispute_review
from amends.practice.replies.review.models import Review
from amends.practice.replies.review.permissions import may_decide
from amends.practice.replies.review.queries.lists import disputes_for


def decide(review: Review, by: Any) -> Review:
    return decide_dispute(review_id=review.pk, changes={"tone": 2}, reason="电话里说过", by=by)


def asked(review: Review, run_jobs: Any) -> list[Any]:
    dispute_review(review_id=review.pk, reason="请再看语气", by=review.sample.reply.author)
    run_jobs()
    return [one.member for one in Notice.objects.filter(data__what="disputed").select_related("member")]


@pytest.mark.parametrize(
    "names",
    [{"approved_by": "lead"}, {"approved_by": "colleague", "approved_for": "lead"}],
    ids=["themselves", "by somebody in their place"],
)
def test_whoever_let_the_reply_go_out_does_not_decide_on_its_review(
    company: Any, scored: Review, run_jobs: Any, names: dict[str, str]
) -> None:
    approved = {field: company.members[name] for field, name in names.items()}
    Reply.objects.filter(pk=scored.sample.reply_id).update(**approved, approved_at=clock.now())
    scored = Review.objects.select_related("sample__reply__case").get(pk=scored.pk)
    assert asked(scored, run_jobs) == [company.manager]
    assert not disputes_for(company.lead)
    assert list(disputes_for(company.manager)) == [scored]
    with pytest.raises(NotPermitted) as refused:
        decide(scored, company.lead)
    assert "经手" in str(refused.value.message)
    assert decide(scored, company.manager).dispute.decided_by == company.manager


def test_whose_case_it_has_become_does_not_decide_either(company: Any, scored: Review) -> None:
    case: Case = scored.sample.reply.case
    dispute_review(review_id=scored.pk, reason="请再看语气", by=company.handler)
    assert may_decide(company.lead, scored)
    assert list(disputes_for(company.lead)) == [scored]
    assign_case(case_id=case.pk, to=company.lead, by=company.house)
    assert not may_decide(company.lead, Review.objects.get(pk=scored.pk))
    assert not disputes_for(company.lead)


def test_while_the_lead_is_away_the_next_one_up_is_asked(company: Any, scored: Review, run_jobs: Any) -> None:
    now = clock.now()
    enter_absence(
        member=company.lead, starts_at=now, ends_at=now + timedelta(days=3), deputy=None, by=company.lead
    )
    assert asked(scored, run_jobs) == [company.manager]


def test_where_all_are_away_the_nearest_is_asked_all_the_same(
    company: Any, scored: Review, run_jobs: Any
) -> None:
    now = clock.now()
    for one in (company.lead, company.manager):
        enter_absence(member=one, starts_at=now, ends_at=now + timedelta(days=3), deputy=None, by=one)
    assert asked(scored, run_jobs) == [company.lead]
