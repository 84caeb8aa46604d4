"""Text blocks: offered in the composer, kept on a page of their own."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.blocks import blocks_for, blocks_page
from amends.foundation.kernel.errors import Refused
from amends.practice.replies import actions
from amends.practice.replies.permissions import may_keep_blocks


@never_cache
@require_GET
@allowed(may_work)
def offered(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return JsonResponse({"blocks": blocks_for(the_case(number, member), member)})


@require_GET
@allowed(may_keep_blocks)
def blocks(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/blocks.html", blocks_page(member_of(request)))


@require_POST
@allowed(may_keep_blocks)
def add(request: HttpRequest) -> HttpResponse:
    team = request.POST.get("department", "")
    return kept(
        request,
        _("The text block is there."),
        lambda: actions.add_block(
            department_id=int(team) if team.isdecimal() and len(team) < 10 else 0,
            language=request.POST.get("language", ""),
            title=request.POST.get("title", ""),
            body=request.POST.get("body", ""),
            by=member_of(request),
        ),
    )


@require_POST
@allowed(may_keep_blocks)
def change(request: HttpRequest, block_id: int) -> HttpResponse:
    return kept(
        request,
        _("The text block is changed. What was sent stays as it was."),
        lambda: actions.change_block(
            block_id=block_id,
            title=request.POST.get("title", ""),
            body=request.POST.get("body", ""),
            by=member_of(request),
        ),
    )


@require_POST
@allowed(may_keep_blocks)
def retire(request: HttpRequest, block_id: int) -> HttpResponse:
    return kept(
        request,
        _("The text block is out of use."),
        lambda: actions.retire_block(block_id=block_id, by=member_of(request)),
    )


def kept(request: HttpRequest, said: str, act: Callable[[], object]) -> HttpResponse:
    """Does it and says so, or shows the page again with what was typed and why it was refused."""
    try:
        act()
    except Refused as error:
        page = blocks_page(member_of(request), request.POST, str(error.message))
        return render(request, "desk/blocks.html", page, status=error.status)
    messages.success(request, said)
    return redirect("desk:blocks")
