"""Watching a case, putting it aside until a time or until the customer writes, and having it open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.actions.watching import wake_sleepers
from amends.casework.cases.models import Case, Snooze, Viewer, Watch
from amends.casework.cases.queries.attention import beside
from amends.foundation.audit.models import AuditEntry as Entry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.notices.models import Notice


def test_a_watch_begins_and_ends_once(company: Any, owned_case: Case) -> None:
    for _time in range(2):
        actions.watch_case(case_id=owned_case.pk, by=company.colleague)
    assert Watch.objects.count() == 1
    for _time in range(2):
        actions.unwatch_case(case_id=owned_case.pk, by=company.colleague)
    names = Entry.objects.filter(chain=owned_case.chain).values_list("action", flat=True)
    assert [name for name in names if "watch" in name] == ["case.watched", "case.unwatched"]


def test_it_comes_back_at_its_time_and_says_so_while_clocks_run_on(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    running = list(owned_case.clocks.filter(stopped_at=None).values_list("pk", "due_at"))
    actions.snooze_case(case_id=owned_case.pk, until=clock.now() + timedelta(hours=3), by=company.handler)
    wake_sleepers()
    assert not Notice.objects.filter(kind="snoozed").exists()
    with clock.at(clock.now() + timedelta(hours=4)):
        wake_sleepers()
        wake_sleepers()
    assert Notice.objects.get(kind="snoozed").member == company.handler
    assert list(owned_case.clocks.filter(stopped_at=None).values_list("pk", "due_at")) == running
    assert running


def test_it_comes_back_when_the_customer_writes(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    actions.snooze_case(case_id=owned_case.pk, by=company.handler)
    actions.add_customer_message(case_id=owned_case.pk, text="请回复", by=company.portal)
    run_jobs()
    assert not Snooze.objects.filter(ended_at=None).exists()
    assert Notice.objects.filter(kind="snoozed", member=company.handler).count() == 1


def test_the_latest_time_counts_and_it_may_be_taken_back_by_hand(company: Any, owned_case: Case) -> None:
    for hours in (3, 5):
        actions.snooze_case(
            case_id=owned_case.pk, until=clock.now() + timedelta(hours=hours), by=company.handler
        )
    assert Snooze.objects.filter(ended_at=None).count() == 1
    actions.wake_case(case_id=owned_case.pk, by=company.handler)
    with pytest.raises(WrongState):
        actions.wake_case(case_id=owned_case.pk, by=company.handler)


@pytest.mark.parametrize("hours", [-1, 0, 24 * 91])
def test_a_time_that_is_past_or_too_far_is_refused(company: Any, owned_case: Case, hours: int) -> None:
    with pytest.raises(Invalid):
        actions.snooze_case(
            case_id=owned_case.pk, until=clock.now() + timedelta(hours=hours), by=company.handler
        )


@pytest.mark.parametrize("act", [actions.watch_case, actions.snooze_case, actions.say_present])
@pytest.mark.parametrize(("name", "refusal"), [("trainer", NotPermitted), ("west_handler", NotFound)])
def test_only_who_may_see_the_case(
    company: Any, owned_case: Case, act: Callable[..., Any], name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        act(case_id=owned_case.pk, by=company.members[name])


def test_a_closed_case_is_not_put_aside(company: Any, owned_case: Case) -> None:
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="顾客撤回", by=company.lead
    )
    with pytest.raises(WrongState):
        actions.snooze_case(case_id=owned_case.pk, by=company.handler)


def test_who_looks_at_the_same_case_is_seen_for_some_seconds(company: Any, owned_case: Case) -> None:
    actions.say_present(case_id=owned_case.pk, by=company.handler)
    actions.say_present(case_id=owned_case.pk, typing=True, by=company.colleague)
    assert [row[2:] for row in beside(company.handler)] == [("colleague先生", True)]
    assert beside(company.west_handler) == []
    with clock.at(clock.now() + timedelta(seconds=20)):
        assert [row[2:] for row in beside(company.handler)] == [("colleague先生", False)]
    with clock.at(clock.now() + timedelta(seconds=50)):
        assert beside(company.handler) == []
    with clock.at(clock.now() + timedelta(minutes=10)):
        actions.say_present(case_id=owned_case.pk, by=company.lead)
        assert Viewer.objects.count() == 1
