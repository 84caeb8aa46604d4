from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.cases.actions import add_customer_message, add_note
from amends.casework.cases.models import Case
from amends.doors.api.access import Token, member_of, token_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.rules import stored_key
from amends.doors.api.schemas.answers import MessageReceived
from amends.doors.api.schemas.entries import MessageEntry
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import submit_reply
from amends.practice.replies.choices import ReplyState

router = Router(tags=["cases"])


@router.post(
    "/{number}/messages",
    auth=Token(Scope.CASES_WRITE),
    response={201: MessageReceived},
    openapi_extra=ERRORS,
    url_name="messages",
    summary="Add a note, what the customer said, or a reply",
)
def add(request: HttpRequest, number: str, entry: MessageEntry, key: Key = None) -> dict[str, Any]:
    """The same key again adds nothing and gives the same answer."""
    case = the_case(number, member_of(request))
    stored = stored_key(token_of(request).pk, key) if key else None
    added = ADDING[entry.kind](case, entry, member_of(request), stored)
    return {"kind": entry.kind, "case": case.number, **added}


def note(case: Case, entry: MessageEntry, by: Member, key: str | None) -> dict[str, Any]:
    added = add_note(case_id=case.pk, body=entry.text, idempotency_key=key, by=by)
    return {"id": added.pk, "at": added.written_at, "state": KEPT}


def customers_words(case: Case, entry: MessageEntry, by: Member, key: str | None) -> dict[str, Any]:
    added = add_customer_message(case_id=case.pk, text=entry.text, idempotency_key=key, by=by)
    return {"id": added.pk, "at": added.sent_at, "state": KEPT}


def reply(case: Case, entry: MessageEntry, by: Member, key: str | None) -> dict[str, Any]:
    added = submit_reply(
        case_id=case.pk,
        body=entry.text,
        kind=entry.reply_kind,
        based_on_message_id=entry.based_on,
        idempotency_key=key,
        by=by,
    )
    # What it was when it was handed in: the answer to a repeated key must not change while the reply goes its way.
    state = ReplyState.AWAITING_APPROVAL if added.approval_reasons else ReplyState.QUEUED
    return {"id": added.pk, "at": added.submitted_at, "state": state}


KEPT = "kept"
ADDING: dict[str, Callable[[Case, MessageEntry, Member, str | None], dict[str, Any]]] = {
    "note": note,
    "customer": customers_words,
    "reply": reply,
}
