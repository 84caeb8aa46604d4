"""The refusals that every action on a case owes: wrong role, wrong team, wrong state, and an old state looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.actions.beats import ensure_open
from amends.casework.cases.models import Case, Grievance, Message
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, NotFound, NotPermitted, Refused, WrongState
from amends.foundation.kernel.models import Job

Act = Callable[..., object]

# Each action as a person would call it on a case that is open, read and owned.
BY_PEOPLE: dict[str, Act] = {
    "add_customer_message": lambda case, **who: actions.add_customer_message(
        case_id=case.pk, text="还没好", **who
    ),
    "add_fact": lambda case, **who: actions.add_fact(
        case_id=case.pk, words="没人管", kind="staff", value="客服", **who
    ),
    "add_note": lambda case, **who: actions.add_note(case_id=case.pk, body="记一笔", **who),
    "add_point": lambda case, **who: actions.add_point(case_id=case.pk, text="还要赔时间", **who),
    "advance_stage": lambda case, **who: actions.advance_stage(case_id=case.pk, record="要点", **who),
    "agree_solution": lambda case, **who: actions.agree_solution(case_id=case.pk, summary="退款", **who),
    "assign_case": lambda case, **who: actions.assign_case(case_id=case.pk, to=who["by"], **who),
    "change_labels": lambda case, **who: actions.change_labels(
        case_id=case.pk, field="demands", add=["apology"], **who
    ),
    "close_case": lambda case, **who: actions.close_case(
        case_id=case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", **who
    ),
    "end_case": lambda case, **who: actions.end_case(
        case_id=case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", **who
    ),
    "confirm_reading": lambda case, **who: actions.confirm_reading(case_id=case.pk, **who),
    "confirm_solution": lambda case, **who: actions.confirm_solution(case_id=case.pk, **who),
    "correct_fact": lambda case, **who: actions.correct_fact(
        case_id=case.pk, place=first_fact(case), change=None, **who
    ),
    "correct_point": lambda case, **who: actions.correct_point(
        case_id=case.pk, point_id=first_point(case), text="等了两个小时", **who
    ),
    "correct_reading": lambda case, **who: actions.correct_reading(
        case_id=case.pk, field="emotion", value="calm", **who
    ),
    "add_evidence": lambda case, **who: actions.add_evidence(
        case_id=case.pk, point_id=first_point(case), passage="第三次用就冒烟了", **who
    ),
    "go_back": lambda case, **who: actions.go_back(case_id=case.pk, stage="listen", reason="漏了一点", **who),
    "judge_point": lambda case, **who: actions.judge_point(
        case_id=case.pk, point_id=first_point(case), finding="upheld", reason="监控里看得到", **who
    ),
    "promise_for_point": lambda case, **who: promised_for_point(case, **who),
    "dispute_solution": lambda case, **who: actions.dispute_solution(case_id=case.pk, **who),
    "mark_cause_recorded": lambda case, **who: actions.mark_cause_recorded(
        case_id=case.pk, cause="QA-01", **who
    ),
    "mark_followed_up": lambda case, **who: actions.mark_followed_up(case_id=case.pk, what="都好", **who),
    "mark_read": lambda case, **who: actions.mark_read(case_id=case.pk, **who),
    "mark_solved": lambda case, **who: actions.mark_solved(case_id=case.pk, what="已退款", **who),
    "post_reply": lambda case, **who: actions.post_reply(case_id=case.pk, body="您好", **who),
    "remove_point": lambda case, **who: actions.remove_point(
        case_id=case.pk, point_id=first_point(case), **who
    ),
    "reopen_case": lambda case, **who: actions.reopen_case(case_id=case.pk, reason="又坏了", **who),
    "name_order": lambda case, **who: actions.name_order(case_id=case.pk, number="", **who),
    "withdraw_complaint": lambda case, **who: actions.withdraw_complaint(
        case_id=case.pk, words="不追究了", **who
    ),
    "write_record": lambda case, **who: actions.write_record(case_id=case.pk, text="要点", **who),
}
BY_THE_HOUSE: dict[str, Act] = {
    "follow_case": lambda case, **who: actions.follow_case(case_id=case.pk, **who),
    "read_case": lambda case, **who: actions.read_case(case_id=case.pk, **who),
    "read_message": lambda case, **who: actions.read_message(message_id=first(case).pk, **who),
    "return_reopened": lambda case, **who: actions.return_reopened(case_id=case.pk, **who),
    "review_owner": lambda case, **who: actions.review_owner(case_id=case.pk, **who),
    "weigh_case": lambda case, **who: actions.weigh_case(case_id=case.pk, **who),
    "refine_case": lambda case, **who: actions.refine_case(case_id=case.pk, opinion_id=1, **who),
    "route_case": lambda case, **who: actions.route_case(case_id=case.pk, **who),
    "set_due": lambda case, **who: actions.set_due(case_id=case.pk, kind="", since=None, due_at=None, **who),
    "set_many_due": lambda case, **who: actions.set_many_due(cases=[case], **who),
}
# Who may do these depends on more than the role; each has a test file of its own.
TESTED_BY_THEMSELVES = {
    # Tick what the guide asks for; nobody who writes at that moment loses anything by it.
    "keep_step",
    "carry_out_disposal",
    "decide_disposal",
    "keep_files",
    "lift_hold",
    "list_disposal",
    "look_at",
    "open_file",
    "open_for_customer",
    "open_original",
    "open_page",
    "open_thumbnail",
    "redact_with_boxes",
    "redact_with_words",
    "set_hold",
    "verify_case_files",
    "act_on_many",
    "add_party",
    "address_party",
    "end_link",
    "document_party",
    "end_party",
    "show_party",
    "link_cases",
    "merge_cases",
    "say_present",
    "snooze_case",
    "split_case",
    "undo_many",
    "undo_merge",
    "untick_step",
    "unwatch_case",
    "wake_case",
    "watch_case",
    "add_label",
    "change_label",
    "drop_evidence",
    "follow_up_case",
    "put_label",
    "take_up_raised",
    "ask_approval",
    "decide_approval",
    "withdraw_approval",
    "accept_handover",
    "accept_task",
    "add_promise",
    "add_to_minutes",
    "ask_handover",
    "break_promise",
    "call_off_meeting",
    "clear_concerned",
    "confirm_promise",
    "convene_meeting",
    "decide_concerned",
    "end_access",
    "finish_task",
    "give_task",
    "give_task_again",
    "give_tasks_for_risks",
    "keep_promise",
    "let_in",
    "lift_restriction",
    "make_promise_of",
    "make_task_of",
    "mark_concerned",
    "raise_task",
    "record_promises",
    "restrict_case",
    "answer_review",
    "end_relief",
    "give_back_case",
    "hand_on_cases",
    "lengthen_relief",
    "set_assignment_rule",
    "return_handover",
    "return_task",
    "sign_minutes",
    "strike_promise",
    "take_back_handover",
    "urge_task",
    "withdraw_task",
}
VERSIONED = (
    "add_point",
    "advance_stage",
    "assign_case",
    "close_case",
    "correct_point",
    "judge_point",
    "mark_followed_up",
    "mark_solved",
    "name_order",
    "remove_point",
    "reopen_case",
    "write_record",
)
# What a closed case still takes: words of the customer, our last answer, notes, corrected labels, reopening.
TAKEN_WHEN_CLOSED = {
    "add_customer_message",
    "add_fact",
    "add_note",
    "change_labels",
    "confirm_reading",
    "correct_fact",
    "correct_reading",
    "name_order",
    "post_reply",
    "reopen_case",
}


def first_fact(case: Case) -> tuple[str, int, int]:
    facts = case.reading.data["facts"] if case.reading else [{"kind": "date", "start": 0, "end": 1}]
    return facts[0]["kind"], facts[0]["start"], facts[0]["end"]


def promised_for_point(case: Case, **who: Any) -> object:
    Grievance.objects.filter(pk=first_point(case)).update(finding="upheld")
    due = clock.now() + timedelta(days=1)
    return actions.promise_for_point(
        case_id=case.pk, point_id=first_point(case), text="换新", due_at=due, **who
    )


def first_point(case: Case) -> int:
    point = case.grievances.first()
    return point.pk if point else 0


def first(case: Case) -> Message:
    return case.messages.order_by("id")[0]


@pytest.fixture
def untouched(owned_case: Case) -> Callable[[], bool]:
    """Whether nothing at all was changed since the case was made."""

    def state() -> tuple[object, ...]:
        case = Case.objects.filter(pk=owned_case.pk).values().get()
        return case, AuditEntry.objects.count(), Job.objects.count(), Message.objects.count()

    before = state()
    return lambda: state() == before


def test_every_action_is_in_one_of_the_tables() -> None:
    assert {*BY_PEOPLE, *BY_THE_HOUSE, *TESTED_BY_THEMSELVES, "register_complaint"} == set(actions.__all__)


@pytest.mark.parametrize("role", ["trainer", "administrator"])
@pytest.mark.parametrize("name", BY_PEOPLE)
def test_who_does_not_work_on_cases_is_refused(
    company: Any, owned_case: Case, untouched: Callable[[], bool], name: str, role: str
) -> None:
    with pytest.raises(NotPermitted):
        BY_PEOPLE[name](owned_case, by=company.members[role])
    assert untouched()


@pytest.mark.parametrize("who", ["handler", "lead", "manager", "administrator"])
@pytest.mark.parametrize("name", BY_THE_HOUSE)
def test_what_the_house_does_itself_is_refused_to_people(
    company: Any, owned_case: Case, untouched: Callable[[], bool], name: str, who: str
) -> None:
    with pytest.raises(NotPermitted):
        BY_THE_HOUSE[name](owned_case, by=company.members[who])
    assert untouched()


@pytest.mark.parametrize("who", ["east_handler", "east_lead"])
@pytest.mark.parametrize("name", BY_PEOPLE)
def test_another_team_is_told_that_there_is_no_such_case(
    company: Any, owned_case: Case, untouched: Callable[[], bool], name: str, who: str
) -> None:
    with pytest.raises(NotFound):
        BY_PEOPLE[name](owned_case, by=company.members[who])
    assert untouched()


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_a_case_that_does_not_exist_is_refused_in_the_same_words(
    company: Any, owned_case: Case, name: str
) -> None:
    with pytest.raises(NotFound) as hidden:
        BY_PEOPLE[name](owned_case, by=company.east_handler)
    with pytest.raises(NotFound) as missing:
        BY_PEOPLE[name](Case(pk=owned_case.pk + 999), by=company.handler)
    assert str(hidden.value) == str(missing.value)


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_who_was_switched_off_is_refused(company: Any, owned_case: Case, name: str) -> None:
    company.handler.is_active = False
    with pytest.raises(NotPermitted):
        BY_PEOPLE[name](owned_case, by=company.handler)


@pytest.mark.parametrize("name", sorted(set(BY_PEOPLE) - TAKEN_WHEN_CLOSED))
def test_a_closed_case_takes_no_further_steps(company: Any, owned_case: Case, name: str) -> None:
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    entries = AuditEntry.objects.count()
    with pytest.raises(WrongState):
        BY_PEOPLE[name](owned_case, by=company.handler)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("name", sorted(TAKEN_WHEN_CLOSED))
def test_a_closed_case_still_takes_words_and_corrections(company: Any, owned_case: Case, name: str) -> None:
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    BY_PEOPLE[name](owned_case, by=company.handler)


@pytest.mark.parametrize("name", VERSIONED)
def test_who_looked_at_an_old_state_is_told_and_nothing_is_overwritten(
    company: Any, owned_case: Case, name: str
) -> None:
    seen = Case.objects.get(pk=owned_case.pk).version
    actions.add_note(case_id=owned_case.pk, body="我也在看", by=company.lead)
    entries = AuditEntry.objects.count()
    with pytest.raises(Conflict):
        BY_PEOPLE[name](owned_case, by=company.handler, version=seen)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("name", sorted(set(VERSIONED) - {"reopen_case", "mark_followed_up", "mark_solved"}))
def test_who_looked_at_the_present_state_may_go_on(company: Any, owned_case: Case, name: str) -> None:
    seen = Case.objects.get(pk=owned_case.pk).version
    BY_PEOPLE[name](owned_case, by=company.handler, version=seen)


@pytest.mark.parametrize("name", sorted(set(BY_PEOPLE) - {"mark_read", "assign_case", "name_order"}))
def test_every_change_counts_the_version_up_and_is_on_record(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case], name: str
) -> None:
    if name in {"confirm_solution", "dispute_solution", "mark_followed_up", "mark_solved", "go_back"}:
        bring_to(owned_case, "carry_out")
    if name in {"confirm_solution", "dispute_solution", "mark_followed_up"}:
        actions.mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)
    if name == "reopen_case":
        actions.close_case(
            case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
        )
    before = Case.objects.get(pk=owned_case.pk)
    entries = AuditEntry.objects.filter(chain=before.chain).count()
    later = clock.now() + timedelta(hours=1)
    with clock.at(later):
        BY_PEOPLE[name](owned_case, by=company.handler)
    after = Case.objects.get(pk=owned_case.pk)
    assert after.version > before.version
    assert after.touched_at == later
    assert AuditEntry.objects.filter(chain=before.chain).count() > entries
    assert AuditEntry.objects.filter(chain=before.chain).latest("n").actor_id == company.handler.pk


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "已结"), ("zh-hant", "已結"), ("en", "closed")])
def test_a_refusal_speaks_the_language_of_the_reader(language: str, words: str) -> None:
    from django.utils import translation

    from amends.casework.cases.choices import Phase

    with translation.override(language), pytest.raises(Refused) as refusal:
        ensure_open(Case(phase=Phase.CLOSED))
    assert words in str(refusal.value.message)
