"""A case is not closed over what is still open, unless somebody says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Handover, Meeting, Promise, Task
from amends.casework.cases.queries import loose_ends
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState


def task(case: Case, company: Any) -> None:
    actions.give_task(case_id=case.pk, kind="quality", department=company.qa, asked="查", by=company.handler)


def promise(case: Case, company: Any) -> None:
    actions.add_promise(
        case_id=case.pk, text="回电", due_at=clock.now() + timedelta(days=1), by=company.handler
    )


def meeting(case: Case, company: Any) -> None:
    actions.convene_meeting(
        case_id=case.pk, at=clock.now(), agenda="看锅", place="东店", participants=[], by=company.handler
    )


def handover(case: Case, company: Any) -> None:
    actions.ask_handover(case_id=case.pk, department=company.east, reason="东店", by=company.handler)


ENDS = {"task": task, "promise": promise, "meeting": meeting, "handover": handover}


@pytest.mark.parametrize("kind", list(ENDS))
def test_each_loose_end_keeps_the_case_open_until_there_is_a_reason(
    whole_company: Any, owned_case: Case, kind: str
) -> None:
    ends: dict[str, Callable[[Case, Any], None]] = ENDS
    ends[kind](owned_case, whole_company)
    assert {str(one): n for one, n in loose_ends(owned_case).items()} == {kind: 1}
    with pytest.raises(WrongState):
        actions.close_case(
            case_id=owned_case.pk,
            outcome="WDN",
            ending={"how": "phone"},
            reason="撤诉",
            by=whole_company.handler,
        )
    actions.close_case(
        case_id=owned_case.pk,
        outcome="WDN",
        ending={"how": "phone"},
        reason="撤诉",
        left_open="客户不再需要",
        by=whole_company.handler,
    )
    kept = AuditEntry.objects.get(action="case.closed").data
    assert (kept["left_open"], kept["why_open"]) == ([kind], "客户不再需要")


def test_with_the_case_everything_ends_but_what_is_owed_to_the_customer(
    whole_company: Any, owned_case: Case
) -> None:
    for make in ENDS.values():
        make(owned_case, whole_company)
    actions.close_case(
        case_id=owned_case.pk,
        outcome="WDN",
        ending={"how": "phone"},
        reason="撤诉",
        left_open="撤诉了",
        by=whole_company.handler,
    )
    assert Task.objects.get().state == "withdrawn"
    assert Meeting.objects.get().state == "called_off"
    assert Handover.objects.get().state == "withdrawn"
    assert Promise.objects.get().state == "open"


def test_a_case_without_loose_ends_closes_as_ever(company: Any, owned_case: Case) -> None:
    closed = actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    assert not closed.is_open
    assert "left_open" not in AuditEntry.objects.get(action="case.closed").data
