"""Handing a case to another department: until they accept, owner and clocks stay."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Handover
from amends.casework.cases.permissions import visible_to
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member


@pytest.fixture
def asked(whole_company: Any, owned_case: Case) -> Handover:
    return actions.ask_handover(
        case_id=owned_case.pk,
        department=whole_company.east,
        reason="东区门店自己处理更快",
        by=whole_company.handler,
    )


def test_until_it_is_accepted_the_first_receiver_stays_responsible(
    asked: Handover, whole_company: Any, owned_case: Case
) -> None:
    owned_case.refresh_from_db()
    assert (owned_case.owner, owned_case.department) == (whole_company.handler, whole_company.care)
    assert Case.objects.filter(visible_to(whole_company.east_handler), pk=owned_case.pk).exists()


def test_who_accepts_has_the_case(asked: Handover, whole_company: Any, owned_case: Case) -> None:
    due = owned_case.due_at
    actions.accept_handover(handover_id=asked.pk, by=whole_company.east_handler)
    owned_case.refresh_from_db()
    assert (owned_case.owner, owned_case.department) == (whole_company.east_handler, whole_company.east)
    assert owned_case.due_at == due
    assert not Case.objects.filter(visible_to(whole_company.handler), pk=owned_case.pk).exists()


@pytest.mark.parametrize(
    ("who", "owner"),
    [("east_handler", "east_handler"), ("east_colleague", "east_colleague"), ("east_lead", "east_handler")],
)
def test_nobody_is_given_a_case_by_a_colleague_who_accepts_it(
    whole_company: Any, owned_case: Case, who: str, owner: str
) -> None:
    colleague = Member(username="east_colleague", display_name="同事", role="handler")
    colleague.department = whole_company.east
    colleague.set_unusable_password()
    colleague.save()
    people = {**whole_company.members, "east_colleague": colleague}
    named = actions.ask_handover(
        case_id=owned_case.pk,
        department=whole_company.east,
        person=whole_company.east_handler,
        reason="他认识这位顾客",
        by=whole_company.handler,
    )
    actions.accept_handover(handover_id=named.pk, by=people[who])
    owned_case.refresh_from_db()
    assert owned_case.owner == people[owner]


def test_who_returns_it_says_why_and_nothing_changes(
    asked: Handover, whole_company: Any, owned_case: Case
) -> None:
    with pytest.raises(Invalid):
        actions.return_handover(handover_id=asked.pk, reason=" ", by=whole_company.east_handler)
    actions.return_handover(handover_id=asked.pk, reason="不是我们店", by=whole_company.east_handler)
    asked.refresh_from_db()
    owned_case.refresh_from_db()
    assert (asked.state, asked.answer) == ("returned", "不是我们店")
    assert owned_case.owner == whole_company.handler
    assert not Case.objects.filter(visible_to(whole_company.east_handler), pk=owned_case.pk).exists()


def test_it_is_asked_of_one_department_at_a_time_and_taken_back(
    asked: Handover, whole_company: Any, owned_case: Case
) -> None:
    with pytest.raises(WrongState):
        actions.ask_handover(
            case_id=owned_case.pk, department=whole_company.west, reason="x", by=whole_company.handler
        )
    actions.take_back_handover(handover_id=asked.pk, by=whole_company.handler)
    with pytest.raises(NotFound):
        actions.accept_handover(handover_id=asked.pk, by=whole_company.east_handler)
    with pytest.raises(WrongState):
        actions.accept_handover(handover_id=asked.pk, by=whole_company.manager)


def test_a_wrong_team_role_or_department_is_refused(
    asked: Handover, whole_company: Any, owned_case: Case
) -> None:
    with pytest.raises(NotFound):
        actions.accept_handover(handover_id=asked.pk, by=whole_company.west_handler)
    with pytest.raises(NotPermitted):
        actions.accept_handover(handover_id=asked.pk, by=whole_company.handler)
    with pytest.raises(NotPermitted):
        actions.take_back_handover(handover_id=asked.pk, by=whole_company.east_handler)
    actions.take_back_handover(handover_id=asked.pk, by=whole_company.handler)
    for department in (whole_company.care, whole_company.head):
        with pytest.raises(Invalid):
            actions.ask_handover(
                case_id=owned_case.pk, department=department, reason="x", by=whole_company.handler
            )
    with pytest.raises(NotPermitted):
        actions.ask_handover(
            case_id=owned_case.pk, department=whole_company.east, reason="x", by=whole_company.trainer
        )


def test_a_closed_case_is_not_handed_over(whole_company: Any, owned_case: Case) -> None:
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=whole_company.handler
    )
    with pytest.raises(WrongState):
        actions.ask_handover(
            case_id=owned_case.pk, department=whole_company.east, reason="x", by=whole_company.handler
        )


def test_nobody_gives_an_owned_case_to_another_department_past_the_hand_over(
    whole_company: Any, owned_case: Case
) -> None:
    with pytest.raises(WrongState):
        actions.assign_case(case_id=owned_case.pk, to=whole_company.east_handler, by=whole_company.manager)
    actions.assign_case(case_id=owned_case.pk, to=whole_company.colleague, by=whole_company.lead)
    owned_case.refresh_from_db()
    assert owned_case.owner == whole_company.colleague
    actions.assign_case(case_id=owned_case.pk, to=None, by=whole_company.lead)
    # What nobody has received yet may be given anywhere.
    actions.assign_case(case_id=owned_case.pk, to=whole_company.east_handler, by=whole_company.manager)


def test_whom_a_complaint_is_about_does_not_take_it_over(whole_company: Any, owned_case: Case) -> None:
    actions.mark_concerned(
        case_id=owned_case.pk, member=whole_company.east_handler, reason="顾客点名", by=whole_company.handler
    )
    with pytest.raises(Invalid) as refused:
        actions.ask_handover(
            case_id=owned_case.pk,
            department=whole_company.east,
            person=whole_company.east_handler,
            reason="东店",
            by=whole_company.handler,
        )
    assert refused.value.field == "person"
