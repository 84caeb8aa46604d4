from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions import mark_cause_recorded
from amends.casework.cases.actions.beats import ensure_open, locked
from amends.casework.cases.choices import Stage
from amends.casework.cases.text import cleaned
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.organisation.models import Member
from amends.oversight.improvement.models import CauseRecord
from amends.oversight.improvement.rules import is_known


@transaction.atomic
def record_cause(
    *, case_id: int, cause: str, lesson: str, measure: str, by: Member, version: int | None = None
) -> CauseRecord:
    """Puts the root cause of a case under review on record; recording again replaces it, the audit trail keeps both."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if case.stage != Stage.REVIEW:
        raise WrongState(_("The cause is recorded in the stage “Review”."))
    if not is_known(cause):
        raise Invalid(_("Choose one of the causes offered."), field="cause")
    values = {
        "cause": cause,
        "lesson": cleaned(lesson)[:4000],
        "measure": cleaned(measure)[:4000],
        "recorded_by": by,
        "recorded_at": clock.now(),
    }
    found, _new = CauseRecord.objects.update_or_create(case=case, defaults=values)
    mark_cause_recorded(case_id=case.pk, cause=cause, by=by)
    return found
