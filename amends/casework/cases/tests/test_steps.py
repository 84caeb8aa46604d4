"""What the playbook asked for is kept in the record of the stage: who, when, and why it was left out."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions import close_case, keep_step, untick_step
from amends.casework.cases.models import Case
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState

APOLOGY = {"key": "do:apologise", "title": "先道歉，再谈事情。"}


def steps(case: Case) -> list[dict[str, Any]]:
    return [step for row in case.stage_records.order_by("id") for step in row.steps]


def test_done_stands_in_the_record_and_in_the_trail_and_nobody_loses_what_they_write(
    company: Any, owned_case: Case
) -> None:
    version = Case.objects.get(pk=owned_case.pk).version
    keep_step(case_id=owned_case.pk, done=True, by=company.handler, **APOLOGY)
    (step,) = steps(owned_case)
    assert (step["key"], step["done"], step["by"]) == ("do:apologise", True, str(company.handler))
    assert Case.objects.get(pk=owned_case.pk).version == version
    entry = entries_of(owned_case.chain).get(action="step.done")
    assert entry.data == {"step": "先道歉，再谈事情。", "stage": "listen"}


def test_left_out_wants_a_reason(company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid):
        keep_step(case_id=owned_case.pk, done=False, reason=" \n", by=company.handler, **APOLOGY)
    keep_step(case_id=owned_case.pk, done=False, reason="电话里已道歉", by=company.handler, **APOLOGY)
    assert steps(owned_case)[0]["reason"] == "电话里已道歉"
    assert entries_of(owned_case.chain).filter(action="step.skipped").count() == 1


def test_nothing_is_ticked_twice_and_a_mistake_is_taken_back_on_record(
    company: Any, owned_case: Case
) -> None:
    keep_step(case_id=owned_case.pk, done=True, by=company.handler, **APOLOGY)
    with pytest.raises(Conflict):
        keep_step(case_id=owned_case.pk, done=True, by=company.lead, **APOLOGY)
    untick_step(case_id=owned_case.pk, key="do:apologise", by=company.lead)
    assert steps(owned_case) == []
    with pytest.raises(Conflict):
        untick_step(case_id=owned_case.pk, key="do:apologise", by=company.lead)
    assert entries_of(owned_case.chain).filter(action="step.unticked").count() == 1


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("trainer", NotPermitted), ("east_handler", NotFound), ("administrator", NotPermitted)],
)
def test_the_wrong_role_and_the_wrong_team_are_refused(
    company: Any, owned_case: Case, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        keep_step(case_id=owned_case.pk, done=True, by=company.members[who], **APOLOGY)
    with pytest.raises(refusal):
        untick_step(case_id=owned_case.pk, key="do:apologise", by=company.members[who])


def test_a_closed_case_takes_no_ticks(company: Any, owned_case: Case) -> None:
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    with pytest.raises(WrongState):
        keep_step(case_id=owned_case.pk, done=True, by=company.handler, **APOLOGY)
    with pytest.raises(WrongState):
        untick_step(case_id=owned_case.pk, key="do:apologise", by=company.handler)
