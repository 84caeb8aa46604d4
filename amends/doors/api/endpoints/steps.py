"""The steps a case takes; each is the very action that the desk uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.named import member_named
from amends.doors.api.presenting import case_row
from amends.doors.api.schemas.answers import CaseRow
from amends.doors.api.schemas.entries import AdvanceEntry, AssignEntry, CloseEntry, DoneEntry, ReopenEntry

router = Router(tags=["cases"])


def step(name: str, summary: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return router.post(
        f"/{{number}}/{name}",
        auth=Token(Scope.CASES_WRITE),
        response=CaseRow,
        openapi_extra=ERRORS,
        url_name=f"case-{name}",
        summary=summary,
    )


def take(request: HttpRequest, number: str, action: Callable[..., Case], **words: Any) -> dict[str, Any]:
    member = member_of(request)
    case = action(case_id=the_case(number, member).pk, by=member, **words)
    return case_row(case)


@step("advance", "Go on to the next stage")
def advance(request: HttpRequest, number: str, entry: AdvanceEntry) -> dict[str, Any]:
    return take(request, number, actions.advance_stage, **entry.model_dump())


@step("assign", "Give the case to somebody")
def assign(request: HttpRequest, number: str, entry: AssignEntry) -> dict[str, Any]:
    words = {"to": member_named(entry.to), "reason": entry.reason, "version": entry.version}
    return take(request, number, actions.assign_case, **words)


@step("solved", "Record that what was agreed has been carried out")
def solved(request: HttpRequest, number: str, entry: DoneEntry) -> dict[str, Any]:
    return take(request, number, actions.mark_solved, **entry.model_dump())


@step("followed-up", "Record that the customer was asked afterwards")
def followed_up(request: HttpRequest, number: str, entry: DoneEntry) -> dict[str, Any]:
    return take(request, number, actions.mark_followed_up, **entry.model_dump())


@step(
    "close",
    "Close the case; a withdrawal that somebody who leads has to decide goes up to them, and the case stays open",
)
def close(request: HttpRequest, number: str, entry: CloseEntry) -> dict[str, Any]:
    return take(request, number, actions.end_case, **entry.model_dump())


@step("reopen", "Take a closed case up again")
def reopen(request: HttpRequest, number: str, entry: ReopenEntry) -> dict[str, Any]:
    return take(request, number, actions.reopen_case, **entry.model_dump())
