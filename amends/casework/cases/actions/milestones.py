"""The moments that higher floors report down to the case file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.agreed import Offer, keep_agreed, owe
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.stages import carried_out_before, keep_told
from amends.casework.cases.choices import Stage
from amends.casework.cases.events import (
    CaseSolved,
    FollowedUp,
    SolutionAgreed,
    SolutionConfirmed,
    SolutionDisputed,
)
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.rewriting import rewrite
from amends.foundation.organisation.models import Member


@transaction.atomic
def agree_solution(*, case_id: int, summary: str, by: Member, offer: Offer | None = None) -> Case:
    """The customer chose a solution; with the offer it came from, it is owed by the day named there."""
    case = locked(case_id, by=by)
    ensure_open(case)
    case.agreed_at = clock.now()
    save(case, "agreed_at")
    keep_told(case, Stage.PROPOSE, chosen=summary)
    note_down(case, "case.solution_agreed", by=by, data={"solution": summary})
    if offer is not None:
        owe(case, summary, offer, by=by)
    publish(SolutionAgreed(case_id=case.pk))
    return case


@transaction.atomic
def mark_solved(*, case_id: int, what: str, by: Member, version: int | None = None) -> Case:
    """What was agreed has been carried out."""
    words = required(what, limit=2000, field="what")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if case.agreed_at is None:
        raise WrongState(_("The customer has not chosen a solution yet."))
    case.solved_at = clock.now()
    save(case, "solved_at")
    keep_told(case, Stage.CARRY_OUT, done=words, done_by=str(by))
    note_down(case, "case.solved", by=by, data={"what": words})
    keep_agreed(case, by=by)
    publish(CaseSolved(case_id=case.pk))
    return case


@transaction.atomic
def confirm_solution(*, case_id: int, by: Member) -> Case:
    """The customer says that it is put right; saying so again changes nothing."""
    case = locked(case_id, by=by)
    ensure_open(case)
    ensure_solved(case)
    if case.confirmed_at is None:
        case.confirmed_at = clock.now()
        save(case, "confirmed_at")
        note_down(case, "case.solution_confirmed", by=by)
        publish(SolutionConfirmed(case_id=case.pk))
    return case


@transaction.atomic
def dispute_solution(*, case_id: int, by: Member) -> Case:
    """The customer says that it is not put right yet: carrying out goes on."""
    case = locked(case_id, by=by)
    ensure_open(case)
    ensure_solved(case)
    before = carried_out_before(case)
    case.solved_at = case.confirmed_at = case.followed_up_at = None
    case.unread = True
    save(case, "solved_at", "confirmed_at", "followed_up_at", "unread")
    keep_told(case, Stage.CARRY_OUT, disputed_at=clock.now().isoformat(), **before)
    note_down(case, "case.solution_disputed", by=by)
    publish(SolutionDisputed(case_id=case.pk))
    return case


@transaction.atomic
def mark_followed_up(*, case_id: int, what: str, by: Member, version: int | None = None) -> Case:
    """The customer was asked afterwards whether all is well."""
    words = required(what, limit=2000, field="what")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    ensure_solved(case)
    case.followed_up_at = clock.now()
    save(case, "followed_up_at")
    keep_told(case, Stage.CARRY_OUT, followed_up=words, followed_up_by=str(by))
    note_down(case, "case.followed_up", by=by, data={"what": words})
    publish(FollowedUp(case_id=case.pk))
    return case


@transaction.atomic
def mark_cause_recorded(*, case_id: int, cause: str, by: Member) -> Case:
    """A cause stands on record in the improvement app."""
    case = locked(case_id, by=by)
    ensure_open(case)
    case.cause_recorded_at = clock.now()
    save(case, "cause_recorded_at")
    note_down(case, "case.cause_recorded", by=by, data={"cause": cause})
    return case


@transaction.atomic
def set_due(*, case_id: int, kind: str, since: datetime | None, due_at: datetime | None, by: Member) -> Case:
    """Keeps the earliest running clock on the case, where lists sort by it."""
    ensure_house(by)
    case = locked(case_id, by=by)
    if (case.due_kind, case.due_at, case.due_from) != (kind, due_at, since):
        case.due_kind, case.due_at, case.due_from = kind, due_at, since
        save(case, "due_kind", "due_at", "due_from", by_house=True)
    return case


@transaction.atomic
def set_many_due(*, cases: Sequence[Case], by: Member) -> None:
    """The same for many cases that the caller has locked and given their `due_kind`, `due_at` and `due_from`."""
    ensure_house(by)
    for case in cases:
        case.touched_at = clock.now()
    rewrite(cases, ["due_kind", "due_at", "due_from", "touched_at"])


def ensure_solved(case: Case) -> None:
    if case.solved_at is None:
        raise WrongState(_("What was agreed has not been carried out yet."))
