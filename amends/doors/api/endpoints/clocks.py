"""The clocks of a case: when what is due and why, letting one stand still and go on, legal limits that people know of."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from amends.casework.cases.models import Case
from amends.casework.clocks.actions import end_legal, pause_clock, resume_clock, start_duty
from amends.doors.api.access import member_of
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.doing import Row, changes, doing, reads
from amends.doors.api.schemas.under_way import ClockList, Made
from amends.doors.api.schemas.under_way_entries import LimitEntry, MetEntry, PauseEntry, VersionEntry
from amends.doors.api.under_way import clocks_out

router = Router(tags=["clocks"])


def shown(case: Case) -> dict[str, Any]:
    return {"items": clocks_out(case)}


@reads(router, "/{number}/clocks", "clocks", "Get every clock of a case and how it comes about", ClockList)
def clocks(request: HttpRequest, number: str) -> dict[str, Any]:
    return shown(the_case(number, member_of(request)))


@changes(router, "/{number}/clocks", "clock-start", "Start a legal limit of this house", Made, 201)
def start(request: HttpRequest, number: str, entry: LimitEntry, key: Key = None) -> dict[str, Any]:
    """For limits whose beginning the case file cannot know."""
    member = member_of(request)
    case = the_case(number, member)
    made = doing(request, key, lambda: start_duty(case_id=case.pk, by=member, **entry.model_dump()).pk)
    return {"id": made, "case": case.number, "url": reverse("api:clocks", args=[case.number])}


@changes(router, "/{number}/clocks/{id}/pause", "clock-pause", "Let a clock stand still", ClockList)
def pause(request: HttpRequest, number: str, id: Row, entry: PauseEntry) -> dict[str, Any]:
    """Only for what is not in our hands, and never longer than its rule allows."""
    member = member_of(request)
    case = the_case(number, member)
    pause_clock(case_id=case.pk, clock_id=id, by=member, **entry.model_dump())
    return shown(case)


@changes(router, "/{number}/clocks/{id}/resume", "clock-resume", "Let a clock go on", ClockList)
def resume(request: HttpRequest, number: str, id: Row, entry: VersionEntry) -> dict[str, Any]:
    member = member_of(request)
    case = the_case(number, member)
    resume_clock(case_id=case.pk, clock_id=id, version=entry.version, by=member)
    return shown(case)


@changes(router, "/{number}/clocks/{id}/end", "clock-end", "Say that a legal limit is met", ClockList)
def end(request: HttpRequest, number: str, id: Row, entry: MetEntry) -> dict[str, Any]:
    member = member_of(request)
    case = the_case(number, member)
    end_legal(case_id=case.pk, clock_id=id, by=member, **entry.model_dump())
    return shown(case)
