"""What the playbook asked for was done, or left out with a reason: it stands in the record of the stage."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.stages import present
from amends.casework.cases.models import StageRecord
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid
from amends.foundation.organisation.models import Member

REASON_LENGTH, STEPS_AT_MOST = 400, 200


@transaction.atomic
def keep_step(*, case_id: int, key: str, title: str, done: bool, by: Member, reason: str = "") -> StageRecord:
    """Done, or skipped with a reason; `title` is what the page said, which stays when the advice becomes another."""
    case = locked(case_id, by=by)
    ensure_open(case)
    row = present(case)
    if any(step["key"] == key for step in row.steps):
        raise Conflict(_("Somebody has ticked this already."))
    if len(row.steps) >= STEPS_AT_MOST:
        raise Invalid(_("No more steps can be kept in this stage."), field="key")
    why = cleaned(reason)[:REASON_LENGTH] if done else required(reason, limit=REASON_LENGTH, field="reason")
    kept: dict[str, Any] = {"key": key, "title": title, "done": done, "reason": why}
    row.steps = [*row.steps, {**kept, "by": str(by), "at": clock.now().isoformat()}]
    row.save(update_fields=["steps"])
    # Whoever writes to the customer at this moment has not lost anything by it.
    save(case, by_house=True)
    data = {"step": title, "stage": case.stage}
    note_down(case, "step.done" if done else "step.skipped", by=by, data=data, reason=why)
    return row


@transaction.atomic
def untick_step(*, case_id: int, key: str, by: Member) -> StageRecord:
    """It was ticked by mistake; that it was stays in the trail."""
    case = locked(case_id, by=by)
    ensure_open(case)
    row = next(
        (one for one in case.stage_records.order_by("-id") if any(step["key"] == key for step in one.steps)),
        None,
    )
    if row is None:
        raise Conflict(_("This is not ticked any more."))
    title = next(step["title"] for step in row.steps if step["key"] == key)
    row.steps = [step for step in row.steps if step["key"] != key]
    row.save(update_fields=["steps"])
    save(case, by_house=True)
    note_down(case, "step.unticked", by=by, data={"step": title, "stage": row.stage})
    return row
