"""The clauses that articles, letters and advice rest on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amends.casework.knowledge import actions as knowledge
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.choices import LANGUAGES, SURE
from amends.casework.knowledge.models import Clause
from amends.casework.knowledge.permissions import may_keep_clauses, may_read
from amends.casework.knowledge.queries import clause_by_code, standings_of
from amends.casework.knowledge.rules.standing import is_to_come
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.clause_list import LANGUAGE_NAMES, clause_list
from amends.doors.desk.queries.knowledge_article import number_in
from amends.doors.desk.queries.knowledge_clauses import clause_page, form_choices
from amends.doors.desk.views.acting import answering
from amends.doors.desk.views.knowledge import day_in
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.organisation.models import Member


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
    messages.success(request, what_was_added(made))
    return redirect("desk:clause", made.code)


def what_was_added(clause: Clause) -> str:
    if clause.is_on:
        return _("The clause is there.")
    return _("The clause is there, but switched off: it is not sure that this is what it says.")


def what_was_changed(clause: Clause) -> str:
    """What a new version does: when it says so, whether it took the clause out of use, which languages lag behind."""
    standing = standings_of([clause])[clause.pk]
    newest = standing.versions[0]
    if is_to_come(newest, standing.day):
        said = [
            _("The new version is in force from %(day)s; until then the one before stands.")
            % {"day": newest.effective_from}
        ]
        unsure = _("It is not sure that this is what it says: from that day on the clause is out of use.")
    else:
        said = [_("The clause has a new version. What rests on it stands below.")]
        unsure = _("It is not sure that this is what it says, so it is switched off with it.")
    if newest.sureness not in SURE:
        said.append(unsure)
    if behind := standing.behind:
        names = LANGUAGE_NAMES
        said.append(
            _("Still with the words of an earlier version: %(languages)s.")
            % {"languages": _(", ").join(names[one] for one in behind)}
        )
    return " ".join(said)


def said_in(request: HttpRequest) -> Said:
    sent = request.POST
    return Said(
        names={one.value: sent.get(f"name_{one.value}", "") for one in LANGUAGES},
        words={one.value: sent.get(f"words_{one.value}", "") for one in LANGUAGES},
        source=sent.get("source", ""),
        sureness=sent.get("sureness", ""),
        effective_from=day_in(sent.get("from", "")),
        effective_until=day_in(sent.get("until", "")),
        sources={one.value: sent.get(f"source_{one.value}", "") for one in LANGUAGES},
    )


def show_again(request: HttpRequest, found: Clause, member: Member, error: Refused) -> HttpResponse:
    page = clause_page(found, member, request.POST, str(error.message))
    return render(request, "desk/knowledge/clause.html", page, status=error.status)


on_clause = answering(
    may_read,
    lambda _member, code: the_clause(code),
    done=lambda _request, found, _member: redirect("desk:clause", found.code),
    refused=show_again,
)


@on_clause
def change(request: HttpRequest, found: Clause, member: Member, _row: int) -> str:
    changed = knowledge.change_clause(
        clause_id=found.pk,
        said=said_in(request),
        why=request.POST.get("why", ""),
        seen=number_in(request.POST.get("seen")) or None,
        by=member,
    )
    return what_was_changed(changed)


@on_clause
def look_over(request: HttpRequest, found: Clause, member: Member, _row: int) -> str:
    """The words in other languages are right as they are, although the first ones changed."""
    knowledge.look_over_words(clause_id=found.pk, languages=request.POST.getlist("language"), by=member)
    return _("Looked over: these words are right as they are.")


@on_clause
def switch(request: HttpRequest, found: Clause, member: Member, _row: int) -> str:
    on = request.POST.get("on") == "yes"
    knowledge.switch_clause(clause_id=found.pk, on=on, why=request.POST.get("why", ""), by=member)
    return _("The clause is in use.") if on else _("The clause is not in use any more.")
