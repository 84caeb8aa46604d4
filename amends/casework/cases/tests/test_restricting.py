"""Restricted cases: who restricts and lifts, who is let in, and what everybody else is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import end_access, let_in, lift_restriction, restrict_case
from amends.casework.cases.models import Case, CaseAccess
from amends.casework.cases.queries import visible_cases
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState


def sees(member: Any, case: Case) -> bool:
    return visible_cases(member).filter(pk=case.pk).exists()


@pytest.fixture
def restricted(company: Any, owned_case: Case) -> Case:
    return restrict_case(case_id=owned_case.pk, reason="涉及同事", by=company.legal)


@pytest.mark.parametrize("who", ["lead", "legal", "manager"])
def test_who_may_restrict_a_case_still_sees_it_and_so_does_its_owner(
    company: Any, owned_case: Case, who: str
) -> None:
    restrict_case(case_id=owned_case.pk, reason="涉及同事", by=company.members[who])
    assert sees(company.members[who], owned_case)
    assert sees(company.handler, owned_case)
    assert not sees(company.colleague, owned_case)
    assert not sees(company.quality, owned_case)


@pytest.mark.parametrize("who", ["handler", "quality"])
def test_others_are_refused(company: Any, owned_case: Case, who: str) -> None:
    with pytest.raises(NotPermitted):
        restrict_case(case_id=owned_case.pk, reason="不想让人看", by=company.members[who])
    assert not Case.objects.get(pk=owned_case.pk).restricted


def test_the_lead_of_another_department_is_told_that_there_is_no_such_case(
    company: Any, owned_case: Case
) -> None:
    with pytest.raises(NotFound):
        restrict_case(case_id=owned_case.pk, reason="好奇", by=company.east_lead)


def test_it_takes_a_reason_and_is_done_once(company: Any, restricted: Case) -> None:
    with pytest.raises(WrongState):
        restrict_case(case_id=restricted.pk, reason="再来", by=company.legal)
    with pytest.raises(Invalid):
        lift_restriction(case_id=restricted.pk, reason=" ", by=company.legal)
    entry = entries_of(restricted.chain).last()
    assert entry is not None
    assert (entry.action, entry.reason) == ("case.restricted", "涉及同事")


def test_a_lead_who_was_let_in_does_not_lift_a_manager_does(company: Any, restricted: Case) -> None:
    let_in(case_id=restricted.pk, member=company.lead, reason="协助", by=company.manager)
    with pytest.raises(NotPermitted):
        lift_restriction(case_id=restricted.pk, reason="查清", by=company.lead)
    lift_restriction(case_id=restricted.pk, reason="查清", by=company.manager)
    assert sees(company.colleague, restricted)
    assert not CaseAccess.objects.filter(ended_at=None).exists()
    with pytest.raises(WrongState):
        lift_restriction(case_id=restricted.pk, reason="查清", by=company.manager)


def test_who_is_let_in_sees_it_until_the_moment_and_not_at_it(company: Any, restricted: Case) -> None:
    until = clock.now() + timedelta(days=2)
    let_in(case_id=restricted.pk, member=company.west_handler, reason="懂设备", until=until, by=company.legal)
    assert sees(company.west_handler, restricted)
    with clock.at(until - timedelta(seconds=1)):
        assert sees(company.west_handler, restricted)
    with clock.at(until):
        assert not sees(company.west_handler, restricted)


def test_new_terms_take_the_place_of_the_old_ones(company: Any, restricted: Case) -> None:
    let_in(case_id=restricted.pk, member=company.colleague, reason="一", by=company.legal)
    until = clock.now() + timedelta(hours=1)
    let_in(case_id=restricted.pk, member=company.colleague, reason="二", until=until, by=company.legal)
    with clock.at(until):
        assert not sees(company.colleague, restricted)


def test_a_permission_is_ended_once(company: Any, restricted: Case) -> None:
    access = let_in(case_id=restricted.pk, member=company.colleague, reason="协助", by=company.legal)
    end_access(case_id=restricted.pk, access_id=access.pk, by=company.legal)
    assert not sees(company.colleague, restricted)
    with pytest.raises(NotFound):
        end_access(case_id=restricted.pk, access_id=access.pk, by=company.legal)


def test_a_person_let_in_lets_nobody_else_in(company: Any, restricted: Case) -> None:
    let_in(case_id=restricted.pk, member=company.colleague, reason="协助", by=company.legal)
    with pytest.raises(NotPermitted):
        let_in(case_id=restricted.pk, member=company.quality, reason="看看", by=company.colleague)


def test_nobody_is_let_into_an_open_case_into_the_past_or_without_working_on_cases(
    company: Any, owned_case: Case
) -> None:
    with pytest.raises(WrongState):
        let_in(case_id=owned_case.pk, member=company.quality, reason="看看", by=company.legal)
    restrict_case(case_id=owned_case.pk, reason="涉及同事", by=company.legal)
    with pytest.raises(Invalid):
        let_in(case_id=owned_case.pk, member=company.trainer, reason="培训", by=company.legal)
    with pytest.raises(Invalid):
        let_in(
            case_id=owned_case.pk, member=company.quality, reason="查", until=clock.now(), by=company.legal
        )
