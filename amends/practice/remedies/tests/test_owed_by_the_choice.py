"""What the customer chose is owed by the day that was offered with it, until it is carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amends.casework.cases.actions import go_back, mark_solved
from amends.casework.cases.choices import PromiseSource, PromiseState
from amends.casework.cases.models import Case, Promise
from amends.foundation.kernel import clock
from amends.practice.remedies.actions import choose_option
from amends.practice.remedies.models import Option, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(propose: Callable[..., Proposal]) -> Proposal:
    return propose()


@pytest.fixture
def owed(company: Any, ready: Case, offered: Proposal) -> Promise:
    option = offered.options.get(position=0)
    choose_option(case_id=ready.pk, option_id=option.pk, by=company.portal)
    return Promise.objects.get(case=ready, source=PromiseSource.AGREED)


def test_the_choice_is_a_row_of_the_ledger_due_when_the_working_day_ends(
    company: Any, ready: Case, owed: Promise
) -> None:
    option = Option.objects.get(chosen=True)
    ready.refresh_from_db()
    assert (owed.text, owed.state) == (option.title, PromiseState.OPEN)
    assert (owed.made_by, owed.owner) == (company.manager, ready.owner)
    assert owed.due_at is not None and owed.remind_at is not None
    assert timezone.localdate(owed.due_at) == option.due_on
    assert owed.remind_at < owed.due_at


def test_carried_out_in_time_it_is_kept(company: Any, ready: Case, owed: Promise) -> None:
    mark_solved(case_id=ready.pk, what="钱已退回", by=company.manager)
    owed.refresh_from_db()
    assert (owed.state, owed.ended_by) == (PromiseState.KEPT, company.manager)


def test_carried_out_late_a_person_says_whether_it_was_kept(company: Any, ready: Case, owed: Promise) -> None:
    with clock.at(clock.now() + timedelta(days=9)):
        mark_solved(case_id=ready.pk, what="钱已退回", by=company.manager)
    owed.refresh_from_db()
    assert owed.state == PromiseState.OPEN


def test_gone_back_to_before_the_choice_nothing_is_owed_by_it(
    company: Any, ready: Case, owed: Promise
) -> None:
    go_back(case_id=ready.pk, stage="investigate", reason="原因查错了", by=company.manager)
    owed.refresh_from_db()
    assert (owed.state, owed.reason) == (PromiseState.STRUCK, "原因查错了")


def test_a_day_that_had_passed_before_the_choice_is_not_owed(
    company: Any, ready: Case, offered: Proposal
) -> None:
    option = offered.options.get(position=0)
    with clock.at(clock.now() + timedelta(days=9)):
        choose_option(case_id=ready.pk, option_id=option.pk, by=company.portal)
    assert not Promise.objects.filter(source=PromiseSource.AGREED).exists()


def test_the_same_choice_again_owes_it_once(company: Any, ready: Case, owed: Promise) -> None:
    choose_option(case_id=ready.pk, option_id=Option.objects.get(chosen=True).pk, by=company.portal)
    assert Promise.objects.filter(source=PromiseSource.AGREED).count() == 1
