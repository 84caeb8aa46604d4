"""The rest from heated cases after threats, violence or self-harm: who changes it, who is told, and that it holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.casework.cases.queries.assignment import desks_led_by, relief_now
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState


@pytest.fixture
def read(company: Any, register: Callable[..., Case]) -> Callable[..., Case]:
    def act(**labels: Any) -> Case:
        case = actions.read_case(case_id=register().pk, by=company.house)
        Case.objects.filter(pk=case.pk).update(**{"heat": 0, **labels})
        return Case.objects.get(pk=case.pk)

    return act


def test_after_violence_there_is_a_rest_that_only_the_person_changes(
    company: Any, read: Callable[..., Case]
) -> None:
    case = read(risks=["violence"], has_risk=True)
    actions.assign_case(case_id=case.pk, to=company.handler, by=company.house)
    rest = relief_now(company.handler)
    assert rest is not None
    assert rest.ends_at - rest.starts_at == timedelta(hours=4)
    hot = read(intensity=3)
    assert actions.route_case(case_id=hot.pk, by=company.house).owner == company.colleague
    for by in (company.lead, company.manager, company.colleague):
        with pytest.raises(NotPermitted):
            actions.end_relief(relief_id=rest.pk, by=by)
    with pytest.raises(NotFound):
        actions.end_relief(relief_id=rest.pk + 99, by=company.handler)
    for hours in (0, 73, -1):
        with pytest.raises(Invalid):
            actions.lengthen_relief(relief_id=rest.pk, hours=hours, by=company.handler)
    longer = actions.lengthen_relief(relief_id=rest.pk, hours=8, by=company.handler)
    assert longer.ends_at - longer.starts_at == timedelta(hours=12)
    seen = {desk.member.pk: desk.relief_until for desk in desks_led_by(company.lead)}
    assert seen[company.handler.pk] == longer.ends_at
    assert not any(desk.relief_until for desk in desks_led_by(company.manager))
    actions.end_relief(relief_id=rest.pk, by=company.handler)
    assert relief_now(company.handler) is None
    with pytest.raises(WrongState):
        actions.end_relief(relief_id=rest.pk, by=company.handler)
    assert not AuditEntry.objects.filter(chain="house", action__startswith="relief.").exists()


def test_a_rest_holds_against_a_heated_case_given_by_hand(company: Any, read: Callable[..., Case]) -> None:
    threat = read(risks=["violence"], has_risk=True)
    actions.assign_case(case_id=threat.pk, to=company.handler, by=company.house)
    rest = relief_now(company.handler)
    assert rest is not None
    hot, calm = read(intensity=3), read(intensity=0)
    with pytest.raises(Invalid, match="缓冲期") as told:
        actions.assign_case(case_id=hot.pk, to=company.handler, by=company.lead)
    assert str(company.handler) in str(told.value.message)
    # Who does not lead the person is not told why.
    with pytest.raises(Invalid, match="没有余量") as not_told:
        actions.assign_case(case_id=hot.pk, to=company.handler, by=company.manager)
    assert "缓冲" not in str(not_told.value.message)
    actions.assign_case(case_id=calm.pk, to=company.handler, by=company.lead)
    with clock.at(rest.ends_at - timedelta(seconds=1)), pytest.raises(Invalid):
        actions.assign_case(case_id=hot.pk, to=company.handler, by=company.lead)
    actions.end_relief(relief_id=rest.pk, by=company.handler)
    case = actions.assign_case(case_id=hot.pk, to=company.handler, by=company.lead)
    assert case.owner == company.handler


def test_who_rests_may_take_a_heated_case_themselves(company: Any, read: Callable[..., Case]) -> None:
    threat = read(risks=["violence"], has_risk=True)
    actions.assign_case(case_id=threat.pk, to=company.handler, by=company.house)
    assert relief_now(company.handler) is not None
    hot = read(intensity=3)
    taken = actions.assign_case(case_id=hot.pk, to=company.handler, by=company.handler)
    assert taken.owner == company.handler
