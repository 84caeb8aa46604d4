"""What the guide asks for is ticked or left out; a tick outlives a change of the reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import close_case, go_back
from amends.casework.cases.models import Case
from amends.casework.cases.queries import records_of
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.practice.playbook.actions import skip_step, take_back_tick, tick_step
from amends.practice.playbook.models import Edition
from amends.practice.playbook.queries import Guide, guide_for
from amends.practice.playbook.rules.ticks import tick_of


def guide(case: Case) -> Guide:
    fresh = Case.objects.select_related("reading").get(pk=case.pk)
    return guide_for(fresh, records_of(fresh), "zh-Hans")


def ticked(found: Guide) -> set[str]:
    return {line.tick for line in found.advice.todo if tick_of(line, found.ticks, found.here)}


@pytest.fixture
def angry_case(owned_case: Case) -> Case:
    Case.objects.filter(pk=owned_case.pk).update(emotion="anger", risks=[], severity="moderate")
    return owned_case


def test_a_tick_stays_when_the_reading_becomes_another(company: Any, angry_case: Case) -> None:
    tick_step(case_id=angry_case.pk, key="do:apologise", by=company.handler)
    tick_step(case_id=angry_case.pk, key="do:answer_fast", by=company.handler)
    Case.objects.filter(pk=angry_case.pk).update(emotion="disappointed")
    found = guide(angry_case)
    # The same thing is asked for by another label: it is done; what nobody asks for any more is kept all the same.
    assert ticked(found) == {"do:apologise"}
    assert set(found.ticks) == {"do:apologise", "do:answer_fast"}
    assert found.ticks["do:answer_fast"].title.startswith("今天亲自回一次")


def test_what_belongs_to_a_stage_is_done_anew_when_the_case_comes_back_to_it(
    company: Any, angry_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    tick_step(case_id=angry_case.pk, key="do:ask_open", by=company.handler)
    assert "do:ask_open" in ticked(guide(angry_case))
    bring_to(angry_case, "confirm")
    go_back(case_id=angry_case.pk, stage="listen", reason="漏了一点", by=company.handler)
    assert "do:ask_open" not in ticked(guide(angry_case))


def test_an_escalation_that_was_ticked_makes_way_for_the_next_step(company: Any, angry_case: Case) -> None:
    Case.objects.filter(pk=angry_case.pk).update(risks=["legal", "media"])
    assert guide(angry_case).advice.step.id == "bring_in_communications"
    tick_step(case_id=angry_case.pk, key="step:bring_in_communications", by=company.handler)
    assert guide(angry_case).advice.step.id == "bring_in_legal"
    skip_step(case_id=angry_case.pk, key="step:bring_in_legal", reason="法务已在案", by=company.handler)
    assert guide(angry_case).advice.step.id == "calm_then_sort"


def test_left_out_wants_a_reason_and_can_be_taken_back(company: Any, angry_case: Case) -> None:
    with pytest.raises(Invalid):
        skip_step(case_id=angry_case.pk, key="do:apologise", reason="", by=company.handler)
    skip_step(case_id=angry_case.pk, key="do:apologise", reason="店里已当面道歉", by=company.handler)
    assert not guide(angry_case).ticks["do:apologise"].done
    with pytest.raises(Conflict):
        tick_step(case_id=angry_case.pk, key="do:apologise", by=company.lead)
    take_back_tick(case_id=angry_case.pk, key="do:apologise", by=company.handler)
    assert guide(angry_case).ticks == {}


@pytest.mark.parametrize("key", ["do:dance", "step:first_response", "say:apology", "", "step:bring_in_legal"])
def test_only_what_the_guide_asks_for_is_ticked(company: Any, angry_case: Case, key: str) -> None:
    with pytest.raises(Invalid):
        tick_step(case_id=angry_case.pk, key=key, by=company.handler)


def test_the_wrong_role_team_and_state_are_refused(company: Any, angry_case: Case) -> None:
    for who, refusal in (("trainer", NotPermitted), ("east_handler", NotFound)):
        with pytest.raises(refusal):
            tick_step(case_id=angry_case.pk, key="do:apologise", by=company.members[who])
        with pytest.raises(refusal):
            skip_step(case_id=angry_case.pk, key="do:apologise", reason="x", by=company.members[who])
    close_case(
        case_id=angry_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    with pytest.raises(WrongState):
        take_back_tick(case_id=angry_case.pk, key="do:apologise", by=company.handler)


def test_a_rule_of_the_house_is_asked_for_in_the_cases_it_is_for(
    company: Any, angry_case: Case, confirmed: Callable[..., Edition]
) -> None:
    confirmed("emotion.anger.do.apologise", texts={"zh-Hans": "先由店长道歉。"})
    tick_step(case_id=angry_case.pk, key="do:apologise", by=company.handler)
    assert guide(angry_case).ticks["do:apologise"].title == "先由店长道歉。"
