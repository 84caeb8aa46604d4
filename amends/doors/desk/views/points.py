"""What a handler does to the points of a complaint: add one, word it anew, take it away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.doors.desk.access import version_in
from amends.doors.desk.views.reading import whole_number
from amends.doors.desk.views.steps import step
from amends.foundation.organisation.models import Member


def said_in(sent: QueryDict) -> dict[str, Any]:
    return {
        "text": sent.get("text", ""),
        "category": sent.get("category", ""),
        "demands": sent.getlist("value"),
        "version": version_in(sent),
    }


def _add(request: HttpRequest, case: Case, member: Member) -> str:
    cases.add_point(case_id=case.pk, by=member, **said_in(request.POST))
    return _("The point is taken down.")


def _correct(request: HttpRequest, case: Case, member: Member) -> str:
    point_id = whole_number(request.POST.get("point", ""))
    if "drop" in request.POST:
        version = version_in(request.POST)
        cases.remove_point(case_id=case.pk, point_id=point_id, version=version, by=member)
        return _("The point is removed; the trail keeps it.")
    cases.correct_point(case_id=case.pk, point_id=point_id, by=member, **said_in(request.POST))
    return _("The point is put right.")


add = step(_add, place=lambda request: "#points")
correct = step(_correct, place=lambda request: "#points")
