"""Nobody whom a complaint is about, nor their line manager, handles or sees it; and a name alone decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import (
    assign_case,
    clear_concerned,
    decide_concerned,
    let_in,
    mark_concerned,
    read_case,
    restrict_case,
    route_case,
)
from amends.casework.cases.actions.beats import locked
from amends.casework.cases.models import Case, StaffConcerned, Workload
from amends.casework.cases.queries import visible_cases
from amends.casework.cases.rules import named_members, names_in
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState

ABOUT_HER = "客服李娜娜态度特别差，骂我是骗子，我要求她道歉！"


def sees(member: Any, case: Case) -> bool:
    return visible_cases(member).filter(pk=case.pk).exists()


@pytest.fixture
def nana(company: Any) -> Any:
    """A handler of customer care with a name that customers know; the team lead leads her."""
    member = company.colleague
    member.display_name, member.line_manager = "李娜娜", company.lead
    member.save()
    return member


@pytest.fixture
def named(company: Any, nana: Any, register: Callable[..., Any]) -> Case:
    return read_case(case_id=register(ABOUT_HER).pk, by=company.house)


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        ([], set()),
        ([{"kind": "date", "value": "李娜娜", "start": 0, "end": 3}], set()),
        ([{"kind": "staff", "value": "李娜", "start": 2, "end": 4}], {"李娜"}),
        ([{"kind": "staff", "value": "李娜挂", "start": 2, "end": 5}], {"李娜挂", "李娜"}),
        ([{"kind": "staff", "value": "李", "start": 2, "end": 3}], set()),
        ([{"kind": "staff", "value": None, "start": 2, "end": 3}], set()),
    ],
)
def test_the_names_that_facts_may_mean(facts: list[dict[str, Any]], names: set[str]) -> None:
    assert set(names_in(facts)) == names


def test_a_name_in_the_words_is_proposed_with_the_words_and_excludes_nobody(nana: Any, named: Case) -> None:
    row = StaffConcerned.objects.get(case=named)
    assert (row.member, row.state, row.source) == (nana, "proposed", "engine")
    assert "李娜娜" in row.evidence
    assert sees(nana, named)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("你们的李娜娜接我电话很不耐烦", {"李娜娜"}),
        ("你們的黃婉婷接我電話很不耐煩", {"黄婉婷"}),  # written in the customer's script
        ("今天雨天送来的", set()),  # two characters alone are an ordinary word too often
        ("Emma Wood hung up on me", {"Emma Wood"}),
        ("Emma Woods hung up on me", set()),
        ("我是王小明", set()),
    ],
)
def test_a_full_name_of_the_house_is_seen_with_no_title_beside_it(words: str, names: set[str]) -> None:
    house = ["李娜娜", "黄婉婷", "雨天", "Emma Wood", "王小明"]
    assert set(named_members(words, [], house, customer="王小明")) == names


def test_a_name_that_the_facts_give_in_the_other_script_means_the_same_person() -> None:
    facts = [{"kind": "staff", "value": "陳雨", "start": 2, "end": 4}]
    assert named_members("店員陳雨", facts, ["陈雨"], customer="") == {"陈雨": (2, 4)}


def test_while_it_is_open_nobody_gives_the_case_to_her_or_to_who_leads_her(
    company: Any, nana: Any, named: Case
) -> None:
    for member in (nana, company.lead):
        with pytest.raises(Invalid):
            assign_case(case_id=named.pk, to=member, by=company.manager)
    assert route_case(case_id=named.pk, by=company.house).owner == company.handler


def test_with_nobody_else_there_it_waits(company: Any, nana: Any, named: Case) -> None:
    company.handler.presence = "away"
    company.handler.save()
    assert route_case(case_id=named.pk, by=company.house).owner is None


def test_confirmed_she_and_her_line_manager_do_not_know_of_it_in_the_neutral_words(
    company: Any, nana: Any, named: Case
) -> None:
    row = StaffConcerned.objects.get(case=named)
    decide_concerned(case_id=named.pk, concerned_id=row.pk, confirm_it=True, by=company.handler)
    for member in (nana, company.lead):
        assert not sees(member, named)
        with pytest.raises(NotFound) as hidden:
            locked(named.pk, by=member)
        with pytest.raises(NotFound) as missing:
            locked(named.pk + 999, by=member)
        assert str(hidden.value) == str(missing.value)
    assert sees(company.handler, named)


@pytest.mark.parametrize("who", ["legal", "manager", "quality"])
def test_no_role_stands_above_it(company: Any, owned_case: Case, who: str) -> None:
    mark_concerned(case_id=owned_case.pk, member=company.members[who], reason="录音", by=company.lead)
    assert not sees(company.members[who], owned_case)


def test_the_owner_concerned_gives_it_up_and_the_reason_stands_there(company: Any, owned_case: Case) -> None:
    mark_concerned(case_id=owned_case.pk, member=company.handler, reason="录音里是他", by=company.lead)
    case = Case.objects.get(pk=owned_case.pk)
    assert case.owner is None
    assert case.assigned_reason == [["conflict", company.handler.display_name]]
    assert Workload.objects.get(member=company.handler).open_cases == 0
    assert route_case(case_id=case.pk, by=company.house).owner == company.colleague


def test_an_owner_who_leads_the_person_gives_it_up_too(company: Any, owned_case: Case) -> None:
    company.west_handler.line_manager = company.handler
    company.west_handler.save()
    mark_concerned(case_id=owned_case.pk, member=company.west_handler, reason="工号", by=company.lead)
    assert Case.objects.get(pk=owned_case.pk).owner is None


def test_somebody_may_say_so_of_themselves(company: Any, owned_case: Case) -> None:
    row = mark_concerned(
        case_id=owned_case.pk, member=company.handler, reason="顾客是我亲戚", by=company.handler
    )
    assert row.source == "self"
    assert not sees(company.handler, owned_case)


def test_nobody_decides_about_themselves(company: Any, nana: Any, named: Case) -> None:
    row = StaffConcerned.objects.get(case=named)
    with pytest.raises(NotPermitted):
        decide_concerned(case_id=named.pk, concerned_id=row.pk, confirm_it=False, reason="不是我", by=nana)


def test_a_no_takes_a_reason_and_is_decided_once(company: Any, nana: Any, named: Case) -> None:
    row = StaffConcerned.objects.get(case=named)
    act: dict[str, Any] = {"case_id": named.pk, "concerned_id": row.pk, "confirm_it": False}
    with pytest.raises(Invalid):
        decide_concerned(**act, by=company.handler)
    decide_concerned(**act, reason="同名的顾客", by=company.handler)
    with pytest.raises(WrongState):
        decide_concerned(**act, reason="同名的顾客", by=company.handler)
    assert assign_case(case_id=named.pk, to=nana, by=company.manager).owner == nana


def test_a_mark_is_taken_back_by_an_approver_with_a_reason(company: Any, owned_case: Case) -> None:
    row = mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="录音", by=company.handler)
    with pytest.raises(NotPermitted):
        clear_concerned(case_id=owned_case.pk, concerned_id=row.pk, reason="认错了", by=company.handler)
    clear_concerned(case_id=owned_case.pk, concerned_id=row.pk, reason="认错了", by=company.lead)
    assert sees(company.colleague, owned_case)
    with pytest.raises(WrongState):
        clear_concerned(case_id=owned_case.pk, concerned_id=row.pk, reason="认错了", by=company.lead)


def test_it_is_marked_once_with_a_reason_and_never_the_house(company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid):
        mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="", by=company.handler)
    with pytest.raises(Invalid):
        mark_concerned(case_id=owned_case.pk, member=company.house, reason="系统", by=company.handler)
    mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="录音", by=company.handler)
    with pytest.raises(WrongState):
        mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="录音", by=company.handler)


def test_who_is_concerned_is_not_let_into_a_restricted_case(company: Any, owned_case: Case) -> None:
    restrict_case(case_id=owned_case.pk, reason="涉及同事", by=company.legal)
    mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="录音", by=company.legal)
    with pytest.raises(Invalid):
        let_in(case_id=owned_case.pk, member=company.colleague, reason="协助", by=company.legal)


@pytest.mark.parametrize("who", ["trainer", "administrator"])
def test_who_does_not_work_on_cases_marks_nobody(company: Any, owned_case: Case, who: str) -> None:
    with pytest.raises(NotPermitted):
        mark_concerned(
            case_id=owned_case.pk, member=company.colleague, reason="录音", by=company.members[who]
        )


def test_another_team_marks_nobody(company: Any, owned_case: Case) -> None:
    with pytest.raises(NotFound):
        mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="录音", by=company.east_lead)
