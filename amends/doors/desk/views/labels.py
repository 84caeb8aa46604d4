"""The house's own labels over the fixed stages."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.actions import add_label, change_label
from amends.casework.cases.permissions import may_keep_labels
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.labels import labels_page
from amends.foundation.kernel.errors import Refused

NAMES = ("name_zh_hans", "name_zh_hant", "name_en")


@require_GET
@allowed(may_keep_labels)
def labels(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/labels.html", labels_page())


@require_POST
@allowed(may_keep_labels)
def add(request: HttpRequest) -> HttpResponse:
    phase, _colon, stage = request.POST.get("place", "").partition(":")
    try:
        add_label(
            phase=phase,
            stage=stage,
            names=names_in(request),
            position=position_in(request),
            by=member_of(request),
        )
    except Refused as error:
        page = labels_page(request.POST, str(error.message))
        return render(request, "desk/labels.html", page, status=error.status)
    messages.success(request, _("The label is there."))
    return redirect("desk:labels")


@require_POST
@allowed(may_keep_labels)
def change(request: HttpRequest, label_id: int) -> HttpResponse:
    try:
        change_label(
            label_id=label_id,
            names=names_in(request),
            position=position_in(request),
            is_active="is_active" in request.POST,
            by=member_of(request),
        )
    except Refused as error:
        page = labels_page(request.POST, str(error.message))
        return render(request, "desk/labels.html", page, status=error.status)
    messages.success(request, _("The label is changed. Nothing else moved."))
    return redirect("desk:labels")


def names_in(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in NAMES}


def position_in(request: HttpRequest) -> int:
    text = request.POST.get("position", "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0
