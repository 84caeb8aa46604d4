from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from amends.casework.cases.actions.viewing import note_viewing
from amends.casework.cases.choices import Door
from amends.casework.cases.models import Case
from amends.casework.cases.queries import Wanted, case_by_number, cases_matching
from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.pages import note_seen, page_of
from amends.doors.api.presenting import case_file, case_row
from amends.doors.api.schemas.answers import CaseFile, CasePage
from amends.doors.api.schemas.entries import CaseFilters
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.organisation.models import Member

router = Router(tags=["cases"])


@router.get(
    "",
    auth=Token(Scope.CASES_READ),
    response=CasePage,
    openapi_extra=ERRORS,
    url_name="cases",
    summary="List cases, the newest first",
)
def cases(request: HttpRequest, filters: Query[CaseFilters]) -> dict[str, Any]:
    """The cases that the token's member may see and that fit all filters."""
    member = member_of(request)
    found = cases_matching(wanted_by(filters, member), member=member)
    page = page_of(request, found.select_related("customer", "owner", "department", "label"), filters)
    note_seen(page.items, member)
    return {"items": [case_row(case) for case in page.items], "next": page.next}


def wanted_by(filters: CaseFilters, member: Member) -> Wanted:
    return Wanted(
        phase="" if filters.phase == "all" else filters.phase,
        stage=filters.stage or "",
        category=filters.category or "",
        emotion=filters.emotion or "",
        severity=filters.severity or "",
        risk=filters.risk or "",
        channel=filters.channel or "",
        owner=owner_named(filters.owner, member),
        customer=filters.customer,
        query=filters.q,
    )


def owner_named(name: str | None, member: Member) -> int | None:
    if name is None:
        return None
    if name == "me":
        return member.pk
    found = Member.objects.filter(username=name).first()
    if found is None:
        raise Invalid(_("There is no member %(name)s.") % {"name": name}, field="owner")
    return found.pk


@router.get(
    "/{number}",
    auth=Token(Scope.CASES_READ),
    response=CaseFile,
    openapi_extra=ERRORS,
    url_name="case",
    summary="Get one case",
)
def one_case(request: HttpRequest, number: str) -> dict[str, Any]:
    """The case with its messages, notes, stages and reading."""
    return case_file(the_case(number, member_of(request)))


def the_case(number: str, member: Member) -> Case:
    """The same refusal whether the case does not exist or is not for this member."""
    case = case_by_number(number, member=member)
    if case is None:
        raise NotFound(_("This case does not exist, or it belongs to another team."))
    note_viewing(case=case, door=Door.API, by=member)
    return case
