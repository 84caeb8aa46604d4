"""The look beforehand: what a change of rules, days or hours would move, counted before a second person confirms it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.clocks.actions.batches import batches, worked_out
from amends.casework.clocks.models import DryRun, Move, PolicyChange, PolicyRule
from amends.casework.clocks.queries import Policy, is_counted, policy_now
from amends.casework.clocks.queries.house import Waiting
from amends.foundation.calendars.actions import decide_hours, decide_notice
from amends.foundation.calendars.models import HoursChange, Notice
from amends.foundation.calendars.permissions import ensure_may_decide
from amends.foundation.calendars.queries import with_hours, with_notice
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.kernel.rewriting import write_new
from amends.foundation.organisation.models import Member

HERE: Final = "amends.casework.clocks.actions.dry_runs"


def ask_dry_run(
    *,
    change: PolicyChange | None = None,
    notice: Notice | None = None,
    hours: HoursChange | None = None,
) -> DryRun:
    """Has what a waiting change would move counted in the background, in the caller's transaction."""
    asked = DryRun.objects.create(change=change, notice=notice, hours=hours, asked_at=clock.now())
    enqueue(f"{HERE}.count_moves", {"dry_run_id": asked.pk})
    return asked


def ensure_counted(waiting: Waiting) -> None:
    """Nobody confirms what nobody could look at yet."""
    if not is_counted(waiting):
        raise WrongState(
            _("What it would move is still being counted. Wait a moment, look at it, then confirm.")
        )


@transaction.atomic
def decide_days(*, waiting: Notice | HoursChange, confirm: bool, by: Member) -> None:
    """A second person's answer to other days or hours; they are confirmed only once it was counted what they move."""
    ensure_may_decide(by, waiting, confirm=confirm)
    if confirm:
        ensure_counted(waiting)
    if isinstance(waiting, Notice):
        decide_notice(notice=waiting, confirm=confirm, by=by)
    else:
        decide_hours(change=waiting, confirm=confirm, by=by)


def count_moves(dry_run_id: int) -> None:
    """Counts and keeps what a waiting change would move; counted again, the earlier count is replaced."""
    found = (
        DryRun.objects.select_related("change", "notice__calendar", "hours__calendar")
        .filter(pk=dry_run_id)
        .first()
    )
    if found is None:
        return
    waiting = found.change or found.notice or found.hours
    if waiting is None or waiting.confirmed is not None:
        return
    Move.objects.filter(dry_run=found).delete()
    now, policy, at = clock.now(), *supposed(found)
    looked_at, cases, overdue = 0, set(), set()
    for batch in batches():
        looked_at += sum(map(len, batch.clocks.values()))
        moves = [
            Move(
                dry_run=found,
                clock=anew.clock,
                old_due_at=anew.clock.due_at,
                new_due_at=anew.due_at,
                becomes_overdue=anew.due_at < now <= anew.clock.due_at,
            )
            for anew in worked_out(batch, policy, at)
            if anew.due_at != anew.clock.due_at
        ]
        write_new(moves)
        cases |= {move.clock.case_id for move in moves}
        overdue |= {move.clock.case_id for move in moves if move.becomes_overdue}
    found.looked_at, found.cases, found.overdue = looked_at, len(cases), len(overdue)
    found.done_at = clock.now()
    found.save()


def supposed(asked: DryRun) -> tuple[Policy, datetime]:
    """The policy as if the change were confirmed, and the moment from which it would count."""
    policy, at = policy_now(), clock.now()
    waiting = asked.notice or asked.hours
    if waiting:
        other = with_notice(waiting) if isinstance(waiting, Notice) else with_hours(waiting)
        default = {"": other} if waiting.calendar.is_default else {}
        return Policy(policy.rules, {**policy.calendars, waiting.calendar.code: other, **default}), at
    new = [row.rule for row in PolicyRule.objects.filter(change=asked.change)]
    # As on confirming: a version without a first day to come begins now, and is younger than those it stands beside.
    new = [replace(rule, valid_from=max(rule.valid_from or at, at)) for rule in new]
    begins = max((rule.valid_from for rule in new if rule.valid_from), default=at)
    return Policy((*policy.rules, *new), policy.calendars), begins
