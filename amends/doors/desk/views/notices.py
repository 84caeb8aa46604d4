"""What concerns somebody: the page, the way to a case, read and unread, and which kinds they want."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.notices import notices_page, visible_notices, way_to
from amends.foundation.kernel.errors import NotFound
from amends.foundation.notices.actions import choose_kinds, mark_all_seen, mark_seen
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member


def may_hear(member: Member) -> bool:
    """Those who work on cases, and those who keep gifts and money for them."""
    return may_work(member) or (member.is_active and member.role in {Role.WAREHOUSE, Role.FINANCE})


@never_cache
@require_GET
@allowed(may_hear)
def notices(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/notices.html", notices_page(member_of(request), request.GET))


@require_POST
@allowed(may_hear)
def go(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Opens what a notice is about; that marks it as seen, or only turns its mark over."""
    member = member_of(request)
    notice = visible_notices(member).filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(_("This notice is gone. Reload the page."))
    if request.POST.get("mark") in {"seen", "unseen"}:
        mark_seen(notice_id=notice.pk, seen=request.POST["mark"] == "seen", by=member)
        return redirect("desk:notices")
    mark_seen(notice_id=notice.pk, by=member)
    return redirect(way_to(notice))


@require_POST
@allowed(may_hear)
def see_all(request: HttpRequest) -> HttpResponse:
    newest = request.POST.get("newest", "")
    up_to = int(newest) if newest.isdecimal() and len(newest) < 19 else 0
    count = mark_all_seen(up_to=up_to, by=member_of(request))
    text = ngettext("%(n)s notice marked as read.", "%(n)s notices marked as read.", count)
    messages.success(request, text % {"n": count})
    return redirect("desk:notices")


@require_POST
@allowed(may_hear)
def choose(request: HttpRequest) -> HttpResponse:
    choose_kinds(wanted=request.POST.getlist("kinds"), by=member_of(request))
    messages.success(request, _("Kept. From now on you are told of these."))
    return redirect("desk:notices")
