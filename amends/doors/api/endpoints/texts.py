from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from amends.casework.cases.text import required
from amends.casework.readings.actions import preview
from amends.doors.api.access import Token
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.schemas.entries import ReadingEntry

router = Router(tags=["texts"])


@router.post(
    "/readings",
    auth=Token(Scope.TEXTS_READ),
    response=dict[str, Any],
    openapi_extra=ERRORS,
    url_name="readings",
    summary="Read a text",
)
def read(request: HttpRequest, entry: ReadingEntry) -> dict[str, Any]:
    """What the text says, with the words it rests on. Nothing is kept; offsets are code points of the text as sent."""
    required(entry.text, limit=settings.AMENDS_TEXT_CHARACTERS)
    return {"id": entry.id, **preview(entry.text, written_at=entry.written_at)}
