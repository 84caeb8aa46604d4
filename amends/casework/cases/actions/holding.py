"""Legal hold: while it stands, nothing of a case is deleted or made anonymous."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.choices import Entrance, Touched
from amends.casework.cases.models import Attachment, Case, Hold, Touch
from amends.casework.cases.permissions import ensure_may_hold
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.models import Member

REASON_LENGTH = 400


@transaction.atomic
def set_hold(*, case_id: int, reason: str, by: Member) -> Hold:
    ensure_may_hold(by)
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by)
    if case.holds.filter(lifted_at=None).exists():
        raise WrongState(_("This case is under legal hold already."))
    hold = Hold.objects.create(case=case, reason=words, set_by=by, set_at=clock.now())
    touch_all(case, Touched.HELD, by=by)
    save(case)
    note_down(case, "hold.set", by=by, reason=words)
    return hold


@transaction.atomic
def lift_hold(*, case_id: int, reason: str, by: Member) -> Hold:
    ensure_may_hold(by)
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by)
    hold = case.holds.filter(lifted_at=None).first()
    if hold is None:
        raise WrongState(_("This case is not under legal hold."))
    hold.lifted_by, hold.lifted_at, hold.lifted_reason = by, clock.now(), words
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
    touch_all(case, Touched.RELEASED, by=by)
    save(case)
    note_down(case, "hold.lifted", by=by, reason=words)
    return hold


def touch_all(case: Case, what: str, *, by: Member) -> None:
    """The same happened to every file of a case."""
    now = clock.now()
    Touch.objects.bulk_create(
        Touch(case=case, attachment=one, what=what, by=by, door=Entrance.DESK, at=now)
        for one in Attachment.objects.there().evidence().filter(case=case)
    )
