"""The composer: what was begun, what waits, and what may be sent."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.doors.desk.queries.case_page import CasePage
from amends.foundation.organisation.models import Member


def composer_block(page: CasePage, member: Member) -> dict[str, Any]:
    case = page.case
    number = [case.number]
    return {
        "mode": "note",
        "draft_note": "",
        "draft_reply": "",
        "draft_url": reverse("desk:draft", args=number),
        "check_url": reverse("desk:check", args=number),
        "note_url": reverse("desk:send", args=number),
        "reply_url": reverse("desk:send", args=number),
        "suggest_url": reverse("desk:suggest", args=number) if case.is_open else "",
        "version": case.version,
        "reply_refused": "" if case.is_open else _("This case is closed. Reopen it first."),
    }
