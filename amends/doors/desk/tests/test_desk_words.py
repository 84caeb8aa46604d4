from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils.translation import override

from amends.doors.desk import words
from amends.doors.desk.remedy_words import remark_words
from amends.doors.desk.templatetags import desk_words
from amends.foundation.kernel import clock

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("share", "state"),
    [
        (None, "none"),
        (0.5, "green"),
        (0.51, "yellow"),
        (0.75, "yellow"),
        (0.76, "orange"),
        (0.99, "orange"),
        (1.0, "red"),
    ],
)
def test_the_colour_of_a_clock_follows_how_much_of_the_time_is_used(share: float | None, state: str) -> None:
    assert desk_words.clock_state(share) == state


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (NOON - timedelta(hours=1), "11:00"),
        (NOON - timedelta(days=3), "03-02 12:00"),
        (NOON - timedelta(days=400), "2025-01-29"),
        (None, ""),
    ],
)
def test_a_moment_says_no_more_than_a_list_needs(value: datetime | None, text: str) -> None:
    with clock.at(NOON):
        assert desk_words.moment(value) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (NOON - timedelta(hours=3), NOON, "09:00 – 12:00"),
        (NOON - timedelta(days=10), NOON, "02-23 12:00 – 03-05 12:00"),
        (NOON - timedelta(days=10), NOON - timedelta(days=10, hours=-1), "02-23 12:00 – 13:00"),
        (NOON - timedelta(days=90), NOON, "2025-12-05 12:00 – 2026-03-05 12:00"),
        (NOON - timedelta(days=1), None, "03-04 12:00 – now"),
    ],
)
def test_a_stretch_names_the_day_of_its_end_where_it_is_another_one(
    start: datetime, end: datetime | None, text: str
) -> None:
    with clock.at(NOON), override("en"):
        assert desk_words.until(start, end) == text


@pytest.mark.parametrize(("name", "letter"), [("王素琴", "王"), (" olivia", "O"), ("", "?"), (None, "?")])
def test_a_round_picture_shows_the_first_character_of_the_name(name: str | None, letter: str) -> None:
    assert desk_words.initial(name) == letter


def test_a_label_that_is_not_known_is_shown_as_it_is() -> None:
    with override("en"):
        assert desk_words.label("anger", "emotion") == "Angry"
    assert desk_words.label("newer", "emotion") == "newer"
    assert desk_words.label(None, "emotion") == ""


def test_the_script_is_given_every_form_of_the_time_that_is_left() -> None:
    with override("en"):
        html = Template("{% load desk_words %}{% clock_words %}").render(Context())
    assert 'data-hours-left-one="{n} hour left"' in html
    assert 'data-days-overdue-many="{n} days overdue"' in html
    assert html.count("data-") == 14
    assert 'data-minutes-left-none="less than a minute left"' in html


def test_the_last_minute_is_not_called_no_minutes() -> None:
    with override("zh-hans"):
        assert words.time_left(NOON + timedelta(seconds=50), NOON) == "还剩不到 1 分钟"
        assert words.time_left(NOON - timedelta(seconds=50), NOON) == "逾期不到 1 分钟"
        assert words.time_left(NOON + timedelta(seconds=61), NOON) == "还剩 1 分钟"


def test_the_words_of_a_list_are_offered_and_the_chosen_ones_are_marked() -> None:
    with override("en"):
        html = desk_words.options_of("emotion", ("anger",))
        assert html.startswith('<option value="anger" selected>Angry</option>')
        assert html.count("selected") == 1
        pressed = desk_words.choices_of("risks", ("legal", "media"))
        assert pressed.count('aria-pressed="true"') == pressed.count('name="drop"') == 2
        assert desk_words.choices_of("intensity", ("2",)).count('name="value"') == 4
    with override("zh-hans"):
        assert "Angry" not in desk_words.options_of("emotion", ("anger",))


def test_a_pill_says_its_word_and_escapes_a_text() -> None:
    with override("en"):
        assert "Angry" in desk_words.pill("emotion", "anger", intensity=2)
        assert 'data-value="2"' in desk_words.pill("emotion", "anger", intensity=2)
        assert "&lt;b&gt;" in desk_words.pill(text="<b>", tone="plain")
    with override("zh-hans"):
        assert "Angry" not in desk_words.pill("emotion", "anger", intensity=2)


@pytest.mark.parametrize(
    ("content_type", "told"),
    [
        ("message/rfc822", "邮件"),
        ("application/pdf", "PDF"),
        ("image/webp", "图片"),
        ("text/csv", "表格"),
        ("text/plain", "文本"),
        ("audio/wav", "录音"),
        ("application/x-executable", "程序文件"),
        ("application/octet-stream", "其他文件"),
        ("application/zip", "application/zip"),
    ],
)
def test_a_file_is_named_as_people_name_it(content_type: str, told: str) -> None:
    with override("zh-hans"):
        assert words.file_kind(content_type) == told


@pytest.mark.parametrize(
    "code", ["far_more_share", "far_less_share", "far_more_share_few", "far_less_share_few"]
)
def test_a_remark_on_shares_says_which_of_the_like_cases_it_counts(code: str) -> None:
    """Beside it stands how many like cases there are in all; of fewer it is known what was paid."""
    values = {"share": "30.0", "median": "10.0", "n": "2"}
    with override("zh-hans"):
        assert "已知所付金额" in remark_words(code, values)
    with override("en"):
        assert "known what was paid" in remark_words(code, values)
