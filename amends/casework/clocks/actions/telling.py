"""Putting the reminders of a clock among what concerns somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from amends.casework.clocks.choices import ClockKind, Recipient
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import at_work, policy_now, recipients
from amends.foundation.kernel.clock import now
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.models import Member

TELL_OF_PAUSE_LATER: Final = "amends.casework.clocks.actions.telling.tell_of_pause_later"


def tell_of_clock(clock_id: int, percent: int, step: int, members: Iterable[int]) -> None:
    """Those who were reminded find it among their notices, a promise as one that is due."""
    clock = Clock.objects.select_related("case").get(pk=clock_id)
    notify(
        to=members,
        kind=NoticeKind.PROMISE if clock.kind == ClockKind.PROMISE else NoticeKind.CLOCK,
        origin=f"clock:{clock_id}:{step}",
        case_id=clock.case_id,
        number=clock.case.number,
        data={"clock": clock.kind, "percent": percent, "due": clock.due_at.isoformat()},
    )


def tell_of_pause(pause_id: int) -> None:
    """Whoever has the case hears that a clock of theirs runs again, each in their own working time."""
    pause = _over_by_itself(pause_id)
    if pause is None:
        return
    for member, moment in at_work(_who_hears(pause), policy_now(), now()).items():
        if moment <= now():
            _tell_of_pause(pause, member)
        else:
            enqueue(TELL_OF_PAUSE_LATER, {"pause_id": pause_id, "member_id": member.pk}, run_at=moment)


def tell_of_pause_later(pause_id: int, member_id: int) -> None:
    """The same for somebody who was not at work then, unless the clock was ended or paused anew, or the case is not theirs now."""
    pause = _over_by_itself(pause_id)
    if pause is None:
        return
    for member in _who_hears(pause):
        if member.pk == member_id:
            _tell_of_pause(pause, member)


def _over_by_itself(pause_id: int) -> Pause | None:
    """A pause that has ended, as long as its clock runs and nothing has stopped it since."""
    running = Pause.objects.filter(
        pk=pause_id, ended_at__isnull=False, clock__stopped_at=None, clock__paused_since=None
    )
    pause = running.select_related("clock__case__owner", "clock__case__department").first()
    return pause if pause and pause.clock.case.is_worked_on else None


def _who_hears(pause: Pause) -> list[Member]:
    return recipients(pause.clock.case, (Recipient.OWNER,))


def _tell_of_pause(pause: Pause, member: Member) -> None:
    clock = pause.clock
    notify(
        to=[member.pk],
        kind=NoticeKind.CLOCK,
        origin=f"pause:{pause.pk}",
        case_id=clock.case_id,
        number=clock.case.number,
        data={"what": "resumed", "clock": clock.kind, "due": clock.due_at.isoformat()},
    )
