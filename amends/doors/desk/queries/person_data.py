"""All that is kept of a person, as legal and managers deal with it: exports, a dry run, and who decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.casework.customers.choices import ErasureState, ExportState
from amends.casework.customers.models import Customer, Erasure, Export
from amends.casework.customers.queries import records_of
from amends.doors.desk.queries.trail import entries
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.paging import Page
from amends.foundation.organisation.models import Member
from amends.oversight.person_data import erasing

SHOWN = 20
# What a table is called on a screen; what has no name here is counted with the rest.
KINDS = {
    "customers.Customer": gettext_noop("Records of the person"),
    "customers.Identity": gettext_noop("Numbers and addresses they are known by"),
    "customers.Consent": gettext_noop("Consents"),
    "customers.Order": gettext_noop("Orders"),
    "cases.Case": gettext_noop("Cases"),
    "cases.Message": gettext_noop("Messages"),
    "cases.Note": gettext_noop("Notes"),
    "cases.StageRecord": gettext_noop("Records of stages"),
    "cases.Attachment": gettext_noop("Files, deleted"),
    "cases.Promise": gettext_noop("Promises"),
    "cases.Task": gettext_noop("Tasks"),
    "cases.Party": gettext_noop("Involved persons"),
    "cases.Grievance": gettext_noop("Points of complaints"),
    "replies.Reply": gettext_noop("Replies"),
    "readings.Reading": gettext_noop("Readings"),
    "surveys.Rating": gettext_noop("Ratings"),
    "audit.AuditEntry": gettext_noop("Entries of the trail whose words go"),
}


def person_data_page(
    customer: Customer,
    member: Member,
    *,
    entered: QueryDict | None = None,
    plan: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    records = list(records_of(customer))
    asked = Erasure.objects.filter(customer__in=records).select_related("asked_by", "decided_by")
    exports = Export.objects.filter(customer__in=records).select_related("asked_by")
    requests = [request_row(one, member) for one in asked.order_by("-id")[:SHOWN]]
    waiting = next((one["request"].of_the_house for one in requests if one["is_open"]), None)
    theirs = chosen_in(entered) if waiting is None else waiting
    shown = plan is not None or waiting is not None
    return {
        "customer": records[0],
        "records": records,
        "exports": [export_row(one, member) for one in exports.order_by("-id")[:SHOWN]],
        "requests": requests,
        "is_asked": waiting is not None,
        "stopped_by": stopped_by(records[0], member),
        "planned": rows_of(plan) if plan is not None else None,
        "stays": stays_of(records[0], theirs) if shown else [],
        "bare_names": bare_names(records[0], theirs, member) if shown else [],
        "entered": entered or {},
    }


def chosen_in(entered: QueryDict | None) -> list[int]:
    sent = entered.getlist("house") if entered else []
    return [int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 10]


def bare_names(customer: Customer, theirs: Sequence[int], member: Member) -> list[dict[str, Any]]:
    """The entries of the house's chain that hold the name alone, for people to say whose it is."""
    found = erasing.bare_names(customer)
    rows = entries(Page(found, None, None), member)
    return [{**row, "is_theirs": row["n"] in theirs} for row in rows]


def stopped_by(customer: Customer, member: Member) -> str:
    """Why this person cannot be made anonymous now, in the words of the refusal."""
    try:
        erasing.ensure_may_go(customer, member)
    except Refused as error:
        return str(error.message)
    return ""


def export_row(one: Export, member: Member) -> dict[str, Any]:
    return {
        "export": one,
        "rows": sum(one.rows.values()),
        "is_own": one.asked_by_id == member.pk,
        "is_ready": one.state == ExportState.READY,
    }


def request_row(one: Erasure, member: Member) -> dict[str, Any]:
    return {
        "request": one,
        "rows": rows_of(one.plan),
        "is_open": one.state == ErasureState.ASKED,
        "is_own": one.asked_by_id == member.pk,
    }


def rows_of(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Each kind with its number in the order of the list above; the kinds without a name together, last."""
    rows = [(_(name), counts[table]) for table, name in KINDS.items() if counts.get(table)]
    rest = sum(number for table, number in counts.items() if table not in KINDS)
    return [*rows, (_("Further records"), rest)] if rest else rows


def stays_of(customer: Customer, theirs: Sequence[int]) -> list[str]:
    """What would not be touched, and why."""
    found = erasing.staying(customer, theirs)
    said = [_("Labels, times, outcomes and sums stay, so that the figures do not change.")]
    if number := found.get("files"):
        said.append(
            _("Files that may be evidence before a judge or an authority stay: %(n)s.") % {"n": number}
        )
    if number := found.get("house"):
        said.append(
            _("Entries in the trail of the house that hold the name of somebody else stay: %(n)s.")
            % {"n": number}
        )
    said.append(_("The trail keeps who did what and when; its chains and anchors hold."))
    said.append(
        _("Back-ups made before keep the person until they are thrown away; so do files that were exported.")
    )
    return said


def erasures_waiting() -> list[Erasure]:
    """What waits for a second person."""
    rows = Erasure.objects.filter(state=ErasureState.ASKED).select_related("customer", "asked_by")
    return list(rows.order_by("id")[:SHOWN])
