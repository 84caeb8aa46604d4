"""How long things are kept: administrators propose it, managers confirm it, legal reads it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.actions.keeping_terms import decide_term, enter_term, try_term
from amends.casework.cases.choices import Kept
from amends.casework.cases.models import KeepingTerm
from amends.casework.cases.permissions import may_enter_terms, may_read_terms
from amends.casework.cases.rules.keeping import Term
from amends.casework.clocks.queries import house_profile
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import date_in
from amends.doors.desk.queries.keeping_terms import Tried, keeping_terms_page, tried_mark
from amends.doors.desk.views.acting import second_person
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.models import Member


def _page(
    request: HttpRequest,
    entered: QueryDict | None = None,
    *,
    tried: Tried | None = None,
    status: int = 200,
) -> HttpResponse:
    page = keeping_terms_page(member_of(request), request.GET, entered, tried)
    return render(request, "desk/keeping_terms.html", page, status=status)


@require_GET
@allowed(may_read_terms)
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@allowed(may_enter_terms)
def enter(request: HttpRequest) -> HttpResponse:
    """First it is tried and shown; entered is only what was shown."""
    member, sent = member_of(request), request.POST.copy()
    try:
        term, places = term_in(sent), house_profile().jurisdictions
        mark = tried_mark(term)
        if sent.get("tried") == mark and "enter" in sent:
            enter_term(term=term, reason=sent.get("reason", ""), places=places, by=member)
            messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
            return redirect("desk:keeping_terms")
        effect = try_term(term=term, places=places, by=member)
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, sent, status=error.status)
    sent["tried"] = mark
    return _page(request, sent, tried=Tried(term, effect))


@second_person(may_read_terms, "desk:keeping_terms", of=KeepingTerm)
def decide(request: HttpRequest, member: Member, confirm: bool, row: KeepingTerm) -> str:
    places = house_profile().jurisdictions
    made = decide_term(term_id=row.pk, confirm=confirm, places=places, by=member)
    return _("Confirmed. It counts from %(day)s on.") % {"day": f"{made.begins_on:%Y-%m-%d}"}


def term_in(sent: QueryDict) -> Term:
    """What is kept, how long, from when and why; raises Invalid for what is none of these."""
    kept, written = str(sent.get("kept", "")), str(sent.get("length", "")).strip()
    if kept not in Kept.values:
        raise Invalid(_("Choose what it is about."), field="kept")
    endless = "endless" in sent
    if not endless and not (written.isascii() and written.isdecimal() and len(written) < 6):
        raise Invalid(_("Say for how long in whole numbers, or without end."), field="length")
    day = date_in(str(sent.get("begins_on", "")))
    if day is None:
        raise Invalid(_("Say the day on which it begins."), field="begins_on")
    return Term(Kept(kept), 0, None if endless else int(written), day, str(sent.get("basis", "")))
