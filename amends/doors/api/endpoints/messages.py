from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.cases.actions import add_customer_message, add_note
from amends.casework.cases.models import Message, Note
from amends.doors.api.access import Token, member_of, token_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.rules import stored_key
from amends.doors.api.schemas.answers import MessageReceived
from amends.doors.api.schemas.entries import MessageEntry

router = Router(tags=["cases"])


@router.post(
    "/{number}/messages",
    auth=Token(Scope.CASES_WRITE),
    response={201: MessageReceived},
    openapi_extra=ERRORS,
    url_name="messages",
    summary="Add a note or what the customer said",
)
def add(request: HttpRequest, number: str, entry: MessageEntry, key: Key = None) -> dict[str, Any]:
    member = member_of(request)
    case = the_case(number, member)
    stored = stored_key(token_of(request).pk, key) if key else None
    added: Message | Note
    if entry.kind == "note":
        added = add_note(case_id=case.pk, body=entry.text, idempotency_key=stored, by=member)
    else:
        added = add_customer_message(case_id=case.pk, text=entry.text, idempotency_key=stored, by=member)
    at = added.written_at if isinstance(added, Note) else added.sent_at
    return {"id": added.pk, "kind": entry.kind, "case": case.number, "at": at}
