"""Merging points one case to another and takes nothing away; undoing it gives everything back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case, CaseMerge, Message, Workload
from amends.casework.cases.queries.related import main_of, merged_into, talk_of
from amends.casework.cases.rules.merging import Obstacle, Side, obstacle_to_merging
from amends.casework.customers.actions import find_or_add_customer
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState

ONE = Side(1, 7, is_open=True, merged=False, has_merged=False, restricted=False, kept_out=frozenset())
TWO = replace(ONE, case_id=2)


@pytest.mark.parametrize(
    ("case", "main", "obstacle"),
    [
        (ONE, TWO, None),
        (replace(ONE, is_open=False), TWO, None),
        (ONE, ONE, Obstacle.SAME_CASE),
        (replace(ONE, merged=True), TWO, Obstacle.MERGED_ALREADY),
        (ONE, replace(TWO, merged=True), Obstacle.MERGED_ALREADY),
        (replace(ONE, has_merged=True), TWO, Obstacle.HAS_MERGED),
        (ONE, replace(TWO, has_merged=True), None),
        (ONE, replace(TWO, is_open=False), Obstacle.CLOSED_MAIN),
        (ONE, replace(TWO, person=8), Obstacle.ANOTHER_PERSON),
        (replace(ONE, restricted=True), TWO, Obstacle.RESTRICTED),
        (replace(ONE, kept_out=frozenset({3})), TWO, Obstacle.KEPT_OUT),
    ],
)
def test_what_stands_against_merging(case: Side, main: Side, obstacle: Obstacle | None) -> None:
    assert obstacle_to_merging(case, main) is obstacle


@pytest.fixture
def two(company: Any, register: Callable[..., Case], run_jobs: Callable[[], int]) -> tuple[Case, Case]:
    """A case and a younger one of the same customer, both read, owned and with running clocks."""
    cases = []
    for hours, text in ((5, "早上打的第一个电话：锅坏了。"), (0, "再说一遍：锅坏了，请退款。")):
        case = register(text=text, received_at=clock.now() - timedelta(hours=hours))
        actions.assign_case(case_id=case.pk, to=company.handler, by=company.house)
        cases.append(case)
    run_jobs()
    return cases[0], cases[1]


def merge(case: Case, main: Case, by: Any) -> CaseMerge:
    return actions.merge_cases(case_id=case.pk, into=main.pk, why="同一件事", by=by)


def state(case: Case) -> dict[str, Any]:
    fields = ("phase", "outcome", "unread", "closed_at", "stage", "owner_id", "merged_into_id", "merged_here")
    case.refresh_from_db()
    return {name: getattr(case, name) for name in fields}


def rows(case: Case) -> list[tuple[int, str]]:
    return list(Message.objects.filter(case=case).order_by("pk").values_list("pk", "body"))


def running(case: Case) -> dict[str, Any]:
    return dict(case.clocks.filter(stopped_at=None).values_list("kind", "due_at"))


def test_no_row_moves_and_undoing_gives_everything_back(
    company: Any, two: tuple[Case, Case], run_jobs: Callable[[], int]
) -> None:
    early, late = two
    before = [(state(one), rows(one), running(one)) for one in two]
    load = Workload.objects.get(member=company.handler).open_cases
    made = merge(early, late, company.handler)
    run_jobs()
    assert (state(early)["phase"], state(early)["merged_into_id"]) == ("closed", late.pk)
    assert [rows(one) for one in two] == [kept[1] for kept in before]
    assert Workload.objects.get(member=company.handler).open_cases == load - 1
    actions.undo_merge(merge_id=made.pk, by=company.handler)
    run_jobs()
    assert [(state(one), rows(one), running(one)) for one in two] == before
    assert Workload.objects.get(member=company.handler).open_cases == load


def test_the_merged_clocks_stop_and_the_main_case_keeps_the_earliest_due(
    company: Any, two: tuple[Case, Case], run_jobs: Callable[[], int]
) -> None:
    early, late = two
    due = running(early)
    assert due["solution"] < running(late)["solution"]
    merge(early, late, company.handler)
    run_jobs()
    assert running(early) == {}
    assert running(late)["solution"] == due["solution"]
    late.refresh_from_db()
    assert late.due_at == min(running(late).values())
    stops = AuditEntry.objects.filter(chain=early.chain, action="clock.stopped")
    assert all(late.number in entry.reason for entry in stops)
    assert stops.exists()


def test_both_trails_say_it_and_both_ways(company: Any, two: tuple[Case, Case]) -> None:
    made = merge(*two, company.handler)
    actions.undo_merge(merge_id=made.pk, by=company.handler)
    for one in two:
        entries = AuditEntry.objects.filter(chain=one.chain, action__in=("case.merged", "case.unmerged"))
        assert [entry.action for entry in entries.order_by("n")] == ["case.merged", "case.unmerged"]


def test_what_comes_in_goes_on_in_the_main_case_and_stays_there(company: Any, two: tuple[Case, Case]) -> None:
    early, late = two
    made = merge(early, late, company.handler)
    message = actions.add_customer_message(case_id=early.pk, text="还有一句", by=company.portal)
    assert message.case_id == late.pk
    actions.undo_merge(merge_id=made.pk, by=company.handler)
    message.refresh_from_db()
    assert message.case_id == late.pk
    assert actions.add_customer_message(case_id=early.pk, text="再来", by=company.portal).case_id == early.pk


def test_the_conversation_is_read_in_the_main_case(company: Any, two: tuple[Case, Case]) -> None:
    early, late = two
    merge(early, late, company.handler)
    late.refresh_from_db()
    early.refresh_from_db()
    messages, _notes = talk_of(merged_into(late, company.handler))
    assert [(one.case.number, one.body) for one in messages] == [
        (early.number, "早上打的第一个电话：锅坏了。")
    ]
    assert main_of(early, company.handler) == late


def test_two_customers_are_never_merged_so_that_neither_reads_of_the_other(
    company: Any, two: tuple[Case, Case], register: Callable[..., Case]
) -> None:
    other = register(customer=find_or_add_customer(name="李雷", phone="13700000000", by=company.portal))
    with pytest.raises(WrongState):
        merge(other, two[1], company.manager)


def test_who_does_not_know_one_of_the_two_learns_nothing_of_it(
    company: Any, two: tuple[Case, Case], register: Callable[..., Case]
) -> None:
    """FreeScout's GHSA-v8vc-cmf9-gg2c: merging was a way into cases of others."""
    early, late = two
    there = register(department=company.west)
    for case, main in ((early, there), (there, late)):
        with pytest.raises(NotFound):
            merge(case, main, company.east_handler)
    made = merge(early, late, company.handler)
    Case.objects.filter(pk=late.pk).update(department=company.west, owner=None)
    with pytest.raises(NotFound):
        actions.undo_merge(merge_id=made.pk, by=company.colleague)
    early.refresh_from_db()
    assert main_of(early, company.colleague) is None
    late.refresh_from_db()
    Case.objects.filter(pk=late.pk).update(department=company.care)
    Case.objects.filter(pk=early.pk).update(department=company.west, owner=None)
    assert merged_into(late, company.colleague) == []


