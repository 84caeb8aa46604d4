"""What the composer sends along with a reply, and what is asked back before it leaves."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.replies.queries import review_for
from amends.practice.replies.rules import Kept

ASKED_AT_ONCE = 6


def unclear_promises(request: HttpRequest, case: Case, member: Member, kind: str) -> list[dict[str, Any]]:
    """The promises that lack who or when, unless the writer has looked at them; only a page that can ask is asked."""
    if request.headers.get("X-Requested-With") != "fetch" or "promises_seen" in request.POST:
        return []
    body = request.POST.get("body", "")
    review = review_for(case, member, body=body, kind=kind, language=interface_language())
    return [
        {
            "start": one.start,
            "end": one.end,
            "words": one.words,
            "who": one.who or member.display_name,
            "when": one.when,
        }
        for one in review.promises
        if not one.is_clear
    ][:ASKED_AT_ONCE]


def kept_in(request: HttpRequest) -> list[Kept]:
    """The remarks that the writer keeps, each with its reason."""
    written = request.POST.get("kept", "")
    if not written:
        return []
    try:
        return [Kept(str(one["code"]), str(one["words"]), str(one["reason"])) for one in json.loads(written)]
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(_("The reasons could not be read. Reload the page."), field="kept") from error
