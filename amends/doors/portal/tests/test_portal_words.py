from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils.translation import override

from amends.doors.portal.templatetags import portal_words

AFTERNOON = datetime(2026, 11, 27, 6, 5, tzinfo=UTC)


def test_a_customer_reads_a_day_and_a_time_as_one_says_them() -> None:
    with override("zh-hans"):
        assert portal_words.day_time(AFTERNOON) == "11月27日 14:05"
    with override("en"):
        assert portal_words.day_time(AFTERNOON) == "November 27 14:05"


def test_a_day_is_the_day_where_the_customer_lives() -> None:
    with override("zh-hans"):
        assert portal_words.day(datetime(2026, 11, 26, 20, 0, tzinfo=UTC)) == "11月27日"
        assert portal_words.day(date(2026, 11, 26)) == "11月26日"


def test_nothing_is_said_about_a_time_that_is_not_known() -> None:
    assert portal_words.day_time(None) == ""
    assert portal_words.day(None) == ""
