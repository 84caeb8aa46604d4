"""The house's own labels: words over fixed stages, which change nothing that is counted."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions import add_label, advance_stage, change_label, close_case, put_label
from amends.casework.cases.models import Case, StatusLabel
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted

NAMES = {
    "name_zh_hans": "等供应商回话",
    "name_zh_hant": "等供應商回覆",
    "name_en": "Waiting for the supplier",
}


@pytest.fixture
def label(company: Any) -> StatusLabel:
    return add_label(phase="open", stage="listen", names=NAMES, by=company.administrator)


def test_a_label_is_named_in_three_languages(company: Any, label: StatusLabel) -> None:
    assert [label.name_in(one) for one in ("zh-Hans", "zh-Hant", "en")] == list(NAMES.values())
    with pytest.raises(Invalid) as refusal:
        add_label(phase="open", stage="", names={**NAMES, "name_zh_hant": " "}, by=company.administrator)
    assert refusal.value.field == "name_zh_hant"
    with pytest.raises(Invalid):
        add_label(phase="open", stage="", names=NAMES, by=company.administrator)


@pytest.mark.parametrize("who", ["handler", "lead", "trainer"])
def test_only_administrators_and_managers_keep_them(company: Any, label: StatusLabel, who: str) -> None:
    with pytest.raises(NotPermitted):
        add_label(phase="open", stage="", names={**NAMES, "name_en": "x"}, by=company.members[who])
    with pytest.raises(NotPermitted):
        change_label(label_id=label.pk, names=NAMES, position=1, is_active=True, by=company.members[who])


def test_a_case_carries_one_that_fits_and_loses_it_where_it_fits_no_more(
    company: Any, owned_case: Case, label: StatusLabel
) -> None:
    case = put_label(case_id=owned_case.pk, code=label.code, by=company.handler)
    assert case.label == label
    case = advance_stage(case_id=case.pk, record="要点", by=company.handler)
    assert case.label is None
    with pytest.raises(Invalid):
        put_label(case_id=case.pk, code=label.code, by=company.handler)


def test_one_for_the_whole_phase_stays_until_the_case_is_closed(company: Any, owned_case: Case) -> None:
    label = add_label(phase="open", stage="", names=NAMES, by=company.manager)
    put_label(case_id=owned_case.pk, code=label.code, by=company.handler)
    case = advance_stage(case_id=owned_case.pk, record="要点", by=company.handler)
    assert case.label == label
    assert (
        close_case(
            case_id=case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
        ).label
        is None
    )


def test_another_team_puts_no_label(company: Any, owned_case: Case, label: StatusLabel) -> None:
    with pytest.raises(NotFound):
        put_label(case_id=owned_case.pk, code=label.code, by=company.east_handler)
