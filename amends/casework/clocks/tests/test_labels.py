"""Labels of the house are words: renaming one touches no clock."""

from __future__ import annotations

from typing import Any

from amends.casework.cases.actions import add_label, change_label, put_label
from amends.casework.cases.models import Case, StatusLabel
from amends.casework.clocks.models import Clock
from amends.foundation.audit.queries import entries_of

NAMES = {
    "name_zh_hans": "等供应商回话",
    "name_zh_hant": "等供應商回覆",
    "name_en": "Waiting for the supplier",
}


def test_renaming_touches_neither_clocks_nor_stages_nor_the_case(
    company: Any, owned_case: Case, run_jobs: Any
) -> None:
    label = add_label(phase="open", stage="listen", names=NAMES, by=company.administrator)
    run_jobs()
    put_label(case_id=owned_case.pk, code=label.code, by=company.handler)
    case, clocks = (
        Case.objects.filter(pk=owned_case.pk).values(),
        Clock.objects.filter(case=owned_case).order_by("id").values(),
    )
    before = (list(case), list(clocks))
    names = {**NAMES, "name_en": "Supplier asked"}
    change_label(label_id=label.pk, names=names, position=3, is_active=False, by=company.administrator)
    assert (list(case.all()), list(clocks.all())) == before
    assert StatusLabel.objects.get().name_en == "Supplier asked"
    assert entries_of("house").filter(action="label.changed").exists()
