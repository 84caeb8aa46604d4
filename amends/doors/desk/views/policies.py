"""The rules of deadlines: everybody reads them, two people change them."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.clocks.actions.policies import decide_change, enter_house, enter_rule
from amends.casework.clocks.choices import Condition
from amends.casework.clocks.models import DryRun, PolicyChange
from amends.casework.clocks.permissions import may_set_rules
from amends.casework.clocks.rules.legal import industries, jurisdictions
from amends.casework.clocks.rules.policy import Rule
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.policies import moves_page, policies_page
from amends.doors.desk.views.acting import second_person
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.models import Member


def everybody(member: Member) -> bool:
    """Everybody who works here may know by when things are due."""
    return member.is_active


def _page(request: HttpRequest, entered: QueryDict | None = None, status: int = 200) -> HttpResponse:
    page = policies_page(member_of(request), request.GET, entered or QueryDict())
    return render(request, "desk/policies.html", page, status=status)


@require_GET
@allowed(everybody)
def policies(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@allowed(may_set_rules)
def enter(request: HttpRequest) -> HttpResponse:
    try:
        rule = rule_in(request.POST)
        change = enter_rule(rule=rule, reason=request.POST.get("reason", ""), by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, request.POST, status=error.status)
    messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
    return redirect("desk:policy_change", change.pk)


@require_POST
@allowed(may_set_rules)
def house(request: HttpRequest) -> HttpResponse:
    try:
        change = enter_house(
            jurisdictions=[one for one in request.POST.getlist("jurisdictions") if one in jurisdictions()],
            industries=[one for one in request.POST.getlist("industries") if one in industries()],
            reason=request.POST.get("reason", ""),
            by=member_of(request),
        )
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, request.POST, status=error.status)
    messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
    return redirect("desk:policy_change", change.pk)


@require_GET
@allowed(everybody)
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    found = get_object_or_404(PolicyChange, pk=change_id)
    dry_run = found.dry_runs.order_by("-pk").first()
    return redirect("desk:dry_run", dry_run.pk) if dry_run else redirect("desk:policies")


@require_GET
@allowed(everybody)
def dry_run(request: HttpRequest, dry_run_id: int) -> HttpResponse:
    found = get_object_or_404(DryRun.objects.select_related("change", "notice", "hours"), pk=dry_run_id)
    page = moves_page(found, member_of(request), after=request.GET.get("after"))
    return render(request, "desk/dry_run.html", page)


@second_person(may_set_rules, "desk:policies", of=PolicyChange)
def decide(request: HttpRequest, member: Member, confirm: bool, change: PolicyChange) -> str:
    decide_change(change=change, confirm=confirm, by=member)
    return _("It counts. Open deadlines are being worked out anew.")


def rule_in(form: QueryDict) -> Rule:
    """The rule as the form says it; raises Invalid for what is no moment or no number."""
    hours = form.get("pause_hours", "").strip()
    if hours and not (hours.isdecimal() and len(hours) < 6):
        raise Invalid(_("Say for how many hours in all it may be paused."), field="pause_hours")
    return Rule(
        code=form.get("code", "").strip(),
        version=0,
        kind=form.get("kind", ""),
        length=form.get("length", "")[:20],
        conditions={field: tuple(form.getlist(f"if-{field}")) for field in Condition.values},
        calendar=form.get("calendar", ""),
        valid_from=_moment(form.get("valid_from", "")),
        valid_until=_moment(form.get("valid_until", "")),
        is_on="is_on" in form,
        pausable="pausable" in form,
        pause_hours=int(hours) if hours else 0,
        runs_on="runs_on" in form,
        source=form.get("source", "").strip()[:300],
        confidence=form.get("confidence", ""),
    )


def _moment(written: str) -> datetime | None:
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise Invalid(_("Say the day and the time."), field="valid_from") from error
    return timezone.make_aware(moment) if moment.tzinfo is None else moment
