"""One act on the cases that were marked in a list: asked first, done then, told case by case, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.actions import act_on_many, undo_many
from amends.casework.cases.actions.many import Given
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries.many import run_of
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import moment_in
from amends.doors.desk.queries.bulk_page import choosing, ids_in, result
from amends.foundation.kernel.errors import Invalid, NotFound, Refused
from amends.foundation.organisation.models import Member


@require_POST
@allowed(may_work)
def bulk(request: HttpRequest) -> HttpResponse:
    """First what the act needs is asked; nothing is done before that was answered."""
    member = member_of(request)
    if not request.POST.get("sure"):
        if not ids_in(request.POST):
            messages.error(request, _("Choose at least one case in the list."))
            return redirect("desk:list")
        return render(request, "desk/bulk.html", choosing(request.POST, member))
    try:
        run = act_on_many(
            case_ids=ids_in(request.POST),
            kind=request.POST.get("kind", ""),
            given=given_in(request),
            idempotency_key=request.POST.get("idempotency_key") or None,
            by=member,
        )
    except Refused as error:
        page = choosing(request.POST, member, wrong=str(error.message))
        return render(request, "desk/bulk.html", page, status=error.status)
    return redirect("desk:bulk_run", run.pk)


def given_in(request: HttpRequest) -> Given:
    username = request.POST.get("to", "").strip()
    to = Member.objects.filter(username=username, is_active=True).first() if username else None
    if username and to is None:
        raise Invalid(_("Nobody here is called “%(name)s”.") % {"name": username[:40]}, field="to")
    return Given(
        to=to,
        until=moment_in(request.POST.get("until", "")),
        words=request.POST.get("words", ""),
        outcome=request.POST.get("outcome", ""),
        how=request.POST.get("how", "")[:20],
        duplicate_of=request.POST.get("duplicate_of", "").strip()[:20],
    )


@require_GET
@allowed(may_work)
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    member = member_of(request)
    found = run_of(run_id, member)
    if found is None:
        raise NotFound()
    return render(request, "desk/bulk_run.html", result(found, member))


@require_POST
@allowed(may_work)
def undo(request: HttpRequest, run_id: int) -> HttpResponse:
    try:
        run = undo_many(run_id=run_id, by=member_of(request))
        if run.items.filter(undone=True).exists():
            messages.success(request, _("Taken back where that was still possible."))
        else:
            messages.warning(request, _("None of it could be taken back any more; why stands below."))
    except NotFound:
        raise
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:bulk_run", run_id)
