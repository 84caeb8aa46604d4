"""What a case leaves behind when it is closed: refused, or ended with a reason and an author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.utils.translation import gettext as _

from amends.casework.cases.actions.approvals import lapse
from amends.casework.cases.actions.handing_over import take_back
from amends.casework.cases.actions.meetings import call_off
from amends.casework.cases.actions.pressing_tasks import withdraw
from amends.casework.cases.choices import LooseEnd, MeetingState
from amends.casework.cases.models import ApprovalRequest, Case, Handover, Meeting, Task
from amends.casework.cases.queries.engaged import here_and_merged
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.models import Member

Row = TypeVar("Row", Task, Meeting, Handover, ApprovalRequest)


def ensure_nothing_loose(ends: Mapping[LooseEnd, int], why: str) -> None:
    if ends and not why:
        raise WrongState(
            _(
                "Before this case can be closed, finish: %(what)s. Or give the reason for closing it without that."
            )
            % {"what": named(ends)}
        )


def named(ends: Mapping[LooseEnd, int]) -> str:
    """ "2 open tasks, 1 promises not kept yet" in the reader's language."""
    return _(", ").join(
        _("%(what)s (%(count)d)") % {"what": kind.label, "count": count} for kind, count in ends.items()
    )


def tie_up(case: Case, why: str, *, by: Member) -> None:
    """Ends what nobody works on any more once the case is closed; promises stay owed to the customer."""
    here = here_and_merged(case)
    tasks = Task.objects.select_for_update(of=("self",)).select_related("department", "case")
    for task in tasks.filter(here, ended_at=None):
        withdraw(in_case(task, case), why, by=by)
    for meeting in Meeting.objects.filter(here, state=MeetingState.CONVENED).select_related("case"):
        call_off(in_case(meeting, case), why, by=by)
    handovers = Handover.objects.filter(here, answered_at=None)
    for handover in handovers.select_related("department", "person", "case"):
        take_back(in_case(handover, case), by=by)
    for request in ApprovalRequest.objects.standing().filter(here).select_related("case"):
        lapse(in_case(request, case), by=by)


def in_case(row: Row, case: Case) -> Row:
    """The row with the case that is at hand, unless it stands in one that was merged into it."""
    if row.case_id == case.pk:
        row.case = case
    return row
