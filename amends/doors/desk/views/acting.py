"""Views that act and come back to where the form was: done, it says so; refused, with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import case_by_number
from amends.doors.desk.access import allowed, confirmed_in, member_of, the_case
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member

T = TypeVar("T")
View = Callable[..., HttpResponseBase]
May = Callable[[Member], bool]
Act = Callable[[HttpRequest, Case, Member, int], str]


def answering(
    may: May,
    find: Callable[..., T],
    *,
    done: Callable[[HttpRequest, T, Member], HttpResponse],
    refused: Callable[[HttpRequest, T, Member, Refused], HttpResponse],
) -> Callable[[Callable[[HttpRequest, T, Member, int], str]], View]:
    """`find` gets the member and the parts of the address by name and gives what is acted on."""

    def decorate(act: Callable[[HttpRequest, T, Member, int], str]) -> View:
        @require_POST
        @allowed(may)
        def view(request: HttpRequest, /, row_id: int = 0, **parts: Any) -> HttpResponse:
            member = member_of(request)
            found = find(member, **parts)
            try:
                messages.success(request, act(request, found, member, row_id))
            except Refused as error:
                return refused(request, found, member, error)
            return done(request, found, member)

        return view

    return decorate


def case_at(member: Member, number: str) -> Case:
    return the_case(number, member)


def acting(
    template: str, sheet: Callable[..., dict[str, Any]], here: str, *, elsewhere: str = "desk:list"
) -> Callable[[Act], View]:
    """`here` is the address of the sheet; whoever loses sight of the case by acting comes to `elsewhere`."""

    def refused(request: HttpRequest, case: Case, member: Member, error: Refused) -> HttpResponse:
        page = sheet(case, member, request.POST, wrong=str(error.message))
        answer = render(request, template, page, status=error.status)
        if escape(str(error.message)).encode() not in answer.content:
            # The form it came from is not there any more, for instance since somebody else was faster.
            messages.error(request, str(error.message))
            answer = render(request, template, page, status=error.status)
        return answer

    def done(request: HttpRequest, case: Case, member: Member) -> HttpResponse:
        still = case_by_number(case.number, member=member)
        return redirect(here, case.number) if still else redirect(elsewhere)

    return answering(may_work, case_at, done=done, refused=refused)


Decision = Callable[[HttpRequest, Member, bool, Any], str]


def second_person(
    may: May,
    back: str,
    *,
    of: type[Model] | None = None,
    key: str = "pk",
    refused: Callable[[HttpRequest, int], HttpResponse] | None = None,
) -> Callable[[Decision], View]:
    """A view by which a second person confirms what somebody entered, or turns it down.

    The act gets the answer and what waits (the row `of` this kind with this `key`, else its number), and says what counts now. Refused, it
    comes back to the page, or shows it by `refused`.
    """

    def decorate(act: Decision) -> View:
        @require_POST
        @allowed(may)
        def view(request: HttpRequest, waiting: int) -> HttpResponse:
            found = get_object_or_404(of, **{key: waiting}) if of else waiting
            status = told_decision(request, act, found)
            return refused(request, status) if status and refused else redirect(back)

        return view

    return decorate


def told_decision(request: HttpRequest, act: Decision, found: Any) -> int:
    """Says what counts now, or why not; gives the status of a refusal, 0 where there was none."""
    try:
        confirm = confirmed_in(request.POST)
        counts = act(request, member_of(request), confirm, found)
    except Refused as error:
        messages.error(request, str(error.message))
        return error.status
    messages.success(request, counts if confirm else fell_away(found, member_of(request)))
    return 0


def fell_away(found: Any, member: Member) -> str:
    """What is said of what does not come to count: who entered it took it back, anybody else turned it down."""
    return no_change(own=getattr(found, "entered_by_id", None) == member.pk)


def no_change(*, own: bool) -> str:
    return _("Taken back. Nothing has changed.") if own else _("Turned down. Nothing has changed.")


def ended(case: Case) -> str:
    """What is said to whoever ended a case, or wanted to."""
    if case.is_open:
        return _(
            "This case may touch the safety or the rights of others: who leads decides whether it ends, and has been told."
        )
    return _("The case is closed.")
