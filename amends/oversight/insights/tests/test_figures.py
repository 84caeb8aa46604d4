"""Kept figures agree with the cases they are counted from, whoever looks and however often they are counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.casework.cases.actions import (
    close_case,
    lift_restriction,
    post_reply,
    read_case,
    reopen_case,
    restrict_case,
)
from amends.casework.cases.models import Case
from amends.casework.cases.queries import visible_cases
from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Counts
from amends.oversight.insights.actions import count_day
from amends.oversight.insights.models import DailyFigure
from amends.oversight.insights.queries import report, view_counts, visible_ratings, with_shares
from amends.practice.surveys.actions import rate_case

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 6, 30)


def at(hour: int, day: int = 30, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def day(company: Any, register: Callable[..., Case]) -> list[Case]:
    """Four complaints of one day: one answered late and closed, one answered in time, one elsewhere, one untouched."""
    with clock.at(at(0)):
        closed, answered = register(), register()
    with clock.at(at(23, minute=59)):
        elsewhere, untouched = register(department=company.east), register()
    with clock.at(at(23, day=29, minute=59)):
        register("昨天的事")
    for case in (closed, answered, elsewhere, untouched):
        read_case(case_id=case.pk, by=company.house)
    with clock.at(at(1) + timedelta(hours=24)):
        post_reply(case_id=closed.pk, body="抱歉，晚了。", by=company.house)
        close_case(case_id=closed.pk, outcome="SUM", reason="当场解决", by=company.house)
    with clock.at(at(5)):
        post_reply(case_id=answered.pk, body="收到。", by=company.house)
    return [closed, answered, elsewhere, untouched]


def totals(member: Any) -> dict[str, Any]:
    return report(member, since=DAY, until=DAY).totals


def test_a_day_of_the_house_is_counted(company: Any, day: list[Case]) -> None:
    count_day(DAY.isoformat())
    figures = totals(company.manager)
    assert (figures["received"], figures["closed"], figures["answered_in_time"]) == (4, 1, 1)
    assert figures["hours_to_close"] == pytest.approx(25)
    assert figures["mean_hours_to_close"] == pytest.approx(25)
    assert figures["answered_in_time_share"] == 0.25


def test_counting_again_gives_the_same(company: Any, day: list[Case]) -> None:
    count_day(DAY.isoformat())
    before = list(DailyFigure.objects.order_by("id").values("department", "category", "received", "closed"))
    count_day(DAY.isoformat())
    assert (
        list(DailyFigure.objects.order_by("id").values("department", "category", "received", "closed"))
        == before
    )


def test_months_categories_and_totals_agree(company: Any, day: list[Case]) -> None:
    count_day(DAY.isoformat())
    count_day("2026-06-29")
    found = report(company.manager, since=date(2026, 6, 1), until=DAY)
    assert sum(row["received"] for row in found.months) == found.totals["received"] == 5
    assert sum(row["received"] for row in found.categories) == 5


@pytest.mark.parametrize(
    ("name", "received"), [("lead", 3), ("east_lead", 1), ("quality", 4), ("trainer", 4)]
)
def test_a_lead_sees_the_figures_of_their_own_reach(
    company: Any, day: list[Case], name: str, received: int
) -> None:
    count_day(DAY.isoformat())
    assert totals(company.members[name])["received"] == received


def test_the_figures_follow_the_cases_by_themselves(
    company: Any, register: Callable[..., Case], run_jobs: Callable[[], int]
) -> None:
    with clock.at(at(9)):
        case = register()
        run_jobs()
    assert totals(company.manager)["received"] == 1
    with clock.at(at(10)):
        close_case(case_id=case.pk, outcome="SUM", reason="好了", by=company.house)
        run_jobs()
    assert totals(company.manager)["closed"] == 1
    with clock.at(at(11)):
        reopen_case(case_id=case.pk, reason="又坏了", by=company.house)
        run_jobs()
    assert totals(company.manager)["closed"] == 0


def test_a_restricted_case_counts_only_for_those_who_may_know_of_it(
    company: Any, register: Callable[..., Case], run_jobs: Callable[[], int]
) -> None:
    everybody = ("lead", "quality", "trainer", "manager", "legal")

    def seen() -> list[tuple[int, int]]:
        run_jobs()
        members = [company.members[name] for name in everybody]
        rated = [visible_ratings(one, since=DAY, until=DAY).count() for one in members]
        return [(totals(one)["received"], ratings) for one, ratings in zip(members, rated, strict=True)]

    with clock.at(at(9)):
        case = register()
        close_case(case_id=case.pk, outcome="SUM", reason="好了", by=company.house)
        rate_case(case_id=case.pk, solved=5, treated=5, comment="", by=company.portal)
        assert seen() == [(1, 1)] * 5
    with clock.at(at(10)):
        restrict_case(case_id=case.pk, reason="未成年人", by=company.legal)
        assert seen() == [(0, 0)] * 3 + [(1, 1)] * 2
    with clock.at(at(11)):
        lift_restriction(case_id=case.pk, reason="查明了", by=company.legal)
        assert seen() == [(1, 1)] * 5


def test_nothing_received_divides_by_nothing(company: Any) -> None:
    figures = totals(company.manager)
    assert (figures["received"], figures["answered_in_time_share"], figures["mean_hours_to_close"]) == (
        0,
        None,
        None,
    )
    assert (
        with_shares({"received": 2, "closed": 0, "answered_in_time": 1, "upheld": 0, "hours_to_close": 0})[
            "upheld_share"
        ]
        is None
    )


def test_counts_of_lists_are_what_the_lists_show_and_capped(company: Any, day: list[Case]) -> None:
    views = {"all": visible_cases(company.lead), "none": visible_cases(company.trainer)}
    assert view_counts(Counts(lambda: views, cap=99)) == {"all": "4", "none": "0"}
    assert view_counts(Counts(lambda: views, cap=2)) == {"all": "2+", "none": "0"}
    assert view_counts(Counts(dict, cap=99)) == {}


def test_ratings_are_shown_to_those_who_may_know_the_case(company: Any, day: list[Case]) -> None:
    with clock.at(at(12)):
        rate_case(case_id=day[0].pk, solved=5, treated=5, comment="", by=company.portal)
    for name, seen in (("lead", 1), ("east_lead", 0), ("manager", 1)):
        assert visible_ratings(company.members[name], since=DAY, until=DAY).count() == seen, name
