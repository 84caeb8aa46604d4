"""What was read in a complaint, and what people say of it; each change is the very action that the desk uses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.cases import actions
from amends.casework.cases.actions.correcting import UNSEEN
from amends.casework.readings.choices import MULTIPLE
from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.presenting import reading_out
from amends.doors.api.schemas.answers import ReadingOut
from amends.doors.api.schemas.entries import ConfirmationEntry, CorrectionEntry

router = Router(tags=["cases"])


@router.get(
    "/{number}/reading",
    auth=Token(Scope.CASES_READ),
    response=ReadingOut,
    openapi_extra=ERRORS,
    url_name="case-reading",
    summary="Get what was read, how sure that is, and what people say of it",
)
def reading(request: HttpRequest, number: str) -> dict[str, Any]:
    """Before the text was read, everything is empty."""
    return reading_out(the_case(number, member_of(request)))


@router.post(
    "/{number}/reading/corrections",
    auth=Token(Scope.READINGS_WRITE),
    response=ReadingOut,
    openapi_extra=ERRORS,
    url_name="case-reading-correct",
    summary="Say that a label is wrong, and what it should be",
)
def correct(request: HttpRequest, number: str, entry: CorrectionEntry) -> dict[str, Any]:
    """The case follows; the reading itself is kept as the engine gave it."""
    member = member_of(request)
    which: dict[str, Any] = {"case_id": the_case(number, member).pk, "field": entry.field, "by": member}
    if entry.field in MULTIPLE and entry.value is None:
        case = actions.change_labels(**which, add=entry.add, drop=entry.drop, reason=entry.reason)
    else:
        was = entry.was if "was" in entry.model_fields_set else UNSEEN
        case = actions.correct_reading(**which, value=entry.value, was=was, reason=entry.reason)
    return reading_out(case)


@router.post(
    "/{number}/reading/confirmations",
    auth=Token(Scope.READINGS_WRITE),
    response=ReadingOut,
    openapi_extra=ERRORS,
    url_name="case-reading-confirm",
    summary="Say that labels are right",
)
def confirm(request: HttpRequest, number: str, entry: ConfirmationEntry) -> dict[str, Any]:
    """Those named, or all that nobody has judged yet."""
    member = member_of(request)
    case = actions.confirm_reading(
        case_id=the_case(number, member).pk, fields=entry.fields, was=entry.was, by=member
    )
    return reading_out(case)
