"""Back to an earlier stage, with the reason; and what the records of stages hold besides words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import advance_stage, close_case, go_back, write_record
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case
from amends.casework.cases.queries import records_of
from amends.casework.cases.rules import undone_by_going_back
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState

Bring = Callable[[Case, str], Case]


def test_a_case_goes_back_with_its_records_and_without_what_was_agreed(
    company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, Stage.CARRY_OUT)
    assert case.agreed_at is not None
    case = go_back(case_id=case.pk, stage="investigate", reason="又找到一张小票", by=company.handler)
    assert (case.stage, case.agreed_at) == ("investigate", None)
    before, now = records_of(case)[-2:]
    assert (before.stage, before.back_reason, before.left_by) == (
        "carry_out",
        "又找到一张小票",
        company.handler,
    )
    assert (now.stage, now.record, now.details["extent"]) == ("investigate", "记录", "single")
    entry = entries_of(case.chain).last()
    assert entry is not None
    assert (entry.action, entry.reason) == ("stage.went_back", "又找到一张小票")
    assert advance_stage(case_id=case.pk, by=company.handler).stage == "propose"


@pytest.mark.parametrize("stage", ["confirm", "investigate", "nowhere", ""])
def test_only_to_a_stage_that_lies_behind(
    company: Any, owned_case: Case, bring_to: Bring, stage: str
) -> None:
    case = bring_to(owned_case, Stage.CONFIRM)
    with pytest.raises((Invalid, WrongState)):
        go_back(case_id=case.pk, stage=stage, reason="漏了一点", by=company.handler)


def test_going_back_takes_a_reason_an_open_case_its_team_and_a_caseworker(
    company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, Stage.CONFIRM)
    act: dict[str, Any] = {"case_id": case.pk, "stage": "listen"}
    with pytest.raises(Invalid):
        go_back(reason="", by=company.handler, **act)
    with pytest.raises(NotFound):
        go_back(reason="漏", by=company.east_handler, **act)
    with pytest.raises(NotPermitted):
        go_back(reason="漏", by=company.trainer, **act)
    close_case(case_id=case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler)
    with pytest.raises(WrongState):
        go_back(reason="漏", by=company.handler, **act)


@pytest.mark.parametrize(
    ("stage", "undone"),
    [
        (
            Stage.LISTEN,
            ("agreed_at", "solved_at", "confirmed_at", "followed_up_at", "cause_recorded_at"),
        ),
        (Stage.CARRY_OUT, ("solved_at", "confirmed_at", "followed_up_at", "cause_recorded_at")),
        (Stage.REVIEW, ("cause_recorded_at",)),
    ],
)
def test_what_does_not_count_any_more(stage: Stage, undone: tuple[str, ...]) -> None:
    assert undone_by_going_back(stage) == undone


def test_an_investigation_says_who_answers_for_it_and_whether_it_is_systemic(
    company: Any, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, Stage.INVESTIGATE)
    with pytest.raises(WrongState):
        advance_stage(case_id=case.pk, record="温控器坏了", by=company.handler)
    details = {"responsible": "product", "extent": "systemic", "scope": "七月这一批", "at_once": "退款"}
    write_record(case_id=case.pk, text="温控器坏了", details=details, by=company.handler)
    case = advance_stage(case_id=case.pk, by=company.handler)
    assert case.stage == "propose"
    assert records_of(case)[2].details == details


@pytest.mark.parametrize("details", [{"responsible": "weather"}, {"colour": "red"}, {"how": "phone"}])
def test_a_detail_that_the_stage_does_not_know_is_refused(
    company: Any, owned_case: Case, bring_to: Bring, details: dict[str, str]
) -> None:
    case = bring_to(owned_case, Stage.INVESTIGATE)
    with pytest.raises(Invalid):
        write_record(case_id=case.pk, text="温控器坏了", details=details, by=company.handler)


def test_a_severe_case_is_skipped_by_who_leads_only(company: Any, owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(severity="severe")
    with pytest.raises(NotPermitted):
        advance_stage(case_id=owned_case.pk, skip_reason="急", by=company.handler)
    assert advance_stage(case_id=owned_case.pk, skip_reason="急", by=company.lead).stage == "confirm"
