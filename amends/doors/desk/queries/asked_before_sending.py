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
from amends.practice.replies.check import Review
from amends.practice.replies.queries import needs_second_person, review_for
from amends.practice.replies.rules import Kept, blocking, unexplained

ASKED_AT_ONCE = 6


def unclear_promises(request: HttpRequest, case: Case, member: Member, kind: str) -> dict[str, Any]:
    """The promises that lack who or when, and whether the reply then waits for a second person; nothing where there are none.

    Only a page that can ask is asked, once, and never about a reply that would be refused: what stands against it comes first.
    """
    if request.headers.get("X-Requested-With") != "fetch" or "promises_seen" in request.POST:
        return {}
    # A form sends line ends as two characters; the page that is asked counts them as one.
    body = request.POST.get("body", "").replace("\r\n", "\n")
    review = review_for(case, member, body=body, kind=kind, language=interface_language())
    found = unclear_in(review, member)
    if not found or is_refused(case, body, review, kept_in(request)):
        return {}
    return {"promises": found, "approval": needs_second_person(case, body, member, review.findings)}


def is_refused(case: Case, body: str, review: Review, kept: list[Kept]) -> bool:
    stands_against = blocking(review.findings) or unexplained(review.findings, body, kept)
    return bool(stands_against) or case.replies.under_way().exists()


def unclear_in(review: Review, member: Member) -> list[dict[str, Any]]:
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
