"""The house's own labels over the fixed stages, and putting one on a case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.cases import actions
from amends.casework.cases.models import StatusLabel
from amends.doors.api.access import member_of
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.doing import changes, reads
from amends.doors.api.presenting import case_row, label_out
from amends.doors.api.schemas.answers import CaseRow
from amends.doors.api.schemas.under_way import StatusList
from amends.doors.api.schemas.under_way_entries import StatusEntry

router = Router(tags=["labels"])
of_a_case = Router(tags=["labels"])


@reads(router, "", "labels", "List the house's own labels", StatusList)
def labels(request: HttpRequest) -> dict[str, Any]:
    """Those that are switched off as well: cases may still carry them."""
    return {"items": [label_out(label) for label in StatusLabel.objects.all()]}


@changes(of_a_case, "/{number}/label", "case-label", "Put a label on a case, or take it away", CaseRow)
def put(request: HttpRequest, number: str, entry: StatusEntry) -> dict[str, Any]:
    """Clocks, stages and figures know nothing of it."""
    member = member_of(request)
    case = the_case(number, member)
    return case_row(actions.put_label(case_id=case.pk, code=entry.code, version=entry.version, by=member))
