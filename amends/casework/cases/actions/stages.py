"""From stage to stage, with its record or with a reason why it is skipped."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.cases import rules
from amends.casework.cases.actions.agreed import let_agreed_fall
from amends.casework.cases.actions.approvals import ensure_authority
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.labels import fitted_label
from amends.casework.cases.choices import Stage
from amends.casework.cases.events import StageAdvanced, StageWentBack
from amends.casework.cases.models import Case, StageRecord
from amends.casework.cases.queries import on_record
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member

RECORD_LENGTH, DETAIL_LENGTH = 8000, 2000


@transaction.atomic
def write_record(
    *,
    case_id: int,
    text: str,
    by: Member,
    details: Mapping[str, str] | None = None,
    version: int | None = None,
) -> StageRecord:
    """Writes down what the present stage found: the confirmed points, or the finding; without details they stay."""
    words = required(text, limit=RECORD_LENGTH, field="record")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    row = present(case)
    before, told = row.record, row.details
    sign(row, words, told_in(case, row, details), by=by)
    row.save(update_fields=["record", "details", "recorded_by"])
    save(case)
    more = {"details": row.details} if row.details != told else {}
    data = {"stage": case.stage, "before": before, "after": words, **more}
    note_down(case, "stage.recorded", by=by, data=data)
    return row


@transaction.atomic
def advance_stage(
    *,
    case_id: int,
    by: Member,
    record: str = "",
    details: Mapping[str, str] | None = None,
    skip_reason: str = "",
    version: int | None = None,
) -> Case:
    """Leaves the present stage for the next; what is missing must be there, or the skip has a reason."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    row = present(case)
    sign(row, cleaned(record)[:RECORD_LENGTH] or row.record, told_in(case, row, details), by=by)
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
    row.save(update_fields=["record", "details", "recorded_by", "left_at", "left_by", "skip_reason"])
    enter(case, following)
    data = {"before": row.stage, "after": following, "missing": [str(one.value) for one in missing]}
    note_down(
        case, "stage.skipped" if missing else "stage.advanced", by=by, data=data, reason=row.skip_reason
    )
    publish(StageAdvanced(case_id=case.pk, stage=following))
    return case


@transaction.atomic
def go_back(*, case_id: int, stage: str, reason: str, by: Member, version: int | None = None) -> Case:
    """Takes a case back to an earlier stage, with the reason; what was agreed or done after it counts no more."""
    words = required(reason, limit=RECORD_LENGTH, field="reason")
    if stage not in Stage.values:
        raise Invalid(_("Choose one of the stages before this one."), field="stage")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if not rules.is_before(Stage(stage), Stage(case.stage)):
        raise WrongState(_("Choose one of the stages before this one."))
    row = present(case)
    row.left_at, row.left_by, row.back_reason = clock.now(), by, words
    row.save(update_fields=["left_at", "left_by", "back_reason"])
    undone = [name for name in rules.undone_by_going_back(Stage(stage)) if getattr(case, name) is not None]
    if "solved_at" in undone:
        keep_told(case, Stage.CARRY_OUT, **carried_out_before(case))
    for milestone in undone:
        setattr(case, milestone, None)
    save(case, *undone)
    if "agreed_at" in undone:
        let_agreed_fall(case, words, by=by)
    enter(case, Stage(stage))
    data = {"before": row.stage, "after": stage}
    note_down(case, "stage.went_back", by=by, data=data, reason=words)
    publish(StageWentBack(case_id=case.pk, stage=stage, was_solved="solved_at" in undone))
    return case


def enter(case: Case, stage: Stage) -> None:
    """Begins a stage; one that was gone through before goes on with what was recorded then."""
    case.stage = stage
    save(case, "stage", *fitted_label(case))
    earlier = case.stage_records.filter(stage=stage).order_by("-id").first()
    StageRecord.objects.create(
        case=case,
        stage=stage,
        entered_at=clock.now(),
        record=earlier.record if earlier else "",
        recorded_by=earlier.recorded_by if earlier else None,
        details={name: told for name, told in earlier.details.items() if name not in rules.REOPENED}
        if earlier
        else {},
    )


def sign(row: StageRecord, words: str, details: dict[str, str], *, by: Member) -> None:
    """Keeps what was recorded with whoever wrote it last; leaving a stage signs nothing that somebody else wrote."""
    if (row.record, row.details) != (words, details):
        row.record, row.details, row.recorded_by = words, details, by


def told_in(case: Case, row: StageRecord, details: Mapping[str, str] | None) -> dict[str, str]:
    """The details of a record with those given now; one that the stage does not know is refused."""
    if not details:
        return dict(row.details)
    if wrong := rules.unknown_detail(Stage(case.stage), details):
        raise Invalid(_("Choose one of the values offered."), field=wrong)
    given = {name: cleaned(value)[:DETAIL_LENGTH] for name, value in details.items()}
    return {**row.details, **given}


def keep_told(case: Case, stage: Stage, **told: str) -> None:
    """What was said of a milestone stays with the record of its stage, where people look for it."""
    row = case.stage_records.filter(stage=stage).order_by("-id").first() or present(case)
    row.details = {**row.details, **{name: text[:DETAIL_LENGTH] for name, text in told.items()}}
    row.save(update_fields=["details"])


def carried_out_before(case: Case) -> dict[str, str]:
    """What was carried out and asked afterwards, before it counts no more: the next time would write over it."""
    row = case.stage_records.filter(stage=Stage.CARRY_OUT).order_by("-id").first()
    told, moments = (
        (row.details if row else {}),
        {"undone_at": case.solved_at, "asked_at": case.followed_up_at},
    )
    kept = {"undone": told.get("done", ""), "undone_by": told.get("done_by", "")}
    if case.followed_up_at:
        kept |= {"asked": told.get("followed_up", ""), "asked_by": told.get("followed_up_by", "")}
    return {**kept, **{name: at.isoformat() if at else "" for name, at in moments.items()}}


def present(case: Case) -> StageRecord:
    """The record of the stage the case is in."""
    row = case.stage_records.filter(stage=case.stage).order_by("-id").first()
    return row or StageRecord.objects.create(case=case, stage=case.stage, entered_at=clock.now())
