"""Legal limits that people start and end, because the case file cannot know the moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, save
from amends.casework.cases.text import required
from amends.casework.clocks.actions.pausing import locked_clock
from amends.casework.clocks.actions.running import begin, end, lead
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import policy_now, running
from amends.casework.clocks.rules.policy import LEGAL
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.organisation.models import Member

OLDEST = timedelta(days=400)
NOTE_LENGTH = 400


@transaction.atomic
def start_duty(
    *, case_id: int, code: str, started_at: datetime, by: Member, version: int | None = None
) -> Clock:
    """Starts a legal limit of this house at the moment that its rule counts from."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    policy, now = policy_now(), clock.now()
    rule = next(
        (one for one in policy.at(now) if one.code == code and one.kind == ClockKind.LEGAL_DUTY), None
    )
    if rule is None:
        raise Invalid(_("This limit is not on in this house. Choose one of the list."), field="code")
    if not now - OLDEST <= started_at <= now:
        raise Invalid(_("Say when it began: a time in the past, within the last year."), field="started_at")
    if running(case.pk).filter(kind=rule.kind, about=code).exists():
        raise Conflict(_("This limit runs in this case already."))
    one = begin(case, rule.kind, started_at, rule, policy, by=by, about=code)
    save(case)
    lead(case)
    return one


@transaction.atomic
def end_legal(*, case_id: int, clock_id: int, what: str, by: Member, version: int | None = None) -> Clock:
    """A person says that a legal limit is met, and how one can tell."""
    words = required(what, limit=NOTE_LENGTH, field="what")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    one = locked_clock(case, clock_id)
    if one.kind not in LEGAL:
        raise WrongState(
            _("Only legal limits are ended by hand. The others end with what you do in the case.")
        )
    if one.stopped_at is not None:
        raise WrongState(_("This clock has stopped already."))
    end(case, one, clock.now(), by=by, action="clock.ended_by_hand", reason=words)
    save(case)
    lead(case)
    return one
