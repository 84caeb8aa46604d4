from __future__ import annotations

import pytest
from django.utils import translation

from amends.foundation.kernel import errors


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        (errors.NotPermitted, 403, "not_permitted"),
        (errors.NotFound, 404, "not_found"),
        (errors.WrongState, 409, "wrong_state"),
        (errors.Conflict, 409, "conflict"),
        (errors.Invalid, 422, "invalid"),
        (errors.TooLarge, 413, "too_large"),
    ],
)
def test_every_refusal_has_a_status_a_code_and_a_sentence(
    kind: type[errors.Refused], status: int, code: str
) -> None:
    refusal = kind()
    assert (refusal.status, refusal.code) == (status, code)
    with translation.override("en"):
        assert str(refusal).endswith(".")


def test_a_refusal_speaks_the_readers_language_when_it_is_read() -> None:
    refusal = errors.NotFound()
    with translation.override("zh-hans"):
        simplified = str(refusal)
    with translation.override("en"):
        english = str(refusal)
    assert english.startswith("This could not be found")
    assert simplified


def test_an_invalid_entry_names_its_field() -> None:
    refusal = errors.Invalid("Write the date.", field="happened_on", code="no_date")
    assert (refusal.field, refusal.code, str(refusal)) == ("happened_on", "no_date", "Write the date.")
