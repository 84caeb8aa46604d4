"""The gaps of what the house knows: looked at, and seen to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.knowledge import actions as knowledge
from amends.casework.knowledge.permissions import may_read
from amends.casework.knowledge.queries import article_by_code
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.knowledge_gaps import gap_page
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.models import Member


@require_GET
@allowed(may_read)
def gaps(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/knowledge/gaps.html", gap_page(member_of(request), request.GET))


@require_POST
@allowed(may_read)
def settle(request: HttpRequest, row_id: int) -> HttpResponse:
    """Somebody saw to a question, with an article or a note."""
    member, sent = member_of(request), request.POST
    try:
        knowledge.settle_unanswered(
            row_id=row_id,
            note=sent.get("note", ""),
            article_id=article_in(sent.get("article", ""), member),
            by=member,
        )
    except Refused as error:
        page = gap_page(member, request.GET, sent, str(error.message), row_id)
        return render(request, "desk/knowledge/gaps.html", page, status=error.status)
    messages.success(request, _("Seen to."))
    return redirect("desk:gaps")


def article_in(code: str, member: Member) -> int | None:
    """The article of a short name as a form sends it; raises Invalid where there is none for this member."""
    if not code.strip():
        return None
    article = article_by_code(code.strip().lower(), member=member)
    if article is None:
        raise Invalid(_("There is no article with this short name. Choose one of the list."), field="article")
    return article.pk
