from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from amends.casework.cases.text import required
from amends.casework.readings.actions import preview
from amends.doors.api.access import Token, member_of, token_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.permissions import ensure_scope
from amends.doors.api.schemas.answers import ReplyChecked
from amends.doors.api.schemas.entries import ReadingEntry, ReplyCheckEntry
from amends.doors.api.schemas.reading import TextRead
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import interface_language
from amends.practice.replies.check import Review, is_ok, review_reply
from amends.practice.replies.check.context import context_from
from amends.practice.replies.queries import review_for

router = Router(tags=["texts"])


@router.post(
    "/readings",
    auth=Token(Scope.TEXTS_READ),
    response=TextRead,
    openapi_extra=ERRORS,
    url_name="readings",
    summary="Read a text",
)
def read(request: HttpRequest, entry: ReadingEntry) -> dict[str, Any]:
    """What the text says, with the words it rests on. Nothing is kept; offsets are code points of the text as sent."""
    required(entry.text, limit=settings.AMENDS_TEXT_CHARACTERS)
    return {"id": entry.id, **preview(entry.text, written_at=entry.written_at)}


@router.post(
    "/reply-checks",
    auth=Token(Scope.TEXTS_READ),
    response=ReplyChecked,
    openapi_extra=ERRORS,
    url_name="reply-checks",
    summary="Check a reply before it is sent",
)
def check(request: HttpRequest, entry: ReplyCheckEntry) -> dict[str, Any]:
    """What the reply lacks or should not say. Nothing is kept; offsets are code points of the reply as sent."""
    required(entry.reply, limit=settings.AMENDS_TEXT_CHARACTERS, field="reply")
    review = check_in_case(request, entry) if entry.case else check_alone(entry)
    return {"ok": is_ok(review.findings), **review.as_dict()}


def check_in_case(request: HttpRequest, entry: ReplyCheckEntry) -> Review:
    """With the case's own words and context, and each finding with the weight that the house gives it."""
    ensure_scope(token_of(request), Scope.CASES_READ)
    member = member_of(request)
    case = the_case(entry.case or "", member)
    return review_for(case, member, body=entry.reply, kind=entry.kind, language=interface_language())


def check_alone(entry: ReplyCheckEntry) -> Review:
    try:
        context = context_from({"language": interface_language(), "kind": entry.kind.value, **entry.context})
        return review_reply(entry.reply, complaint=entry.complaint, context=context)
    except (ValueError, TypeError, AttributeError) as error:
        raise Invalid(_("Something in the context has the wrong type."), field="context") from error
