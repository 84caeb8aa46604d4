"""Decisions about a case as tables, without a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.casework.cases.choices import Record, Stage
from amends.casework.cases.rules import (
    NEEDED,
    STAGES,
    SUBJECT_LENGTH,
    calm_now,
    case_number,
    id_in_number,
    is_number_of,
    missing_for,
    next_stage,
    subject_from,
    summary_from,
)


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (datetime(2026, 7, 1, tzinfo=UTC), "A26-000123"),
        # In Shanghai the new year has begun eight hours before it does in UTC.
        (datetime(2026, 12, 31, 16, 30, tzinfo=UTC), "A27-000123"),
        (datetime(2026, 12, 31, 15, 30, tzinfo=UTC), "A26-000123"),
    ],
)
def test_the_number_names_the_year_of_the_house(moment: datetime, number: str) -> None:
    assert case_number(123, moment, "Asia/Shanghai") == number


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("A26-000123", 123),
        (" a26-000123 ", 123),
        ("A26000123", 123),
        ("A26 000123", 123),
        ("Ａ２６－０００１２３", 123),
        ("A26—000123", 123),
        ("A26-1234567", 1234567),
        ("A26-000000", None),
        ("A26-", None),
        ("B26-000123", None),
        ("A26-000123x", None),
        ("A26-" + "9" * 13, None),
        ("", None),
        ("投诉", None),
        ("A٢٦-٠٠٠١٢٣", None),
    ],
)
def test_a_number_is_understood_as_people_type_it(typed: str, found: int | None) -> None:
    assert id_in_number(typed) == found


def test_a_number_of_another_year_is_not_this_one() -> None:
    assert is_number_of("a26 000123", "A26-000123")
    assert not is_number_of("A25-000123", "A26-000123")
    assert not is_number_of("A26-000124", "A26-000123")
    assert not is_number_of("", "A26-000123")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("电饭锅冒烟了。打了五次电话！", "电饭锅冒烟了"),
        ("。。。电饭锅", "电饭锅"),
        ("\n\n  late   again \n", "late again"),
        ("🙂🙂🙂", "🙂🙂🙂"),
        ("！", "！"),
        ("坏", "坏"),
    ],
)
def test_the_subject_is_the_first_thing_said(text: str, subject: str) -> None:
    assert subject_from(text) == subject


def test_long_words_are_cut_with_a_sign_of_it() -> None:
    assert subject_from("长" * 1000) == "长" * (SUBJECT_LENGTH - 1) + "…"
    assert subject_from("late " * 30) == "late " * 7 + "late…"
    assert subject_from("The birthday cake I ordered for my mother") == "The birthday cake I ordered for my…"
    assert subject_from("x" * 1000) == "x" * (SUBJECT_LENGTH - 1) + "…"
    assert len(summary_from("长" * 1000)) == 160
    assert summary_from("短\n句") == "短 句"


def test_the_stages_follow_one_another_to_the_review() -> None:
    walked = [Stage.LISTEN]
    while (following := next_stage(walked[-1])) is not None:
        walked.append(following)
    assert tuple(walked) == STAGES
    assert walked[-1] == Stage.REVIEW


@pytest.mark.parametrize("stage", list(Stage))
def test_each_stage_misses_exactly_what_is_not_on_record(stage: Stage) -> None:
    assert missing_for(stage, frozenset()) == NEEDED[stage]
    assert missing_for(stage, frozenset(Record)) == ()
    for record in NEEDED[stage]:
        assert record not in missing_for(stage, frozenset({record}))


@pytest.mark.parametrize(
    ("heat", "emotion", "calm"),
    [
        (4, "anger", True),
        (32, "anger", True),
        (33, "dissatisfied", None),
        (59, "anger", None),
        (60, "dissatisfied", False),
        (100, "calm", False),
        (None, "calm", True),
        (None, "confused", True),
        (None, "anger", False),
        (None, "anxious", None),
        (None, "", None),
    ],
)
def test_whether_a_customer_is_calm_is_told_by_the_latest_words(
    heat: int | None, emotion: str, calm: bool | None
) -> None:
    assert calm_now(heat, emotion) is calm
