"""One act on many cases: each by its own rules, each with its result, taken back where that is still possible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.actions.many import Given
from amends.casework.cases.models import BulkRun, Case, Note, Watch
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Absence


@pytest.fixture
def cases(register: Callable[..., Case]) -> list[Case]:
    return [register() for _number in range(3)]


def act(cases: list[Case], kind: str, by: Any, key: str | None = None, **given: Any) -> BulkRun:
    return actions.act_on_many(
        case_ids=[case.pk for case in cases], kind=kind, given=Given(**given), idempotency_key=key, by=by
    )


def told(run: BulkRun) -> list[tuple[int, bool]]:
    return list(run.items.order_by("pk").values_list("case", "done"))


def test_each_case_has_its_own_result_with_the_reason(company: Any, cases: list[Case]) -> None:
    actions.close_case(
        case_id=cases[1].pk, outcome="WDN", ending={"how": "phone"}, reason="撤回", by=company.lead
    )
    run = act(cases, "assign", company.lead, to=company.colleague)
    assert told(run) == [(cases[0].pk, True), (cases[1].pk, False), (cases[2].pk, True)]
    assert run.items.get(done=False).why_not
    actions.undo_many(run_id=run.pk, by=company.lead)
    assert not Case.objects.filter(owner=company.colleague).exists()


def test_withdrawn_ones_say_how_the_customers_said_so(company: Any, cases: list[Case]) -> None:
    given = {"outcome": "WDN", "words": "都来电说不追究了"}
    for how in ("", "pigeon"):
        with pytest.raises(Invalid) as refusal:
            act(cases, "close", company.lead, **given, how=how)
        assert refusal.value.field == "how"
    assert not BulkRun.objects.exists()
    act(cases, "close", company.lead, **given, how="phone")
    assert {one.ending["how"] for one in Case.objects.all()} == {"phone"}


def test_cases_of_others_get_no_line_that_would_say_they_exist(
    company: Any, cases: list[Case], register: Callable[..., Case]
) -> None:
    there = register(department=company.west)
    run = act([*cases, there], "watch", company.handler)
    assert there.pk not in dict(told(run))
    assert Watch.objects.count() == 3


def test_taking_back_says_where_it_is_too_late(company: Any, cases: list[Case]) -> None:
    run = act(cases, "assign", company.lead, to=company.colleague)
    actions.assign_case(case_id=cases[0].pk, to=company.handler, by=company.lead)
    actions.undo_many(run_id=run.pk, by=company.lead)
    assert list(run.items.order_by("pk").values_list("undone", flat=True)) == [False, True, True]
    assert run.items.get(undone=False).why_not_undone
    assert Case.objects.get(pk=cases[0].pk).owner == company.handler
    with pytest.raises(WrongState):
        actions.undo_many(run_id=run.pk, by=company.lead)


def test_it_goes_back_to_somebody_who_is_absent_too(company: Any, cases: list[Case]) -> None:
    one = cases[0]
    actions.assign_case(case_id=one.pk, to=company.handler, by=company.lead)
    run = act([one], "assign", company.lead, to=company.colleague)
    now = clock.now()
    Absence.objects.create(
        member=company.handler,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=1),
        entered_by=company.lead,
        entered_at=now,
    )
    actions.undo_many(run_id=run.pk, by=company.lead)
    one.refresh_from_db()
    assert one.owner == company.handler
    with pytest.raises(Invalid):
        actions.assign_case(case_id=one.pk, to=company.handler, by=company.manager)


def test_watching_putting_aside_and_ending_go_back_too(
    company: Any, cases: list[Case], register: Callable[..., Case]
) -> None:
    first = register()
    until = clock.now() + timedelta(hours=5)
    runs = [
        act(cases, "watch", company.lead),
        act(cases, "snooze", company.lead, until=until),
        act(cases, "close", company.lead, outcome="DUP", words="同一事件", duplicate_of=first.number),
    ]
    assert list(Case.objects.open()) == [first]
    assert first.linked_from.filter(ended_at=None).count() == 3
    for run in reversed(runs):
        actions.undo_many(run_id=run.pk, by=company.lead)
    assert Case.objects.open().count() == 4
    assert not first.linked_from.filter(ended_at=None).exists()
    assert not Watch.objects.exists()


def test_notes_stay_and_half_an_hour_later_nothing_goes_back(company: Any, cases: list[Case]) -> None:
    note = act(cases, "note", company.handler, words="仓库已确认")
    assert Note.objects.count() == 3
    watch = act(cases, "watch", company.handler)
    for run in (note, watch):
        with clock.at(clock.now() + timedelta(minutes=31)), pytest.raises(WrongState):
            actions.undo_many(run_id=run.pk, by=company.handler)


def test_sent_twice_it_is_done_once(company: Any, cases: list[Case]) -> None:
    runs = [act(cases, "note", company.handler, key="once", words="一次") for _time in range(2)]
    assert runs[0] == runs[1]
    assert Note.objects.count() == 3


def test_a_handler_gives_no_cases_to_others_in_bulk_either(company: Any, cases: list[Case]) -> None:
    run = act(cases, "assign", company.handler, to=company.colleague)
    assert not any(done for _case, done in told(run))


def test_nobody_takes_back_what_another_did(company: Any, cases: list[Case]) -> None:
    run = act(cases, "watch", company.handler)
    with pytest.raises(NotFound):
        actions.undo_many(run_id=run.pk, by=company.lead)


def test_who_does_not_work_on_cases_cannot(company: Any, cases: list[Case]) -> None:
    with pytest.raises(NotPermitted):
        act(cases, "watch", company.trainer)


@pytest.mark.parametrize(
    ("kind", "given"),
    [("note", {}), ("close", {"outcome": "UPH", "words": "x"}), ("close", {"outcome": "DUP"}), ("erase", {})],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_done(
    company: Any, cases: list[Case], kind: str, given: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        act(cases, kind, company.lead, **given)
    with pytest.raises(Invalid):
        act([], "watch", company.lead)
    assert not BulkRun.objects.exists()
