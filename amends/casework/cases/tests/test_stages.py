"""From stage to stage: with what is needed, or skipped with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import advance_stage, write_record
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case, StageRecord
from amends.casework.cases.queries import written_records
from amends.casework.cases.rules import STAGES
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Invalid, WrongState

BEFORE_THE_LAST = STAGES[:-1]


@pytest.mark.parametrize("stage", BEFORE_THE_LAST)
def test_a_stage_is_not_left_without_what_it_needs(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case], stage: Stage
) -> None:
    case = bring_to(owned_case, stage)
    with pytest.raises(WrongState):
        advance_stage(case_id=case.pk, by=company.handler)
    case.refresh_from_db()
    assert case.stage == stage


@pytest.mark.parametrize("stage", BEFORE_THE_LAST)
def test_a_stage_is_skipped_with_a_reason_an_author_and_an_entry(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case], stage: Stage
) -> None:
    case = bring_to(owned_case, stage)
    case = advance_stage(case_id=case.pk, skip_reason="客户已同意", by=company.lead)
    assert case.stage == STAGES[STAGES.index(stage) + 1]
    row = StageRecord.objects.get(case=case, stage=stage)
    assert (row.skip_reason, row.left_by) == ("客户已同意", company.lead)
    entry = entries_of(case.chain).last()
    assert entry is not None
    assert (entry.action, entry.reason) == ("stage.skipped", "客户已同意")


def test_with_everything_on_record_no_skip_is_noted_even_if_a_reason_was_given(
    company: Any, owned_case: Case
) -> None:
    advance_stage(
        case_id=owned_case.pk, record="三点：冒烟、没人管、要退款", skip_reason="快一点", by=company.handler
    )
    row = StageRecord.objects.get(case=owned_case, stage=Stage.LISTEN)
    assert (row.record, row.skip_reason) == ("三点：冒烟、没人管、要退款", "")
    assert row.left_at is not None


def test_the_whole_way_can_be_gone(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    case = bring_to(owned_case, Stage.REVIEW)
    assert list(case.stage_records.values_list("stage", flat=True)) == [str(stage) for stage in STAGES]
    assert case.stage_records.filter(left_at=None).count() == 1


def test_after_the_last_stage_comes_closing(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    case = bring_to(owned_case, Stage.REVIEW)
    with pytest.raises(WrongState):
        advance_stage(case_id=case.pk, skip_reason="完了", by=company.handler)


def test_a_record_can_be_written_before_and_corrected_and_both_are_on_record(
    company: Any, owned_case: Case
) -> None:
    write_record(case_id=owned_case.pk, text="第一稿", by=company.handler)
    write_record(case_id=owned_case.pk, text="第二稿", by=company.handler)
    assert written_records(owned_case) == {Stage.LISTEN: "第二稿"}
    written = [entry for entry in entries_of(owned_case.chain) if entry.action == "stage.recorded"]
    assert ["第一稿" in entry.body and "第二稿" in entry.body for entry in written] == [False, True]
    assert advance_stage(case_id=owned_case.pk, by=company.handler).stage == Stage.CONFIRM


def test_an_empty_record_is_refused(company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid):
        write_record(case_id=owned_case.pk, text=" \x00", by=company.handler)
