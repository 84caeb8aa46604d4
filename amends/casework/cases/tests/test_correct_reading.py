"""A person says what a label should be."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions import correct_reading
from amends.casework.cases.models import Case
from amends.casework.readings.models import Correction
from amends.foundation.kernel.errors import Invalid, WrongState


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("emotion", "calm"),
        ("kind", "praise"),
        ("category", ""),
        ("severity", "critical"),
        ("intensity", 0),
        ("demands", ["apology", "refund"]),
        ("risks", []),
    ],
)
def test_the_case_follows_and_the_engines_reading_stays(
    company: Any, owned_case: Case, field: str, value: object
) -> None:
    was = getattr(owned_case, field)
    engine = dict(owned_case.reading.data)
    case = correct_reading(case_id=owned_case.pk, field=field, value=value, by=company.handler)
    assert getattr(case, field) == value
    assert case.has_risk == bool(case.risks)
    case.reading.refresh_from_db()
    assert case.reading.data == engine
    correction = Correction.objects.get()
    assert (correction.field, correction.was, correction.now, correction.by) == (
        field,
        was,
        value,
        company.handler,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("emotion", "furious"),
        ("emotion", ["calm"]),
        ("emotion", None),
        ("kind", ""),
        ("kind", {"a": 1}),
        ("intensity", 4),
        ("intensity", True),
        ("intensity", "3"),
        ("intensity", [1]),
        ("demands", "refund"),
        ("demands", ["everything"]),
        ("demands", [["refund"]]),
        ("risks", [{"a": 1}]),
        ("owner", "me"),
        ("", ""),
    ],
)
def test_anything_that_is_not_on_the_list_is_refused(
    company: Any, owned_case: Case, field: str, value: object
) -> None:
    with pytest.raises(Invalid):
        correct_reading(case_id=owned_case.pk, field=field, value=value, by=company.handler)
    assert not Correction.objects.exists()


def test_what_was_not_read_yet_cannot_be_corrected(company: Any, registered_case: Case) -> None:
    with pytest.raises(WrongState):
        correct_reading(case_id=registered_case.pk, field="emotion", value="calm", by=company.handler)
