"""Rounds of options: how many were offered and turned down, and when somebody who leads has to look."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.events import CaseRaised
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_take_up
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

RAISED_AFTER: Final = 2
"""After this many rounds that the customer turned down, the case goes up."""


def count_round(case: Case) -> int:
    """Part of offering options: the number of the new round."""
    case.rounds += 1
    save(case, "rounds")
    return case.rounds


def count_rejection(case: Case, *, by: Member) -> None:
    """Part of the customer's turning a round down; from the second one on the case waits for somebody who leads."""
    case.rejections += 1
    case.unread = True
    goes_up = case.rejections >= RAISED_AFTER and case.raised_at is None
    if goes_up:
        case.raised_at = clock.now()
    save(case, "rejections", "raised_at", "unread")
    if goes_up:
        note_down(case, "case.raised", by=by, data={"round": case.rejections})
        publish(CaseRaised(case_id=case.pk))


@transaction.atomic
def take_up_raised(*, case_id: int, words: str, by: Member, version: int | None = None) -> Case:
    """Somebody who leads has looked at it and says how it goes on."""
    ensure_may_take_up(by)
    said = required(words, limit=2000, field="words")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if case.raised_at is None:
        raise WrongState(_("Somebody has taken this up already."))
    case.raised_at = None
    save(case, "raised_at")
    note_down(case, "case.taken_up", by=by, reason=said)
    return case
