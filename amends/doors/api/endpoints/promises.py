"""What was promised customers: in one case, and over all cases that the member may know of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router

from amends.casework.cases import actions
from amends.casework.cases.models import Promise
from amends.casework.cases.permissions import of_a_case_in_sight, sight_of
from amends.doors.api.access import member_of
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.doing import Row, changes, doing, reads, there
from amends.doors.api.endpoints.named import member_named
from amends.doors.api.endpoints.pages import note_seen, page_of
from amends.doors.api.schemas.under_way import Made, PromiseOut, PromisePage
from amends.doors.api.schemas.under_way_entries import (
    BrokenEntry,
    ConfirmEntry,
    Paging,
    PromiseEntry,
    PromiseFilters,
    ReasonEntry,
)
from amends.doors.api.under_way import promise_out

router = Router(tags=["promises"])
of_a_case = Router(tags=["promises"])
PEOPLE = ("owner", "made_by", "ended_by")
ENDED = ("kept", "broken", "struck")


def shown(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    return rows.select_related("case", *PEOPLE)


@reads(router, "", "promises", "List promises of all cases that you may see", PromisePage)
def promises(request: HttpRequest, filters: Query[PromiseFilters]) -> dict[str, Any]:
    """Owed ones stand by due time, ended ones by when they ended, the latest first."""
    member = member_of(request)
    sight = sight_of(member)
    rows = Promise.objects.filter(of_a_case_in_sight(sight.extent, *sight.values), state=filters.state)
    if filters.owner:
        rows = rows.filter(owner=member if filters.owner == "me" else member_named(filters.owner, "owner"))
    order = ("-ended_at", "-id") if filters.state in ENDED else ("due_at", "id")
    page = page_of(request, shown(rows), filters, order)
    note_seen((promise.case for promise in page.items), member)
    return {"items": [promise_out(promise) for promise in page.items], "next": page.next}


@reads(of_a_case, "/{number}/promises", "case-promises", "List the promises of a case", PromisePage)
def promises_of(request: HttpRequest, number: str, filters: Query[Paging]) -> dict[str, Any]:
    """The newest first."""
    case = the_case(number, member_of(request))
    page = page_of(request, shown(Promise.objects.filter(case=case)), filters)
    return {"items": [promise_out(promise) for promise in page.items], "next": page.next}


@changes(
    of_a_case,
    "/{number}/promises",
    "promise-add",
    "Write down a promise made outside a reply",
    Made,
    201,
)
def add(request: HttpRequest, number: str, entry: PromiseEntry, key: Key = None) -> dict[str, Any]:
    member = member_of(request)
    case = the_case(number, member)
    words = entry.model_dump(exclude={"owner"})

    def act() -> int:
        owner = member_named(entry.owner, "owner")
        return actions.add_promise(case_id=case.pk, owner=owner, by=member, **words).pk

    made = doing(request, key, act)
    return {"id": made, "case": case.number, "url": reverse("api:case-promises", args=[case.number])}


def turn(name: str, summary: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return changes(of_a_case, f"/{{number}}/promises/{{id}}/{name}", f"promise-{name}", summary, PromiseOut)


def turned(
    request: HttpRequest, number: str, promise_id: int, action: Callable[..., Promise], **words: Any
) -> dict[str, Any]:
    member = member_of(request)
    case = the_case(number, member)
    promise = there(Promise.objects.filter(case=case), promise_id, _("This case has no such promise."))
    action(promise_id=promise.pk, by=member, **words)
    return promise_out(shown(Promise.objects.filter(pk=promise.pk))[0])


@turn("confirm", "Say that what a reply promised is owed, in which words and until when")
def confirm(request: HttpRequest, number: str, id: Row, entry: ConfirmEntry) -> dict[str, Any]:
    words = {**entry.model_dump(exclude={"owner"}), "owner": member_named(entry.owner, "owner")}
    return turned(request, number, id, actions.confirm_promise, **words)


@turn("keep", "It was kept")
def keep(request: HttpRequest, number: str, id: Row) -> dict[str, Any]:
    return turned(request, number, id, actions.keep_promise)


@turn("break", "It was not kept: why, and what the customer was told")
def break_it(request: HttpRequest, number: str, id: Row, entry: BrokenEntry) -> dict[str, Any]:
    return turned(request, number, id, actions.break_promise, **entry.model_dump())


@turn("strike", "It was no promise, or the customer let us off")
def strike(request: HttpRequest, number: str, id: Row, entry: ReasonEntry) -> dict[str, Any]:
    return turned(request, number, id, actions.strike_promise, reason=entry.reason)
