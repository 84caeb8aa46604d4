"""What the figures do when a case changes."""

from __future__ import annotations

from django.utils import timezone

from amends.casework.cases.events import (
    CaseClosed,
    CaseRead,
    CaseRefined,
    CaseReopened,
    CaseRestricted,
    ReadingConfirmed,
    ReadingCorrected,
    ReplyPosted,
    RestrictionLifted,
)
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.jobs import nobody_waits
from amends.oversight.insights.actions import day_changed


@nobody_waits
def count_the_day_anew(
    event: CaseRead
    | CaseRefined
    | CaseClosed
    | CaseReopened
    | CaseRestricted
    | RestrictionLifted
    | ReplyPosted
    | ReadingConfirmed
    | ReadingCorrected,
) -> None:
    received = Case.objects.values_list("received_at", flat=True).get(pk=event.case_id)
    day_changed(timezone.localtime(received).date(), clock.now())
