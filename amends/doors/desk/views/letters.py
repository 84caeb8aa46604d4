"""Replies as letters on the house's paper: what was sent, and the draft as it stands."""

from __future__ import annotations

import io

from django.core.files import File
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case
from amends.foundation.kernel.files import inline_answer
from amends.practice.replies.letters import FORMS, draft_paper, file_name, paper_of, sent_letter
from amends.practice.replies.queries import draft_of


@require_GET
@allowed(may_work)
def sent(request: HttpRequest, number: str, message_id: int, form: str) -> HttpResponseBase:
    case = the_case(number, member_of(request))
    message = sent_letter(case, message_id)
    return on_paper(paper_of(case, message, form), file_name(case, form, message), form)


@require_GET
@allowed(may_work)
def draft(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    member = member_of(request)
    case = the_case(number, member)
    return on_paper(draft_paper(case, draft_of(case, member), form), file_name(case, form), form)


def on_paper(letter: bytes, name: str, form: str) -> HttpResponseBase:
    """A PDF to look at, a Word document to save."""
    file = File(io.BytesIO(letter), name=name)
    return inline_answer(file, name=name, content_type=FORMS[form], inline=form == "pdf")
