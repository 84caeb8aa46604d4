"""The sheet about who may know of a case: the rule, the persons let in, whom it concerns, and who looked at it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.choices import ConcernState, MeetingState, TaskState
from amends.casework.cases.models import Case, Meeting, StaffConcerned, Task
from amends.casework.cases.permissions import SEES_RESTRICTED, may_lift, may_read_log, may_restrict, may_work
from amends.casework.cases.queries import accesses_of, concerned_in, viewings_of
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import entries_of
from amends.foundation.organisation.choices import APPROVERS
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import people


def access_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, *, wrong: str = ""
) -> dict[str, Any]:
    """What was entered and refused stands in its form again."""
    here = [one for one in people() if one.is_active]
    rows = concerned_in(case)
    out = kept_out(rows)
    return {
        **sheet(case, "case_access"),
        "title": _("Access to %(number)s") % {"number": case.number},
        "restricted": restricted_by(case),
        "rules": rules_of(case, [one for one in here if one.pk not in out]),
        "never": [one for one in here if one.pk in out],
        "accesses": accesses_of(case) if case.restricted else [],
        "may_restrict": may_restrict(member, case),
        "may_lift": may_lift(member),
        "concerned": [row for row in (shown(one, member) for one in rows) if row["counts"]],
        "set_aside": [row for row in rows if row.state in (ConcernState.DECLINED, ConcernState.WITHDRAWN)],
        "people": [one for one in here if may_work(one) and one.role not in SEES_RESTRICTED],
        "everybody": here,
        "log": viewings_of(case) if may_read_log(member, case) else None,
        "entered": entered or QueryDict(),
        "entered_at": entered.get("form", "") if entered else "",
        "wrong": wrong,
    }


def restricted_by(case: Case) -> AuditEntry | None:
    """Who closed it to others, when and why; None where it is open, or was split off one that was restricted."""
    if not case.restricted:
        return None
    return entries_of(case.chain).filter(action="case.restricted").order_by("-n").first()


def shown(row: StaffConcerned, member: Member) -> dict[str, Any]:
    return {
        "row": row,
        "counts": row.state in (ConcernState.PROPOSED, ConcernState.CONFIRMED),
        "is_open": row.state == ConcernState.PROPOSED,
        "may_decide": row.member_id != member.pk,
        "may_clear": member.role in APPROVERS,
    }


def asked_by_name(case: Case) -> set[int]:
    """Those who are asked for something here now, by their own name."""
    asked = Task.objects.open().filter(case=case, state__in=(TaskState.GIVEN, TaskState.ACCEPTED))
    return {pk for pk in asked.values_list("person", flat=True) if pk is not None}


def met_on(case: Case) -> set[int]:
    """Those who take part in a joint meeting on it that is not over."""
    convened = Meeting.objects.filter(case=case, state=MeetingState.CONVENED)
    return {pk for pk in convened.values_list("participants", flat=True) if pk is not None}


def kept_out(rows: list[StaffConcerned]) -> set[int]:
    """Whom the case is about by a person's word, and their line managers."""
    confirmed = [row.member for row in rows if row.state == ConcernState.CONFIRMED]
    return {pk for one in confirmed for pk in (one.pk, one.line_manager_id) if pk is not None}


def rules_of(case: Case, here: list[Member]) -> list[dict[str, Any]]:
    """Why somebody sees the case, each reason with the people it holds for; the department only where it is open."""
    found = [
        {"why": _("Has the case"), "who": [case.owner] if case.owner else [], "icon": "user"},
        {
            "why": _("Legal and managers see every case"),
            "who": [one for one in here if one.role in SEES_RESTRICTED],
            "icon": "risk-legal",
        },
    ]
    by_name, meeting_ids = asked_by_name(case), met_on(case)
    if asked := [one for one in here if one.pk in by_name]:
        found.append({"why": _("Is asked for a task by name"), "who": asked, "icon": "tasks"})
    if meeting := [one for one in here if one.pk in meeting_ids]:
        found.append({"why": _("Takes part in a joint meeting"), "who": meeting, "icon": "users"})
    if not case.restricted:
        found.append(
            {
                "why": _("Everybody of %(department)s, of the departments above it and below it, and quality")
                % {"department": case.department},
                "who": [],
                "icon": "users",
            }
        )
    return found
