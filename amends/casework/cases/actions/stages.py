"""From stage to stage, with its record or with a reason why it is skipped."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.cases import rules
from amends.casework.cases.actions.approvals import ensure_authority
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.choices import Stage
from amends.casework.cases.events import StageAdvanced
from amends.casework.cases.models import Case, StageRecord
from amends.casework.cases.queries import on_record
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member

RECORD_LENGTH = 8000


@transaction.atomic
def write_record(*, case_id: int, text: str, by: Member, version: int | None = None) -> StageRecord:
    """Writes down what the present stage found: the confirmed points, or the finding."""
    words = required(text, limit=RECORD_LENGTH, field="record")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    row = present(case)
    before = row.record
    row.record = words
    row.save(update_fields=["record"])
    save(case)
    note_down(case, "stage.recorded", by=by, data={"stage": case.stage, "before": before, "after": words})
    return row


@transaction.atomic
def advance_stage(
    *, case_id: int, by: Member, record: str = "", skip_reason: str = "", version: int | None = None
) -> Case:
    """Leaves the present stage for the next; what is missing must be there, or the skip has a reason."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    row = present(case)
    row.record = cleaned(record)[:RECORD_LENGTH] or row.record
    reason = cleaned(skip_reason)[:RECORD_LENGTH]
    following = rules.next_stage(Stage(case.stage))
    if following is None:
        raise WrongState(_("This is the last stage. Close the case instead."))
    missing = rules.missing_for(Stage(case.stage), on_record(case, row))
    if missing and not reason:
        wanted = _(", ").join(str(one.label) for one in missing)
        raise WrongState(
            ngettext(
                "Before the next stage this is still needed: %(what)s. Add it, or skip the stage with a reason.",
                "Before the next stage these are still needed: %(what)s. Add them, or skip the stage with a reason.",
                len(missing),
            )
            % {"what": wanted}
        )
    if missing:
        ensure_authority(case, Power.SKIP_STAGE, by=by)
    row.left_at, row.left_by = clock.now(), by
    row.skip_reason = reason if missing else ""
    row.save(update_fields=["record", "left_at", "left_by", "skip_reason"])
    enter(case, following)
    data = {"before": row.stage, "after": following, "missing": [str(one.value) for one in missing]}
    note_down(
        case, "stage.skipped" if missing else "stage.advanced", by=by, data=data, reason=row.skip_reason
    )
    publish(StageAdvanced(case_id=case.pk, stage=following))
    return case


def enter(case: Case, stage: Stage) -> None:
    case.stage = stage
    save(case, "stage")
    StageRecord.objects.create(case=case, stage=stage, entered_at=clock.now())


def present(case: Case) -> StageRecord:
    """The record of the stage the case is in."""
    row = case.stage_records.filter(stage=case.stage).order_by("-id").first()
    return row or StageRecord.objects.create(case=case, stage=case.stage, entered_at=clock.now())
