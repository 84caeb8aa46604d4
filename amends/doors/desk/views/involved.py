"""Those who have to do with a case: parties, watchers, who has put it aside, who has it open, colleagues' drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.watching import say_gone
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries.attention import colleagues_named
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.forms import moment_in, uploaded
from amends.doors.desk.queries.involved_sheet import involved_sheet
from amends.doors.desk.views.acting import acting
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import recover_draft, take_over_draft
from amends.practice.replies.queries import kept_drafts, open_drafts


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/involved.html", involved_sheet(the_case(number, member), member))


change = acting("desk/case/involved.html", involved_sheet, "desk:case_involved")


@change
def watch(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    if request.POST.get("watch") == "no":
        cases.unwatch_case(case_id=case.pk, by=member)
        return _("You do not watch this case any more.")
    cases.watch_case(case_id=case.pk, by=member)
    return _("You hear of what happens in this case from now on.")


@change
def snooze(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    if request.POST.get("until_when") == "wake":
        cases.wake_case(case_id=case.pk, by=member)
        return _("The case is back among yours.")
    until = moment_in(request.POST.get("until", "")) if request.POST.get("until_when") == "time" else None
    if request.POST.get("until_when") == "time" and until is None:
        raise Invalid(_("Choose a time to come, within 90 days."), field="until")
    cases.snooze_case(case_id=case.pk, until=until, by=member)
    return _("Put aside. Its clocks run on.")


@change
def add(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    names = ("kind", "name", "phone", "email", "role", "may_know")
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    cases.add_party(case_id=case.pk, by=member, **given, **paper_in(request, case))
    return _("Entered.")


@change
def document(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    may_know = request.POST.get("may_know", "")
    cases.document_party(party_id=row_id, may_know=may_know, by=member, **paper_in(request, case))
    return _("The document stands with this person now.")


def paper_in(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The file of the case that was chosen, and the one that was brought along."""
    chosen = request.POST.get("document", "")
    number = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
    document = Attachment.objects.filter(pk=number, case=case).first() if chosen else None
    if chosen and document is None:
        raise NotFound(_("This file is not there any more. Choose another one."))
    return {"document": document, "brought": next(iter(uploaded(request, "brought")), None)}


@require_POST
@allowed(may_work)
def show(request: HttpRequest, number: str, row_id: int) -> HttpResponse:
    """How somebody is reached in full, this once; that it was shown is on record."""
    member = member_of(request)
    case = the_case(number, member)
    party = cases.show_party(party_id=row_id, by=member)
    page = involved_sheet(case, member, shown=party.pk)
    return render(request, "desk/case/involved.html", page)


@change
def address(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    party = cases.address_party(party_id=row_id, addressed=request.POST.get("addressed") == "yes", by=member)
    if party.addressed:
        return _("Letters speak to %(name)s from now on.") % {"name": party.name}
    return _("Letters speak to the customer again.")


@change
def end(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.end_party(party_id=row_id, by=member)
    return _("Not involved any more.")


@require_POST
@allowed(may_work)
def here(request: HttpRequest, number: str) -> HttpResponse:
    """An open page says that somebody looks at the case, types in it, or has gone."""
    member = member_of(request)
    case = the_case(number, member)
    if request.POST.get("gone"):
        say_gone(case_id=case.pk, by=member)
    else:
        cases.say_present(case_id=case.pk, typing=bool(request.POST.get("typing")), by=member)
    return HttpResponse(status=204)


@require_GET
@allowed(may_work)
def names(request: HttpRequest, number: str) -> HttpResponse:
    """Whom a note may name, for what was typed behind an @."""
    member = member_of(request)
    found = colleagues_named(request.GET.get("q", "")[:40], the_case(number, member), not_to=member)
    people = [
        {"name": one.display_name, "insert": insert, "place": str(one.department or "")}
        for one, insert in found
    ]
    return JsonResponse({"people": people})


@require_GET
@allowed(may_work)
def drafts(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/drafts.html", {"open": open_drafts(member), "kept": kept_drafts(member)})


@require_POST
@allowed(may_work)
def take_draft(request: HttpRequest, number: str, row_id: int) -> HttpResponse:
    """A colleague's draft, or one's own of a merged case, copied into this case."""
    member = member_of(request)
    case = the_case(number, member)
    before = kept_drafts(member)[:1]
    take_over_draft(draft_id=row_id, case_id=case.pk, by=member)
    messages.success(request, copied_text(kept=kept_drafts(member)[:1] != before))
    return redirect("desk:case", case.number)


def copied_text(*, kept: bool) -> str:
    if kept:
        return _("Copied. What you had begun yourself is kept under “Drafts”.")
    return _("Copied. It stands in the case as your own draft now.")


@require_POST
@allowed(may_work)
def recover(request: HttpRequest, row_id: int) -> HttpResponse:
    draft = recover_draft(kept_id=row_id, by=member_of(request))
    messages.success(request, _("The words are back in the case."))
    return redirect("desk:case", draft.case.number)
