"""What people say of what was read: right, or wrong and what it should be."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.correcting import UNSEEN
from amends.casework.cases.models import Case
from amends.casework.readings.choices import JUDGED_FIELDS, MULTIPLE
from amends.doors.desk.views.steps import step
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member


def at_the_label(request: HttpRequest) -> str:
    """Back to the same row; with several labels it stays open, because more than one may be wrong."""
    field = request.POST.get("field", "")
    if field not in JUDGED_FIELDS:
        return "#reading"
    opened = f"?{urlencode({'open': field})}" if field in MULTIPLE else ""
    return f"{opened}#read-{field}"


def _correct(request: HttpRequest, case: Case, member: Member) -> str:
    sent, field = request.POST, request.POST.get("field", "")
    reason = sent.get("reason", "")[:400]
    if field in MULTIPLE:
        add, drop = sent.getlist("add"), sent.getlist("drop")
        cases.change_labels(case_id=case.pk, field=field, add=add, drop=drop, reason=reason, by=member)
    else:
        value = whole_number(sent.get("value", "")) if field == "intensity" else sent.get("value", "")
        cases.correct_reading(
            case_id=case.pk, field=field, value=value, was=seen(sent), reason=reason, by=member
        )
    return _("Corrected. Thank you: the reading learns from it.")


def _confirm(request: HttpRequest, case: Case, member: Member) -> str:
    was = seen(request.POST)
    fields = [request.POST["field"]] if request.POST.get("field") else []
    cases.confirm_reading(
        case_id=case.pk, fields=fields, was=was if isinstance(was, dict) else None, by=member
    )
    return _("Noted as right.")


def _correct_fact(request: HttpRequest, case: Case, member: Member) -> str:
    sent = request.POST
    place = (sent.get("kind", ""), whole_number(sent.get("start", "")), whole_number(sent.get("end", "")))
    change = None
    if "drop" not in sent:
        change = {"kind": sent.get("new_kind", ""), "value": sent.get("value", "").strip(), "unit": None}
        if change["kind"] == place[0]:
            # The value alone was mended; whether it is yuan or days stays.
            del change["unit"]
    cases.correct_fact(case_id=case.pk, place=place, change=change, by=member)
    return _("Corrected. Thank you: the reading learns from it.")


def _add_fact(request: HttpRequest, case: Case, member: Member) -> str:
    sent = request.POST
    cases.add_fact(
        case_id=case.pk,
        words=sent.get("words", ""),
        kind=sent.get("kind", ""),
        value=sent.get("value", ""),
        by=member,
    )
    return _("The fact is taken down. Thank you: the reading learns from it.")


def whole_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Invalid(_("Choose one of the labels offered."), field="value")
    return int(text)


def seen(sent: QueryDict) -> Any:
    """What the page showed when the person decided."""
    was = sent.get("was")
    try:
        return json.loads(was) if was else UNSEEN
    except (ValueError, RecursionError) as error:
        raise Invalid() from error


correct = step(_correct, place=at_the_label)
confirm = step(_confirm, place=at_the_label)
add_fact = step(_add_fact, place=lambda request: "#read-facts")
correct_fact = step(_correct_fact, place=lambda request: "#read-facts")
