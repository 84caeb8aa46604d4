"""Rules are entered by one person, looked at, and put in force by another; what runs is then worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amends.casework.cases.models import Case
from amends.casework.clocks.actions import apply_effect, pause_clock, refit_clocks, resume_clock
from amends.casework.clocks.actions.dry_runs import decide_days
from amends.casework.clocks.actions.policies import decide_change, enter_house, enter_rule
from amends.casework.clocks.actions.recomputing import recompute_range
from amends.casework.clocks.models import Clock, DryRun, Move, PolicyChange, PolicyRule
from amends.casework.clocks.queries import house_profile, open_cases_for, policy_now, running
from amends.casework.clocks.rules.policy import Rule
from amends.casework.clocks.text import rule_name
from amends.foundation.audit.queries import entries_of, verify
from amends.foundation.calendars.actions import enter_hours, enter_notice, set_up_mainland
from amends.foundation.kernel import clock
from amends.foundation.kernel.deciding import FourEyes
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, WrongState

HOUR = timedelta(hours=1)


def rule(**fields: Any) -> Rule:
    values = {"code": "solution", "version": 0, "kind": "solution", "length": "48h", **fields}
    return Rule(**values)


def begin(case: Case, company: Any) -> None:
    apply_effect(case_id=case.pk, happening="complaint_registered", at=case.received_at, by=company.house)


def solution(case: Case) -> Clock:
    return running(case.pk).get(kind="solution")


@pytest.fixture
def enter(company: Any) -> Callable[..., PolicyChange]:
    return lambda **fields: enter_rule(rule=rule(**fields), reason="承诺更快", by=company.administrator)


@pytest.fixture
def confirm(company: Any, run_jobs: Callable[[], int]) -> Callable[[PolicyChange], None]:
    def act(change: PolicyChange) -> None:
        run_jobs()
        decide_change(change=change, confirm=True, by=company.manager)
        run_jobs()

    return act


def test_first_it_is_counted_then_it_moves_what_runs(
    company: Any,
    owned_case: Case,
    enter: Callable[..., PolicyChange],
    confirm: Callable[[PolicyChange], None],
    run_jobs: Callable[[], int],
) -> None:
    run_jobs()
    change = enter()
    run_jobs()
    found = change.dry_runs.get()
    assert (found.cases, found.overdue) == (1, 0)
    move = Move.objects.get()
    assert move.new_due_at == move.old_due_at - 24 * HOUR
    assert solution(owned_case).due_at == owned_case.received_at + 72 * HOUR
    confirm(change)
    one = solution(owned_case)
    assert one.due_at == owned_case.received_at + 48 * HOUR
    assert (one.rule_code, one.rule_version) == ("solution", 1)
    assert one.explanation["length"] == "48h"
    entry = entries_of(owned_case.chain).get(action="clock.recomputed")
    assert entry.data["clocks"][0]["clock"] == "solution"
    assert verify(owned_case.chain).broken is None


def test_it_says_how_many_become_overdue(
    company: Any, owned_case: Case, enter: Callable[..., PolicyChange], run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    with clock.at(owned_case.received_at + 50 * HOUR):
        change = enter()
        run_jobs()
    assert (change.dry_runs.get().cases, change.dry_runs.get().overdue) == (1, 1)
    assert Move.objects.get().becomes_overdue


def test_a_rule_of_its_own_name_is_counted_as_it_will_be_in_force(
    company: Any,
    owned_case: Case,
    enter: Callable[..., PolicyChange],
    confirm: Callable[..., None],
    run_jobs: Callable[[], int],
) -> None:
    """It holds for all cases as the built-in one does; once confirmed the younger one is asked, so the look says so too."""
    run_jobs()
    change = enter(code="summer", length="24h")
    run_jobs()
    assert change.dry_runs.get().cases == 1
    assert Move.objects.get().new_due_at == owned_case.received_at + 24 * HOUR
    confirm(change)
    assert solution(owned_case).rule_code == "summer"
    assert solution(owned_case).due_at == owned_case.received_at + 24 * HOUR


def test_the_earliest_clock_leads_on_the_case_after_it(
    company: Any,
    owned_case: Case,
    enter: Callable[..., PolicyChange],
    confirm: Callable[..., None],
    run_jobs: Any,
) -> None:
    run_jobs()
    confirm(enter(length="5h"))
    owned_case.refresh_from_db()
    assert (owned_case.due_kind, owned_case.due_at) == ("solution", owned_case.received_at + 5 * HOUR)


def test_working_out_anew_keeps_the_pauses_and_changes_nothing_the_second_time(
    company: Any,
    owned_case: Case,
    enter: Callable[..., PolicyChange],
    confirm: Callable[..., None],
    run_jobs: Any,
) -> None:
    run_jobs()
    one = solution(owned_case)
    with clock.at(owned_case.received_at + HOUR):
        pause_clock(case_id=owned_case.pk, clock_id=one.pk, reason="asked", by=company.handler)
    with clock.at(owned_case.received_at + 4 * HOUR):
        resume_clock(case_id=owned_case.pk, clock_id=one.pk, by=company.handler)
    confirm(enter())
    assert solution(owned_case).due_at == owned_case.received_at + 51 * HOUR
    before = list(Clock.objects.values())
    assert recompute_range() == 0
    assert list(Clock.objects.values()) == before


def test_a_later_version_counts_from_its_day_and_an_earlier_time_stays_as_it_was(
    company: Any,
    owned_case: Case,
    enter: Callable[..., PolicyChange],
    confirm: Callable[..., None],
    run_jobs: Any,
) -> None:
    run_jobs()
    begins = clock.now() + timedelta(days=3)
    confirm(enter(valid_from=begins))
    assert solution(owned_case).due_at == owned_case.received_at + 72 * HOUR
    assert policy_now().at(begins - HOUR) != policy_now().at(begins)
    with clock.at(begins + HOUR):
        run_jobs()
    assert solution(owned_case).due_at == owned_case.received_at + 48 * HOUR


def test_no_version_counts_for_the_time_before_it_was_confirmed(
    company: Any, enter: Callable[..., PolicyChange], confirm: Callable[..., None]
) -> None:
    change = enter(valid_from=clock.now() - timedelta(days=90))
    confirm(change)
    assert PolicyRule.objects.get().valid_from >= change.entered_at


def test_a_graver_case_runs_by_its_own_rule_once_it_is_read(
    company: Any, owned_case: Case, enter_rule: Callable[..., Any]
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(severity="minor")
    begin(owned_case, company)
    enter_rule(code="grave", kind="solution", length="24h", conditions={"severity": ["critical"]})
    refit_clocks(case_id=owned_case.pk, by=company.house)
    assert solution(owned_case).rule_code == "solution"
    Case.objects.filter(pk=owned_case.pk).update(severity="critical")
    refit_clocks(case_id=owned_case.pk, by=company.house)
    one = solution(owned_case)
    assert (one.rule_code, one.due_at) == ("grave", owned_case.received_at + 24 * HOUR)
    owned_case.refresh_from_db()
    assert owned_case.due_at == one.due_at
    assert entries_of(owned_case.chain).filter(action="clock.refitted").count() == 1


def test_a_new_version_of_a_legal_limit_leaves_running_clocks_unless_it_takes_them_in(
    company: Any, owned_case: Case, enter_rule: Callable[..., Any]
) -> None:
    enter_rule(code="CN-EXP", kind="legal_result", length="7cd", runs_on=False)
    begin(owned_case, company)
    for runs_on, version in ((False, 1), (True, 3)):
        enter_rule(code="CN-EXP", kind="legal_result", length="5cd", runs_on=runs_on)
        recompute_range()
        assert running(owned_case.pk).get(about="CN-EXP").rule_version == version


def test_the_house_switches_the_limits_on_that_fit_it(
    company: Any, confirm: Callable[..., None], run_jobs: Callable[[], int]
) -> None:
    change = enter_house(
        jurisdictions=["CN"], industries=["delivery"], reason="我们做快递", by=company.administrator
    )
    assert house_profile().jurisdictions == frozenset()
    confirm(change)
    on = {one.code for one in policy_now().at(clock.now()) if one.kind.startswith("legal")}
    assert on == {"CN-EXP", "CN-CAC-4H"}
    assert house_profile().industries == {"delivery"}
    with pytest.raises(Invalid):
        enter_house(jurisdictions=["CN"], industries=["delivery"], reason="", by=company.administrator)
    confirm(enter_house(jurisdictions=["*"], industries=[], reason="迁址", by=company.administrator))
    on = {one.code for one in policy_now().at(clock.now()) if one.kind.startswith("legal")}
    assert on == {"ISO-ACK"}


def test_other_hours_are_counted_and_then_move_what_is_due_in_working_time(
    company: Any, owned_case: Case, enter_rule: Callable[..., Any], run_jobs: Callable[[], int]
) -> None:
    calendar = set_up_mainland(by=company.house)
    enter_rule(code="solution", kind="solution", length="8wh", calendar="cn")
    begin(owned_case, company)
    before = solution(owned_case).due_at
    hours = enter_hours(calendar=calendar, week=["09:00-10:00"] * 5 + ["", ""], by=company.administrator)
    with pytest.raises(WrongState):
        decide_days(waiting=hours, confirm=True, by=company.manager)
    run_jobs()
    assert DryRun.objects.get(hours=hours).cases == 1
    assert solution(owned_case).due_at == before
    with pytest.raises(NotPermitted):
        decide_days(waiting=hours, confirm=True, by=company.administrator)
    decide_days(waiting=hours, confirm=True, by=company.manager)
    run_jobs()
    assert solution(owned_case).due_at == Move.objects.get().new_due_at > before


def test_a_notice_of_holidays_is_counted_and_then_moves_what_is_due(
    company: Any, owned_case: Case, enter_rule: Callable[..., Any], run_jobs: Callable[[], int]
) -> None:
    calendar = set_up_mainland(by=company.house)
    enter_rule(code="solution", kind="solution", length="7wd", calendar="cn")
    start = datetime.fromisoformat("2027-02-03T10:00+08:00")
    Case.objects.filter(pk=owned_case.pk).update(received_at=start)
    owned_case.refresh_from_db()
    with clock.at(start):
        begin(owned_case, company)
    assert solution(owned_case).explanation["provisional"]
    text = "2027-02-06 - 2027-02-12 放假 春节"
    notice = enter_notice(calendar=calendar, year=2027, text=text, source="", by=company.administrator)
    with pytest.raises(WrongState):
        decide_days(waiting=notice, confirm=True, by=company.manager)
    run_jobs()
    assert DryRun.objects.get(notice=notice).cases == 1
    decide_days(waiting=notice, confirm=True, by=company.manager)
    run_jobs()
    one = solution(owned_case)
    assert one.due_at == datetime.fromisoformat("2027-02-19T10:00+08:00")
    assert not one.explanation["provisional"]


def test_a_reminder_that_waited_for_monday_comes_on_a_saturday_that_is_worked_now(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    calendar = set_up_mainland(by=company.house)
    begin(owned_case, company)
    one, monday = solution(owned_case), datetime.fromisoformat("2026-06-15T09:00+08:00")
    saturday = datetime.fromisoformat("2026-06-13T11:00+08:00")
    started = saturday - timedelta(hours=40)
    one.started_at, one.due_at, one.unpaused_due_at = started, *[started + timedelta(hours=72)] * 2
    one.next_at = monday
    one.save()
    with clock.at(saturday):
        week = ["09:00-18:00"] * 6 + [""]
        hours = enter_hours(calendar=calendar, week=week, by=company.administrator)
        run_jobs()
        decide_days(waiting=hours, confirm=True, by=company.manager)
        run_jobs()
    now = solution(owned_case)
    assert (now.due_at, now.next_at) == (one.due_at, datetime.fromisoformat("2026-06-13T09:00+08:00"))


def test_what_is_not_counted_yet_can_be_turned_down_and_taken_back(company: Any) -> None:
    calendar = set_up_mainland(by=company.house)
    for who in (company.administrator, company.manager):
        notice = enter_notice(
            calendar=calendar, year=2027, text="2027-02-06 放假 春节", source="", by=company.administrator
        )
        decide_days(waiting=notice, confirm=False, by=who)
        notice.refresh_from_db()
        assert (notice.confirmed, notice.decided_by) == (False, who)


@pytest.mark.parametrize("model", FourEyes.__subclasses__(), ids=lambda one: one.__name__)
def test_whatever_needs_four_eyes_is_held_to_it_by_the_database(model: type[FourEyes]) -> None:
    names = {one.name for one in model._meta.constraints}
    assert names >= {f"{model.__name__.lower()}_decided", f"{model.__name__.lower()}_second_person"}


def test_who_entered_rules_cannot_confirm_them_past_the_actions(db: None, company: Any) -> None:
    now, entered = clock.now(), {"entered_by": company.manager, "entered_at": clock.now()}
    for decided in ({"decided_by": company.manager, "decided_at": now}, {"decided_at": now}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PolicyChange.objects.create(**entered, **decided, confirmed=True)
    PolicyChange.objects.create(**entered, decided_by=company.manager, decided_at=now, confirmed=False)


def test_a_second_person_confirms_after_it_was_counted_and_once(
    company: Any, enter: Callable[..., PolicyChange], run_jobs: Callable[[], int]
) -> None:
    change = enter()
    with pytest.raises(WrongState):
        decide_change(change=change, confirm=True, by=company.manager)
    run_jobs()
    with pytest.raises(NotPermitted):
        decide_change(change=change, confirm=True, by=company.administrator)
    with pytest.raises(Conflict):
        enter(length="40h")
    decide_change(change=change, confirm=False, by=company.administrator)
    assert [one.action for one in entries_of("house")][-1] == "policy.taken_back"
    with pytest.raises(Conflict):
        decide_change(change=change, confirm=True, by=company.manager)
    assert [one.version for one in policy_now().at(clock.now()) if one.code == "solution"] == [0]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "VIP!"}, "code"),
        ({"kind": "task"}, "kind"),
        ({"kind": "legal_result"}, "kind"),
        ({"length": "soon"}, "length"),
        ({"length": "0h"}, "length"),
        ({"calendar": "mars"}, "calendar"),
        ({"pausable": True}, "pause_hours"),
        ({"conditions": {"severity": ("awful",)}}, "conditions"),
        ({"conditions": {"gender": ("f",)}}, "conditions"),
        ({"confidence": "?"}, "confidence"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(
    enter: Callable[..., PolicyChange], fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        enter(**fields)
    assert refused.value.field == field
    assert not PolicyChange.objects.exists()


@pytest.mark.parametrize("who", ["handler", "lead", "quality", "legal", "trainer"])
def test_who_may_not_change_rules(
    company: Any, enter: Callable[..., PolicyChange], who: str, run_jobs: Any
) -> None:
    with pytest.raises(NotPermitted):
        enter_rule(rule=rule(), reason="", by=company.members[who])
    with pytest.raises(NotPermitted):
        enter_house(jurisdictions=["CN"], industries=[], reason="", by=company.members[who])
    change = enter()
    run_jobs()
    for confirm in (True, False):
        with pytest.raises(NotPermitted):
            decide_change(change=change, confirm=confirm, by=company.members[who])


def test_how_many_open_cases_a_rule_is_for(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    other = register("另一件")
    Case.objects.filter(pk=other.pk).update(severity="critical", department=company.east)
    assert open_cases_for(rule()) == 2
    assert open_cases_for(rule(conditions={"severity": ("critical",)})) == 1
    assert open_cases_for(rule(conditions={"department": ("shops",)})) == 1
    assert open_cases_for(rule(conditions={"tier": ("gold",)})) == 0
    Case.objects.filter(pk=other.pk).update(risks=["vulnerable", "violence"])
    assert open_cases_for(rule(conditions={"risk": ("violence", "media")})) == 1
    assert open_cases_for(rule(conditions={"risk": ("media",)})) == 0


@pytest.mark.parametrize("name", ["金卡会员的方案", "Solution for gold members", "甲、乙两店（周末）", "x"])
def test_a_house_calls_its_rules_as_it_likes(
    enter: Callable[..., PolicyChange], confirm: Callable[..., None], name: str
) -> None:
    confirm(enter(code=name, length="24h"))
    assert [one.length for one in policy_now().at(clock.now()) if one.code == name] == ["24h"]
    assert rule_name(name) == name
