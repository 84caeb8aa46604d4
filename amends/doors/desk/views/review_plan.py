"""The plan of what is reviewed, calibration rounds, how people and the check agree, and what of it leaves the house."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import timedelta
from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.review_figures import PERIODS, figures_page, round_page
from amends.doors.desk.queries.review_pages import NUMBERS, plan_page, rounds_page
from amends.doors.desk.queries.review_table import table
from amends.doors.desk.views.reviews import tried
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, NotPermitted, Refused
from amends.foundation.organisation.models import Member
from amends.oversight.learning.actions import note_export as note_judged
from amends.oversight.learning.permissions import may_export
from amends.oversight.learning.queries import judged_replies
from amends.practice.replies.review import actions
from amends.practice.replies.review.models import Round
from amends.practice.replies.review.permissions import (
    may_review,
    may_see_figures,
    may_see_reviews,
    may_set_plan,
    readable_by,
)
from amends.practice.replies.review.queries.figures import counted_for
from amends.practice.replies.review.queries.lists import reviews_of, rounds_for
from amends.practice.replies.review.rules.sampling import Wanted


def number_in(value: str) -> int:
    """A small number as typed; anything else is none that an action accepts."""
    words = value.strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 5 else -1


@require_GET
@allowed(may_see_reviews)
def plan(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/reviews/plan.html", plan_page(member_of(request)))


@require_POST
@allowed(may_set_plan)
def set_plan(request: HttpRequest) -> HttpResponse:
    data, member = request.POST, member_of(request)
    try:
        actions.set_plan(
            wanted=Wanted(**{name: number_in(data.get(name, "")) for name in NUMBERS}),
            newcomer_weeks=number_in(data.get("newcomer_weeks", "")),
            dispute_days=number_in(data.get("dispute_days", "")),
            asked_first=data.getlist("asked_first"),
            reason=data.get("reason", ""),
            by=member,
        )
    except Refused as error:
        page = plan_page(member, tried(request, error))
        return render(request, "desk/reviews/plan.html", page, status=error.status)
    messages.success(request, _("The plan counts from the next draw on."))
    return redirect("desk:reviews_plan")


@require_GET
@allowed(may_review)
def rounds(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/reviews/rounds.html", rounds_page(member_of(request)))


@require_POST
@allowed(may_set_plan)
def open_round(request: HttpRequest) -> HttpResponse:
    data, member = request.POST, member_of(request)
    try:
        made = actions.open_round(
            title=data.get("title", ""),
            replies=number_in(data.get("replies", "")),
            reviewers=list(Member.objects.filter(username__in=data.getlist("reviewers")[:100])),
            by=member,
        )
    except Refused as error:
        page = rounds_page(member, tried(request, error))
        return render(request, "desk/reviews/rounds.html", page, status=error.status)
    messages.success(request, _("Opened. Everybody finds the replies in their queue."))
    return redirect("desk:reviews_round", made.pk)


def the_round(round_id: int, member: Member) -> Round:
    found = next((one for one in rounds_for(member) if one.pk == round_id), None)
    if found is None:
        raise NotFound(_("This calibration round does not exist."))
    return found


@require_GET
@allowed(may_review)
def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    member = member_of(request)
    page = round_page(the_round(round_id, member), member)
    return render(request, "desk/reviews/round.html", {**page, "may_close": may_set_plan(member)})


@require_POST
@allowed(may_set_plan)
def close_round(request: HttpRequest, round_id: int) -> HttpResponse:
    member, data = member_of(request), request.POST
    try:
        actions.close_round(
            round_id=round_id, agreed=data.get("agreed", ""), seen=data.get("seen", ""), by=member
        )
    except Refused as error:
        page = round_page(the_round(round_id, member), member, tried(request, error))
        return render(request, "desk/reviews/round.html", {**page, "may_close": True}, status=error.status)
    messages.success(request, _("Closed. The figures stand beside what was agreed."))
    return redirect("desk:reviews_round", round_id)


@require_GET
@allowed(may_see_figures)
def figures(request: HttpRequest) -> HttpResponse:
    days = days_in(request.GET)
    return render(request, "desk/reviews/figures.html", figures_page(member_of(request), days))


def days_in(data: QueryDict) -> int:
    """The period that was asked for, else the middle one."""
    asked = data.get("days", "")
    return int(asked) if asked in map(str, PERIODS) else PERIODS[1]


@require_POST
@allowed(may_see_reviews)
def export(request: HttpRequest) -> HttpResponseBase:
    """The member's own with `own`, else of the period what the figures count and they may read; who sees no figures has only their own."""
    member, own = member_of(request), "own" in request.POST
    if not own and not may_see_figures(member):
        raise NotPermitted()
    since = clock.now() - timedelta(days=days_in(request.POST))
    found = reviews_of(member) if own else counted_for(member, since).filter(readable_by(member))
    actions.note_export(reviews=found.count(), own=own, by=member)
    return answer_with(table_lines(table(found)), "reviews", "csv")


def table_lines(rows: Iterable[list[str]]) -> Iterable[bytes]:
    """With the mark by which spreadsheets know the encoding."""
    yield "\ufeff".encode()
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue().encode()


@require_POST
@allowed(may_export)
def export_judged(request: HttpRequest) -> HttpResponseBase:
    member = member_of(request)
    rows = [json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in judged_replies(by=member)]
    note_judged(count=len(rows), restricted=False, what="judged_replies", by=member)
    return answer_with(rows, "judged-replies", "jsonl")


def answer_with(lines: Iterable[bytes], name: str, ending: str) -> FileResponse:
    """On a disk first, so that a failure is an error and not half a file."""
    file = TemporaryFile()  # noqa: SIM115 - closed by the answer that sends it
    file.writelines(lines)
    file.seek(0)
    kind = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}[ending]
    today = clock.today()
    return FileResponse(
        file, as_attachment=True, filename=f"{name}-{today:%Y-%m-%d}.{ending}", content_type=kind
    )