@pytest.mark.parametrize(("name", "refusal"), [("trainer", NotPermitted), ("west_handler", NotFound)])
def test_only_who_works_on_both(
    company: Any, two: tuple[Case, Case], name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        merge(*two, company.members[name])


def test_it_needs_a_reason_the_present_state_and_happens_once(company: Any, two: tuple[Case, Case]) -> None:
    early, late = two
    with pytest.raises(Invalid):
        actions.merge_cases(case_id=early.pk, into=late.pk, why=" ", by=company.handler)
    with pytest.raises(Conflict):
        actions.merge_cases(case_id=early.pk, into=late.pk, why="同", version=999, by=company.handler)
    made = merge(early, late, company.handler)
    with pytest.raises(WrongState):
        merge(early, late, company.handler)
    actions.undo_merge(merge_id=made.pk, by=company.handler)
    with pytest.raises(WrongState):
        actions.undo_merge(merge_id=made.pk, by=company.handler)


def test_what_was_asked_in_a_merged_case_is_still_to_be_done_before_the_main_one_ends(
    whole_company: Any, two: tuple[Case, Case], run_jobs: Callable[[], int]
) -> None:
    early, late = two
    task = actions.give_task(
        case_id=early.pk,
        kind="quality",
        department=whole_company.qa,
        asked="查",
        by=whole_company.handler,
    )
    run_jobs()
    merge(early, late, whole_company.handler)
    run_jobs()
    assert list(running(early)) == ["task"]
    end = {
        "case_id": late.pk,
        "outcome": "WDN",
        "reason": "撤回",
        "ending": {"how": "phone"},
        "by": whole_company.lead,
    }
    with pytest.raises(WrongState):
        actions.close_case(**end)
    actions.close_case(**end, left_open="顾客撤回")
    run_jobs()
    task.refresh_from_db()
    assert (task.state, task.case_id) == ("withdrawn", early.pk)
    assert running(early) == {}
