"""A risk that a person sees late weighs and goes up, and a long queue is offered in turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.actions import offering
from amends.casework.cases.actions.offering import offer_waiting_cases
from amends.casework.cases.models import AssignmentReview, Case, Exposure, Relief
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member


@pytest.fixture
def read(company: Any, register: Callable[..., Case]) -> Callable[..., Case]:
    def act(**labels: Any) -> Case:
        case = actions.read_case(case_id=register().pk, by=company.house)
        # The words are heated by themselves; what matters to a test is named by it.
        Case.objects.filter(pk=case.pk).update(**{"heat": 0, "intensity": 1, **labels})
        return Case.objects.get(pk=case.pk)

    return act


def test_a_threat_that_a_person_sees_in_the_words_weighs_and_goes_up_as_well(
    company: Any, read: Callable[..., Case], run_jobs: Callable[[], int]
) -> None:
    case = read()
    actions.assign_case(case_id=case.pk, to=company.handler, by=company.house)
    run_jobs()
    assert not Relief.objects.exists()
    actions.change_labels(case_id=case.pk, field="risks", add=["violence"], drop=[], by=company.handler)
    run_jobs()
    assert Exposure.objects.filter(member=company.handler, case=case).count() == 1
    assert Relief.objects.filter(member=company.handler, case=case).count() == 1
    review = AssignmentReview.objects.get()
    assert (review.lead, ["needs_authority", "violence"] in review.reasons) == (company.lead, True)


def test_a_review_does_not_give_a_case_to_whoever_has_it(company: Any, owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(
        risks=["legal"], late_risks=[{"risk": "legal", "message": 1}]
    )
    review = actions.review_owner(case_id=owned_case.pk, by=company.house)
    assert review is not None
    with pytest.raises(Invalid):
        actions.answer_review(review_id=review.pk, to=company.handler, reason="他熟", by=company.lead)
    assert AssignmentReview.objects.get().answered_at is None


def test_what_nobody_can_take_never_stands_in_the_way_of_what_somebody_could(
    company: Any, read: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offering, "AT_ONCE", 2)
    now = clock.now()
    Member.objects.update(hot_cap=0)
    for n in range(4):
        case = read(intensity=3)
        Case.objects.filter(pk=case.pk).update(due_at=now + timedelta(hours=n))
    last = read(intensity=1)
    Case.objects.filter(pk=last.pk).update(due_at=now + timedelta(days=3))
    for minute in range(4):
        with clock.at(now + timedelta(minutes=minute)):
            offer_waiting_cases()
    assert Case.objects.get(pk=last.pk).owner is not None
