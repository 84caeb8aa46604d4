"""The tempo of a case is kept by clocks: what leads decides, and a reading or a correction turns it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.casework.clocks.actions import follow_mood
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import running
from amends.foundation.kernel import clock

TEMPO = {"direction", "progress"}


def tempo(case: Case) -> set[str]:
    return TEMPO & set(running(case.pk).values_list("kind", flat=True))


def turn(case: Case, company: Any, **labels: Any) -> None:
    Case.objects.filter(pk=case.pk).update(**labels)
    follow_mood(case_id=case.pk, at=clock.now(), by=company.house)


@pytest.fixture
def hot_case(owned_case: Case, company: Any, run_jobs: Callable[[], int]) -> Case:
    run_jobs()
    turn(owned_case, company, mode="emotion", heat=90)
    return owned_case


def test_where_feelings_lead_a_direction_is_due_within_an_hour_of_work_and_then_news(
    hot_case: Case, company: Any
) -> None:
    one = running(hot_case.pk).get(kind="direction")
    assert (one.rule_code, one.explanation["length"]) == ("direction", "1wh")
    assert tempo(hot_case) == {"direction"}
    actions.post_reply(case_id=hot_case.pk, body="一小时内给您方向。", by=company.handler)
    follow_mood(case_id=hot_case.pk, at=clock.now(), by=company.house)
    one.refresh_from_db()
    assert one.stopped_at is not None
    assert tempo(hot_case) == {"progress"}


def test_a_receipt_is_no_direction(hot_case: Case, company: Any, run_jobs: Callable[[], int]) -> None:
    actions.post_reply(case_id=hot_case.pk, body="已收到", kind="acknowledgement", by=company.handler)
    run_jobs()
    assert tempo(hot_case) == {"direction"}


@pytest.mark.parametrize("mode", ["demand", "mixed"])
def test_a_handlers_correction_of_what_leads_ends_it(hot_case: Case, company: Any, mode: str) -> None:
    turn(hot_case, company, mode=mode)
    assert tempo(hot_case) == set()
    turn(hot_case, company, mode="emotion")
    assert tempo(hot_case) == {"direction"}


def test_a_curve_that_calms_down_ends_it_and_one_that_heats_up_begins_it(
    hot_case: Case, company: Any
) -> None:
    actions.post_reply(case_id=hot_case.pk, body="在查。", by=company.handler)
    turn(hot_case, company, heat=90)
    assert tempo(hot_case) == {"progress"}
    turn(hot_case, company, heat=5)
    assert tempo(hot_case) == set()
    turn(hot_case, company, heat=95)
    assert tempo(hot_case) == {"progress"}
    assert Clock.objects.filter(case=hot_case, kind="progress").count() >= 1


def test_what_the_reading_is_corrected_to_turns_the_tempo_by_itself(
    hot_case: Case, company: Any, run_jobs: Callable[[], int]
) -> None:
    actions.correct_reading(case_id=hot_case.pk, field="mode", value="demand", by=company.handler)
    run_jobs()
    assert tempo(hot_case) == set()


def test_a_house_may_set_an_interval_where_a_demand_leads(
    hot_case: Case, company: Any, enter_rule: Callable[..., Any]
) -> None:
    enter_rule(
        code="progress-demand", kind="progress", length="1wd", conditions={"mode": ["demand", "mixed"]}
    )
    actions.post_reply(case_id=hot_case.pk, body="在查。", by=company.handler)
    turn(hot_case, company, mode="demand")
    one = running(hot_case.pk).get(kind="progress")
    assert one.rule_code == "progress-demand"
    assert one.due_at - one.started_at > timedelta(hours=8)


def test_none_of_it_runs_in_a_closed_case(hot_case: Case, company: Any, run_jobs: Callable[[], int]) -> None:
    actions.close_case(
        case_id=hot_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    run_jobs()
    turn(hot_case, company, mode="emotion", heat=99)
    assert running(hot_case.pk).count() == 0
