"""What the engine gives as ISO values is said in words, in the reader's language."""

import pytest
from django.utils.translation import override

from amends.doors.desk.words import fact_text


def said(language: str, kind: str, value: str, unit: str | None = None) -> str:
    with override(language):
        return fact_text(
            {"kind": kind, "value": value, "unit": unit, "start": 0, "end": 4}, "words as written"
        )


@pytest.mark.parametrize(
    ("kind", "value", "unit", "hans", "hant", "en"),
    [
        ("duration", "PT1H30M", None, "1 小时 30 分钟", "1 小時 30 分鐘", "1 hour 30 minutes"),
        ("duration", "P7D", "working_days", "7 个工作日", "7 個工作天", "7 working days"),
        ("duration", "P1Y6M", None, "1 年 6 个月", "1 年 6 個月", "1 year 6 months"),
        ("date", "2026-03-09T20:30", None, "2026年3月9日 20:30", "2026年3月9日 20:30", "March 9, 2026 20:30"),
        ("date", "2026-03", None, "2026年3月", "2026年3月", "March 2026"),
        ("date", "2024", None, "2024", "2024", "2024"),
        ("earlier_contact", "3", "call", "3 次", "3 次", "3 times"),
        ("amount", "268.00", "CNY", "¥268", "¥268", "¥268"),
    ],
)
def test_a_value_is_said_in_three_languages(
    kind: str, value: str, unit: str | None, hans: str, hant: str, en: str
) -> None:
    assert [said(language, kind, value, unit) for language in ("zh-hans", "zh-hant", "en")] == [
        hans,
        hant,
        en,
    ]


@pytest.mark.parametrize(
    ("kind", "value"), [("duration", "P"), ("duration", "PT"), ("duration", "soon"), ("earlier_contact", "")]
)
def test_what_has_no_value_is_shown_as_it_was_written(kind: str, value: str) -> None:
    assert said("en", kind, value) == "words as written"


@pytest.mark.parametrize("value", ["昨天", "2026-13", "2026-02-31"])
def test_a_date_that_is_none_stays_as_it_is(value: str) -> None:
    assert said("en", "date", value) == value
