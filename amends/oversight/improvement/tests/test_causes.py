"""Why it happened, recorded in the review and counted by those who may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amends.casework.cases.actions import close_case
from amends.casework.cases.models import Case
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.oversight.improvement.actions import record_cause
from amends.oversight.improvement.models import CauseRecord
from amends.oversight.improvement.queries import cause_of, causes_between
from amends.oversight.improvement.rules import cause_name, causes_in, is_known, is_quality_anomaly

CODES = [cause.code for cause in causes_in("zh-Hans")]


@pytest.fixture
def reviewed(owned_case: Case, bring_to: Callable[[Case, str], Case]) -> Case:
    return bring_to(owned_case, "review")


def put(case: Case, by: Any, cause: str = CODES[0], **more: Any) -> CauseRecord:
    return record_cause(case_id=case.pk, cause=cause, lesson="早点查", measure="换供应商", by=by, **more)


def test_the_list_of_causes_is_the_same_in_every_language() -> None:
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert [cause.code for cause in causes_in(language)] == CODES
        assert all(cause.name and cause.group_name for cause in causes_in(language))
    assert len(set(CODES)) == len(CODES)
    assert any(map(is_quality_anomaly, CODES))
    assert not all(map(is_quality_anomaly, CODES))
    assert all(map(is_known, CODES))
    assert not is_known("")
    assert cause_name("unheard-of", "en") == "unheard-of"


def test_a_recorded_cause_lets_the_case_close(company: Any, reviewed: Case) -> None:
    put(reviewed, company.handler)
    assert cause_of(reviewed) == CauseRecord.objects.get()
    assert not close_case(
        case_id=reviewed.pk, outcome="UPH", left_open="已逐点口头说明", by=company.handler
    ).is_open


def test_recording_again_replaces_it_and_the_trail_keeps_both(company: Any, reviewed: Case) -> None:
    put(reviewed, company.handler)
    put(reviewed, company.quality, cause=CODES[1])
    record = CauseRecord.objects.get()
    assert (record.cause, record.recorded_by) == (CODES[1], company.quality)
    assert [entry.action for entry in entries_of(reviewed.chain)].count("case.cause_recorded") == 2


def test_an_unknown_cause_is_refused(company: Any, reviewed: Case) -> None:
    with pytest.raises(Invalid):
        put(reviewed, company.handler, cause="bad luck")


def test_before_the_review_and_after_the_end_it_is_refused(company: Any, owned_case: Case) -> None:
    with pytest.raises(WrongState):
        put(owned_case, company.handler)
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    with pytest.raises(WrongState):
        put(owned_case, company.handler)


@pytest.mark.parametrize(("who", "refusal"), [("trainer", NotPermitted), ("east_lead", NotFound)])
def test_the_wrong_role_and_the_wrong_team_are_refused(
    company: Any, reviewed: Case, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        put(reviewed, company.members[who])


def test_who_looked_at_an_old_state_is_told(company: Any, reviewed: Case) -> None:
    with pytest.raises(Conflict):
        put(reviewed, company.handler, version=reviewed.version - 1)


def test_causes_are_counted_for_those_who_may_see_them(company: Any, reviewed: Case) -> None:
    put(reviewed, company.handler)
    today = timezone.localdate()

    def counted(name: str) -> list[tuple[str, int]]:
        rows = causes_between(company.members[name], since=today, until=today, language="en")
        return [(row["code"], row["count"]) for row in rows]

    for name in ("handler", "lead", "quality", "manager", "trainer", "administrator"):
        assert counted(name) == [(CODES[0], 1)], name
    assert counted("east_lead") == []
    before = today - timedelta(days=1)
    assert causes_between(company.manager, since=before, until=before, language="en") == []
