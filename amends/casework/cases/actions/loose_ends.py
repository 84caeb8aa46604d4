"""What a case leaves behind when it is closed: refused, or ended with a reason and an author."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from amends.casework.cases.actions.handing_over import take_back
from amends.casework.cases.actions.meetings import call_off
from amends.casework.cases.actions.pressing_tasks import withdraw
from amends.casework.cases.choices import LooseEnd, MeetingState
from amends.casework.cases.models import Case, Handover, Meeting, Task
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.models import Member


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
    for task in (
        Task.objects.select_for_update(of=("self",))
        .select_related("department")
        .filter(case=case, ended_at=None)
    ):
        task.case = case
        withdraw(task, why, by=by)
    for meeting in Meeting.objects.filter(case=case, state=MeetingState.CONVENED):
        meeting.case = case
        call_off(meeting, why, by=by)
    for handover in Handover.objects.filter(case=case, answered_at=None).select_related(
        "department", "person"
    ):
        handover.case = case
        take_back(handover, by=by)
