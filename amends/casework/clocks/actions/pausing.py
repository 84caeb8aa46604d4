"""Letting a clock stand still, and letting it go on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, save
from amends.casework.cases.models import Case
from amends.casework.cases.text import cleaned
from amends.casework.clocks.actions.running import close_pause, lead, tell
from amends.casework.clocks.choices import PauseReason
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import bound, policy_now
from amends.casework.clocks.rules.pausing import bar_to_pausing, ends_at_the_latest
from amends.casework.clocks.text import bar_text
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.models import Member

NOTE_LENGTH = 400


@transaction.atomic
def pause_clock(
    *, case_id: int, clock_id: int, reason: str, by: Member, note: str = "", version: int | None = None
) -> Clock:
    """Lets a clock stand still for one of the reasons that do not lie with us; says why where its rule does not allow it."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if reason not in PauseReason.values:
        raise Invalid(_("Choose the reason for the pause."), field="reason")
    one = locked_clock(case, clock_id)
    held, now = bound(one, policy_now()), clock.now()
    bar = bar_to_pausing(
        held.rule,
        held.spans,
        stopped=one.stopped_at is not None,
        paused=one.paused_since is not None,
        due_at=one.due_at,
        now=now,
    )
    if bar or held.rule is None:
        raise WrongState(bar_text(bar) if bar else None)
    Pause.objects.create(
        clock=one, started_at=now, reason=reason, note=cleaned(note)[:NOTE_LENGTH], started_by=by
    )
    one.paused_since = now
    one.next_at = ends_at_the_latest(held.rule, held.spans, now)
    one.save(update_fields=["paused_since", "next_at"])
    save(case)
    tell(
        case,
        "clock.paused",
        one,
        by=by,
        reason=_(": ").join(filter(None, (str(PauseReason(reason).label), note))),
    )
    lead(case)
    return one


@transaction.atomic
def resume_clock(*, case_id: int, clock_id: int, by: Member, version: int | None = None) -> Clock:
    """Lets a clock go on; its due time moves by what it stood still."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    one = locked_clock(case, clock_id)
    if one.paused_since is None or one.stopped_at is not None:
        raise WrongState(_("This clock is not paused."))
    end_pause(case, one, clock.now(), by=by)
    save(case)
    return one


def end_pause(case: Case, one: Clock, at: datetime, *, by: Member) -> None:
    """Ends the pause that a clock stands in, and works out its due time anew from all of its pauses."""
    before = one.due_at
    close_pause(one, at, by=by)
    one.save()
    tell(case, "clock.resumed", one, by=by, before=before)
    lead(case)


def locked_clock(case: Case, clock_id: int) -> Clock:
    one = Clock.objects.select_for_update(of=("self",)).filter(case=case, pk=clock_id).first()
    if one is None:
        raise NotFound(_("This case has no such clock."))
    return one
