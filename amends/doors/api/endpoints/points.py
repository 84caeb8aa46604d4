"""The points of a complaint: what is complained about, what was found of each, and what that rests on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Grievance, PointEvidence
from amends.doors.api.access import member_of
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.doing import Row, changes, doing, reads, there
from amends.doors.api.endpoints.named import member_named
from amends.doors.api.schemas.under_way import Made, PointList
from amends.doors.api.schemas.under_way_entries import (
    EvidenceEntry,
    FindingEntry,
    PointEntry,
    PromiseEntry,
    VersionEntry,
)
from amends.doors.api.under_way import points_out

router = Router(tags=["points"])


@reads(router, "/{number}/points", "points", "Get what is complained about and what was found", PointList)
def points(request: HttpRequest, number: str) -> dict[str, Any]:
    """Each point with its finding, cause, responsibility, remedy and evidence."""
    return {"items": points_out(the_case(number, member_of(request)))}


@changes(router, "/{number}/points", "point-add", "Add a point that was missed", Made, 201)
def add(request: HttpRequest, number: str, entry: PointEntry, key: Key = None) -> dict[str, Any]:
    member = member_of(request)
    case = the_case(number, member)

    def act() -> int:
        return actions.add_point(case_id=case.pk, by=member, **entry.model_dump()).pk

    return made(case, doing(request, key, act))


@changes(router, "/{number}/points/{id}/correct", "point-correct", "Word a point anew", PointList)
def correct(request: HttpRequest, number: str, id: Row, entry: PointEntry) -> dict[str, Any]:
    member = member_of(request)
    case, point = point_in(number, id, request)
    actions.correct_point(case_id=case.pk, point_id=point.pk, by=member, **entry.model_dump())
    return {"items": points_out(case)}


@changes(router, "/{number}/points/{id}/remove", "point-remove", "Take a point away that is none", PointList)
def remove(request: HttpRequest, number: str, id: Row, entry: VersionEntry) -> dict[str, Any]:
    """The trail keeps its words."""
    case, point = point_in(number, id, request)
    actions.remove_point(case_id=case.pk, point_id=point.pk, version=entry.version, by=member_of(request))
    return {"items": points_out(case)}


@changes(router, "/{number}/points/{id}/finding", "point-finding", "Say what was found of a point", PointList)
def judge(request: HttpRequest, number: str, id: Row, entry: FindingEntry) -> dict[str, Any]:
    case, point = point_in(number, id, request)
    actions.judge_point(case_id=case.pk, point_id=point.pk, by=member_of(request), **entry.model_dump())
    return {"items": points_out(case)}


@changes(
    router, "/{number}/points/{id}/promise", "point-promise", "Promise what was found to be owed", Made, 201
)
def promise(
    request: HttpRequest, number: str, id: Row, entry: PromiseEntry, key: Key = None
) -> dict[str, Any]:
    """From then on it is owed to the customer; the point has its finding already."""
    case, point = point_in(number, id, request)
    words = entry.model_dump(exclude={"owner"})

    def act() -> int:
        owner = member_named(entry.owner, "owner")
        return actions.promise_for_point(
            case_id=case.pk, point_id=point.pk, owner=owner, by=member_of(request), **words
        ).pk

    done = doing(request, key, act)
    return {"id": done, "case": case.number, "url": reverse("api:case-promises", args=[case.number])}


@changes(router, "/{number}/points/{id}/evidence", "point-evidence", "Say what a point rests on", Made, 201)
def support(
    request: HttpRequest, number: str, id: Row, entry: EvidenceEntry, key: Key = None
) -> dict[str, Any]:
    """A file of the case, or a passage that stands in one of its messages."""
    case, point = point_in(number, id, request)

    def act() -> int:
        return actions.add_evidence(
            case_id=case.pk,
            point_id=point.pk,
            attachment_id=entry.attachment,
            message_id=entry.message,
            passage=entry.passage,
            by=member_of(request),
        ).pk

    return made(case, doing(request, key, act))


@changes(
    router,
    "/{number}/points/{id}/evidence/{evidence_id}/drop",
    "point-evidence-drop",
    "Untie a piece of evidence; file and message stay",
    PointList,
)
def drop(request: HttpRequest, number: str, id: Row, evidence_id: Row) -> dict[str, Any]:
    case, point = point_in(number, id, request)
    missing = _("Somebody has removed this evidence in the meantime.")
    there(PointEvidence.objects.filter(point=point), evidence_id, missing)
    actions.drop_evidence(case_id=case.pk, evidence_id=evidence_id, by=member_of(request))
    return {"items": points_out(case)}


def point_in(number: str, point_id: int, request: HttpRequest) -> tuple[Case, Grievance]:
    case = the_case(number, member_of(request))
    missing = _("Somebody has removed this point in the meantime.")
    return case, there(Grievance.objects.filter(case=case), point_id, missing)


def made(case: Case, row_id: int) -> dict[str, Any]:
    return {"id": row_id, "case": case.number, "url": reverse("api:points", args=[case.number])}
