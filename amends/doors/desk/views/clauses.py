"""The clauses that articles, letters and advice rest on, and the gaps of what the house knows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.casework.knowledge import actions as knowledge
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.choices import LANGUAGES
from amends.casework.knowledge.models import Clause
from amends.casework.knowledge.permissions import may_keep_clauses, may_read
from amends.casework.knowledge.queries import clause_by_code
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.knowledge_article import number_in
from amends.doors.desk.queries.knowledge_clauses import clause_list, clause_page, form_choices
from amends.doors.desk.queries.knowledge_gaps import gap_page
from amends.doors.desk.views.knowledge import day_in
from amends.foundation.kernel.errors import NotFound, Refused


def the_clause(code: str) -> Clause:
    clause = clause_by_code(code)
    if clause is None:
        raise NotFound(_("There is no such clause."))
    return clause


@require_GET
@allowed(may_read)
def clauses(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/knowledge/clauses.html", clause_list(member_of(request), request.GET))


@require_GET
@allowed(may_read)
def clause(request: HttpRequest, code: str) -> HttpResponse:
    page = clause_page(the_clause(code), member_of(request))
    return render(request, "desk/knowledge/clause.html", page)


@require_http_methods(["GET", "POST"])
@allowed(may_keep_clauses)
def add(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "desk/knowledge/new_clause.html", {**form_choices(None), "here": "clauses"})
    sent = request.POST
    try:
        made = knowledge.add_clause(
            code=sent.get("code", ""),
            kind=sent.get("kind", ""),
            jurisdiction=sent.get("jurisdiction", ""),
            said=said_in(request),
            by=member_of(request),
        )
    except Refused as error:
        page = {**form_choices(sent), "wrong": str(error.message), "here": "clauses"}
        return render(request, "desk/knowledge/new_clause.html", page, status=error.status)
    messages.success(request, _("The clause is there."))
    return redirect("desk:clause", made.code)


def said_in(request: HttpRequest) -> Said:
    sent = request.POST
    return Said(
        names={one.value: sent.get(f"name_{one.value}", "") for one in LANGUAGES},
        words={one.value: sent.get(f"words_{one.value}", "") for one in LANGUAGES},
        source=sent.get("source", ""),
        sureness=sent.get("sureness", ""),
        effective_from=day_in(sent.get("from", "")),
        effective_until=day_in(sent.get("until", "")),
    )


@require_POST
@allowed(may_read)
def change(request: HttpRequest, code: str) -> HttpResponse:
    found, member = the_clause(code), member_of(request)
    try:
        knowledge.change_clause(
            clause_id=found.pk,
            said=said_in(request),
            why=request.POST.get("why", ""),
            seen=number_in(request.POST.get("seen")) or None,
            by=member,
        )
    except Refused as error:
        page = clause_page(found, member, request.POST, str(error.message))
        return render(request, "desk/knowledge/clause.html", page, status=error.status)
    messages.success(request, _("The clause has a new version. What rests on it stands below."))
    return redirect("desk:clause", found.code)


@require_POST
@allowed(may_read)
def switch(request: HttpRequest, code: str) -> HttpResponse:
    found, member = the_clause(code), member_of(request)
    on = request.POST.get("on") == "yes"
    try:
        knowledge.switch_clause(clause_id=found.pk, on=on, why=request.POST.get("why", ""), by=member)
    except Refused as error:
        page = clause_page(found, member, request.POST, str(error.message))
        return render(request, "desk/knowledge/clause.html", page, status=error.status)
    messages.success(request, _("The clause is in use.") if on else _("The clause is not in use any more."))
    return redirect("desk:clause", found.code)


@require_GET
@allowed(may_read)
def gaps(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/knowledge/gaps.html", gap_page(member_of(request)))


@require_POST
@allowed(may_read)
def settle_gap(request: HttpRequest, row_id: int) -> HttpResponse:
    knowledge.settle_unanswered(row_id=row_id, by=member_of(request))
    messages.success(request, _("Seen to."))
    return redirect("desk:gaps")
