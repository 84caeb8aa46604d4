"""Who gets a case in the house: load by work, absences, giving back, reopening, late risks, lists of somebody away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases import actions
from amends.casework.cases.actions.offering import offer_waiting_cases
from amends.casework.cases.models import AssignmentReview, Case, Exposure, Relief
from amends.casework.cases.queries import candidates_for, loads_of
from amends.casework.cases.queries.assignment import dry_run, waiting_cases
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, TooLarge, WrongState
from amends.foundation.organisation.actions import (
    change_member,
    describe_oneself,
    end_absence,
    enter_absence,
    set_presence,
)
from amends.foundation.organisation.models import Member

THREAT = "再不处理我就去店里跟你们同归于尽！"


@pytest.fixture
def read(company: Any, register: Callable[..., Case]) -> Callable[..., Case]:
    def act(**fields: Any) -> Case:
        labels = {name: fields.pop(name) for name in list(fields) if name in LABELS}
        case = actions.read_case(case_id=register(**fields).pk, by=company.house)
        # The words are heated by themselves; what matters to a test is named by it.
        Case.objects.filter(pk=case.pk).update(**{"heat": 0, **labels})
        return Case.objects.get(pk=case.pk)

    return act


LABELS = {"severity", "intensity", "heat", "risks", "has_risk", "category", "language", "late_risks"}


def absent(member: Member, by: Member, deputy: Member | None = None, days: int = 2) -> Any:
    now = clock.now()
    return enter_absence(
        member=member, starts_at=now, ends_at=now + timedelta(days=days), deputy=deputy, by=by
    )


def test_load_is_counted_by_work_and_paused_or_not(company: Any, read: Callable[..., Case]) -> None:
    for severity in ("minor", "critical"):
        case = read(severity=severity, intensity=1, has_risk=False)
        actions.assign_case(case_id=case.pk, to=company.handler, by=company.house)
    assert loads_of([company.handler.pk]) == {company.handler.pk: 2.9}


def test_who_has_much_heavy_work_is_spared_though_they_have_fewer_cases(
    company: Any, read: Callable[..., Case]
) -> None:
    heavy = read(severity="critical", intensity=3, has_risk=True)
    actions.assign_case(case_id=heavy.pk, to=company.handler, by=company.house)
    for _n in range(2):
        light = read(severity="minor", intensity=0, has_risk=False)
        actions.assign_case(case_id=light.pk, to=company.colleague, by=company.house)
    Member.objects.update(capacity=10)
    case = read(severity="minor", intensity=0, has_risk=False)
    assert actions.route_case(case_id=case.pk, by=company.house).owner == company.colleague


def test_nothing_goes_to_somebody_absent_however_they_are_shown(
    company: Any, read: Callable[..., Case]
) -> None:
    absent(company.handler, company.handler, deputy=company.colleague)
    assert actions.route_case(case_id=read().pk, by=company.house).owner == company.colleague
    with pytest.raises(Invalid) as refused:
        actions.assign_case(case_id=read().pk, to=company.handler, by=company.lead)
    assert str(company.colleague) in str(refused.value.message)


def test_outside_the_hours_of_their_department_nothing_comes(company: Any, read: Callable[..., Case]) -> None:
    from amends.foundation.calendars.models import Calendar

    Calendar.objects.create(
        code="shop", zone="Asia/Shanghai", week=["09:00-18:00"] * 7, changed_at=clock.now()
    )
    company.handler.department.calendar = "shop"
    company.handler.department.save()
    case = read()
    for hour, there in ((1, True), (15, False)):
        with clock.at(clock.now().replace(hour=hour)):
            one = next(one for one in candidates_for(case) if one.member_id == company.handler.pk)
            assert one.on_duty is there


def test_what_waits_says_why_and_is_written_down_once(company: Any, read: Callable[..., Case]) -> None:
    case = read()
    Member.objects.update(presence="away")
    for _n in range(3):
        offer_waiting_cases()
    case.refresh_from_db()
    assert case.assigned_reason == [["waits", 2], ["without", "off_duty", 2]]
    assert AuditEntry.objects.filter(chain=case.chain, action="case.offer_failed").count() == 1
    assert list(waiting_cases(company.lead)) == [case]
    assert list(waiting_cases(company.east_lead)) == []


@pytest.mark.parametrize("way", ["present", "absence_over", "case_closed"])
def test_what_waits_is_offered_at_once_when_somebody_is_free(
    company: Any, read: Callable[..., Case], run_jobs: Callable[[], int], way: str
) -> None:
    Member.objects.exclude(pk=company.handler.pk).update(presence="away")
    Member.objects.filter(pk=company.handler.pk).update(capacity=1)
    other = read()
    if way == "case_closed":
        actions.assign_case(case_id=other.pk, to=company.handler, by=company.house)
    absence = absent(company.handler, company.handler) if way == "absence_over" else None
    if way == "present":
        set_presence(presence="away", by=company.handler)
    case = read()
    run_jobs()
    assert Case.objects.get(pk=case.pk).owner is None
    if way == "present":
        actions.close_case(
            case_id=other.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.lead
        )
        set_presence(presence="present", by=company.handler)
    elif absence is not None:
        actions.close_case(
            case_id=other.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.lead
        )
        end_absence(absence_id=absence.pk, by=company.handler)
    else:
        actions.close_case(
            case_id=other.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.lead
        )
    run_jobs()
    assert Case.objects.get(pk=case.pk).owner == company.handler


def test_an_owner_gives_back_with_a_reason_and_does_not_get_it_again(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    with pytest.raises(Invalid):
        actions.give_back_case(case_id=owned_case.pk, reason=" ", by=company.handler)
    with pytest.raises(TooLarge):
        actions.give_back_case(case_id=owned_case.pk, reason="长" * 401, by=company.handler)
    with pytest.raises(NotPermitted):
        actions.give_back_case(case_id=owned_case.pk, reason="不是我的", by=company.lead)
    with pytest.raises(NotFound):
        actions.give_back_case(case_id=owned_case.pk, reason="不是我的", by=company.east_handler)
    with pytest.raises(NotPermitted):
        actions.give_back_case(case_id=owned_case.pk, reason="不是我的", by=company.trainer)
    with pytest.raises(Conflict):
        actions.give_back_case(case_id=owned_case.pk, reason="认识她", by=company.handler, version=0)
    case = actions.give_back_case(case_id=owned_case.pk, reason="认识这位顾客", by=company.handler)
    assert (case.owner, case.assigned_reason[0]) == (None, ["given_back", str(company.handler)])
    run_jobs()
    case.refresh_from_db()
    assert case.owner == company.colleague
    actions.give_back_case(case_id=case.pk, reason="也认识", by=company.colleague)
    run_jobs()
    case.refresh_from_db()
    assert (case.owner, case.assigned_reason) == (None, [["waits", 0], ["without", "given_back", 2]])
    actions.close_case(
        case_id=case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.lead
    )
    with pytest.raises(WrongState):
        actions.give_back_case(case_id=case.pk, reason="晚了", by=company.colleague)


@pytest.mark.parametrize(("presence", "stays"), [("present", True), ("busy", True), ("away", False)])
def test_a_reopened_case_goes_back_to_its_owner_only_if_they_are_here(
    company: Any, owned_case: Case, run_jobs: Callable[[], int], presence: str, stays: bool
) -> None:
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    Member.objects.filter(pk=company.handler.pk).update(presence=presence)
    actions.reopen_case(case_id=owned_case.pk, reason="又坏了", by=company.lead)
    run_jobs()
    case = Case.objects.get(pk=owned_case.pk)
    assert case.owner == (company.handler if stays else company.colleague)
    assert (["reopened_away", str(company.handler)] in case.assigned_reason) is not stays


def test_a_heated_case_counts_for_whoever_has_it_and_their_shift_has_an_end(
    company: Any, read: Callable[..., Case]
) -> None:
    for _n in range(4):
        case = read(intensity=3)
        actions.route_case(case_id=case.pk, by=company.house)
    owners = list(Case.objects.values_list("owner__username", flat=True).order_by("id"))
    assert sorted(owners) == ["colleague", "colleague", "handler", "handler"]
    describe_oneself(strengths=["patient"], hot_cap=2, by=company.handler)
    describe_oneself(strengths=[], hot_cap=2, by=company.colleague)
    case = read(intensity=3)
    assert actions.route_case(case_id=case.pk, by=company.house).owner is None
    calm = read(intensity=0)
    assert actions.route_case(case_id=calm.pk, by=company.house).owner is not None
    with clock.at(clock.now() + timedelta(hours=13)):
        assert actions.route_case(case_id=case.pk, by=company.house).owner is not None


def test_a_case_that_grows_heated_counts_once_a_day(company: Any, owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(heat=10, intensity=1)
    Exposure.objects.all().delete()
    actions.weigh_case(case_id=owned_case.pk, by=company.house)
    assert Exposure.objects.count() == 0
    Case.objects.filter(pk=owned_case.pk).update(heat=90)
    for _n in range(2):
        actions.weigh_case(case_id=owned_case.pk, by=company.house)
    assert Exposure.objects.count() == 1
    with pytest.raises(NotPermitted):
        actions.weigh_case(case_id=owned_case.pk, by=company.lead)


def test_a_late_threat_is_offered_up_to_the_lead_and_the_owner_keeps_it_till_then(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    actions.add_customer_message(case_id=owned_case.pk, text=THREAT, by=company.portal)
    run_jobs()
    case = Case.objects.get(pk=owned_case.pk)
    review = AssignmentReview.objects.get()
    assert (case.owner, review.lead, review.owner) == (company.handler, company.lead, company.handler)
    assert ["needs_authority", "violence"] in review.reasons
    assert Relief.objects.filter(member=company.handler).count() == 1
    actions.review_owner(case_id=case.pk, by=company.house)
    assert AssignmentReview.objects.count() == 1
    with pytest.raises(NotPermitted):
        actions.answer_review(review_id=review.pk, to=company.handler, reason="我来", by=company.handler)
    with pytest.raises(NotFound):
        actions.answer_review(review_id=review.pk, to=None, reason="好", by=company.east_lead)
    with pytest.raises(Invalid):
        actions.answer_review(review_id=review.pk, to=None, reason="", by=company.lead)
    actions.answer_review(review_id=review.pk, to=company.lead, reason="涉及人身安全", by=company.lead)
    case.refresh_from_db()
    assert (case.owner, case.assigned_reason[1]) == (company.lead, ["because", "涉及人身安全"])
    with pytest.raises(WrongState):
        actions.answer_review(review_id=review.pk, to=None, reason="晚了", by=company.manager)


def test_a_lead_may_leave_it_with_the_owner_and_is_not_asked_again_for_the_same(
    company: Any, owned_case: Case
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(
        risks=["legal"], late_risks=[{"risk": "legal", "message": 1}]
    )
    review = actions.review_owner(case_id=owned_case.pk, by=company.house)
    assert review is not None
    actions.answer_review(review_id=review.pk, to=None, reason="他有经验", by=company.lead)
    assert actions.review_owner(case_id=owned_case.pk, by=company.house) is None
    assert Case.objects.get(pk=owned_case.pk).owner == company.handler
    with pytest.raises(NotPermitted):
        actions.review_owner(case_id=owned_case.pk, by=company.lead)


def test_the_cases_of_somebody_away_go_by_a_list_and_due_times_stay(
    company: Any, read: Callable[..., Case], run_jobs: Callable[[], int]
) -> None:
    cases = [read() for _n in range(3)]
    for case in cases:
        actions.assign_case(case_id=case.pk, to=company.handler, by=company.house)
    run_jobs()
    due = dict(Case.objects.values_list("pk", "due_at"))
    absent(company.handler, company.lead, deputy=company.colleague, days=30)
    actions.mark_concerned(case_id=cases[0].pk, member=company.colleague, reason="顾客点名", by=company.lead)
    ids = [case.pk for case in cases]
    done = actions.hand_on_cases(
        member=company.handler, case_ids=ids, to=company.colleague, reason="休产假", by=company.lead
    )
    assert ({case.pk for case in done.given}, [case.pk for case, _why in done.refused]) == (
        set(ids[1:]),
        ids[:1],
    )
    run_jobs()
    assert dict(Case.objects.values_list("pk", "due_at")) == due
    assert Case.objects.get(pk=ids[1]).assigned_reason[0] == [
        "handed_on",
        str(company.lead),
        str(company.handler),
    ]


@pytest.mark.parametrize("who", ["handler", "colleague", "east_lead", "trainer", "administrator"])
def test_only_who_leads_somebody_hands_their_cases_on(company: Any, owned_case: Case, who: str) -> None:
    with pytest.raises(NotPermitted):
        actions.hand_on_cases(
            member=company.handler,
            case_ids=[owned_case.pk],
            to=company.colleague,
            reason="离职",
            by=company.members[who],
        )


def test_by_the_rule_a_list_goes_to_whoever_fits_or_waits(company: Any, owned_case: Case) -> None:
    absent(company.handler, company.handler)
    hand_on = {"member": company.handler, "case_ids": [owned_case.pk], "to": None, "by": company.lead}
    done = actions.hand_on_cases(reason="请假", **hand_on)
    assert [case.owner for case in done.given] == [company.colleague]
    with pytest.raises(Invalid):
        actions.hand_on_cases(reason="请假", **hand_on)


@pytest.mark.parametrize("who", ["handler", "lead", "legal", "administrator"])
def test_only_a_manager_sets_how_cases_are_given(company: Any, who: str) -> None:
    rule = {"department": company.care, "hot_per_shift": 2, "relief_hours": 6, "reason": "试行"}
    with pytest.raises(NotPermitted):
        actions.set_assignment_rule(method="round_robin", by=company.members[who], **rule)
    with pytest.raises(Invalid):
        actions.set_assignment_rule(method="dice", by=company.manager, **rule)
    with pytest.raises(Invalid):
        actions.set_assignment_rule(method="scored", by=company.manager, **{**rule, "relief_hours": 73})


def test_the_limit_of_heated_cases_is_that_of_the_department_of_whoever_takes_it(
    company: Any, read: Callable[..., Case]
) -> None:
    rule = {"department": company.east, "hot_per_shift": 0, "relief_hours": 0, "reason": "试行"}
    actions.set_assignment_rule(method="scored", by=company.manager, **rule)
    hot = read(intensity=3, concerns=company.east)
    most = {one.member_id: one.hot_at_most for one in candidates_for(hot)}
    assert (most[company.east_handler.pk], most[company.handler.pk]) == (0, 5)


def test_a_department_can_take_turns_and_a_dry_run_changes_nothing(
    company: Any, read: Callable[..., Case]
) -> None:
    cases = [read() for _n in range(4)]
    entries = AuditEntry.objects.count()
    tried = dry_run(company.care, "round_robin", by=company.lead)
    assert {one.username: then.cases for one, _was, then in tried.rows} == {"handler": 2, "colleague": 2}
    assert (tried.cases, AuditEntry.objects.count()) == (4, entries)
    assert dry_run(company.care, "scored", by=company.east_lead).cases == 0
    actions.set_assignment_rule(
        department=company.head,
        method="round_robin",
        hot_per_shift=5,
        relief_hours=0,
        reason="试行",
        by=company.manager,
    )
    owners = [actions.route_case(case_id=case.pk, by=company.house).owner for case in cases]
    assert owners == [company.handler, company.colleague] * 2
    assert cases[0].owner is None
    assert ["method", "round_robin"] in Case.objects.get(pk=cases[0].pk).assigned_reason


def test_choosing_among_two_hundred_costs_no_more_statements_than_among_two(
    company: Any, read: Callable[..., Case]
) -> None:
    case = read(risks=["legal"], has_risk=True)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            found = candidates_for(Case.objects.select_related("customer", "department").get(pk=case.pk))
        assert len(found) >= 2
        return len(seen)

    before = cost()
    Member.objects.bulk_create(
        Member(username=f"many{n}", display_name=f"{n}号", role="handler", department=company.care)
        for n in range(200)
    )
    assert cost() == before
    assert before <= 8


def test_a_level_a_limit_or_more_room_lets_the_queue_be_offered_again(
    company: Any, read: Callable[..., Case], run_jobs: Callable[[], int]
) -> None:
    Member.objects.exclude(pk=company.handler.pk).update(presence="away")
    Member.objects.filter(pk=company.handler.pk).update(capacity=0)
    case = read()
    run_jobs()
    assert Case.objects.get(pk=case.pk).owner is None
    change_member(member=company.handler, changes={"capacity": 9}, by=company.administrator)
    run_jobs()
    assert Case.objects.get(pk=case.pk).owner == company.handler
