"""The end of a case, and its coming back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.approvals import ensure_authority
from amends.casework.cases.actions.assigning import count_open
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.loose_ends import ensure_nothing_loose, tie_up
from amends.casework.cases.actions.stages import enter, present
from amends.casework.cases.choices import Outcome, Phase, Stage
from amends.casework.cases.events import CaseClosed, CaseReopened
from amends.casework.cases.models import Case
from amends.casework.cases.queries import loose_ends, on_record
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member

MILESTONES = ("agreed_at", "solved_at", "confirmed_at", "followed_up_at", "cause_recorded_at")
# Outcomes that end a case before all stages were gone through; each needs a reason in words.
EARLY = frozenset({Outcome.WDN, Outcome.INV, Outcome.OOS, Outcome.DUP, Outcome.SUM, Outcome.EXT, Outcome.CRM})


@transaction.atomic
def close_case(
    *,
    case_id: int,
    outcome: str,
    by: Member,
    reason: str = "",
    left_open: str = "",
    version: int | None = None,
) -> Case:
    """Closes a case whose review is done, or ends it early with an outcome that says why.

    `left_open` is the reason for closing over open tasks, unsigned meetings and promises not kept yet. Tasks and
    meetings end with it; what was promised the customer stays owed.
    """
    if outcome not in Outcome.values:
        raise Invalid(_("Choose how the complaint came out."), field="outcome")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    words = cleaned(reason)[:2000]
    row = present(case)
    ensure_can_close(
        case, Outcome(outcome), words, missing=rules.missing_for(Stage(case.stage), on_record(case, row))
    )
    if rules.is_grave(case.severity):
        ensure_authority(case, Power.CLOSE_SEVERE, by=by)
    ends, why = loose_ends(case), cleaned(left_open)[:2000]
    ensure_nothing_loose(ends, why)
    tie_up(case, why, by=by)
    row.left_at, row.left_by = clock.now(), by
    row.save(update_fields=["left_at", "left_by"])
    case.phase, case.outcome, case.closed_at = Phase.CLOSED, outcome, clock.now()
    case.unread, case.due_at, case.due_from, case.due_kind = False, None, None, ""
    save(case, "phase", "outcome", "closed_at", "unread", "due_at", "due_from", "due_kind")
    count_open(case.owner_id, -1)
    left = {"left_open": [kind.value for kind in ends], "why_open": why} if ends else {}
    note_down(
        case, "case.closed", by=by, data={"outcome": outcome, "stage": case.stage, **left}, reason=words
    )
    publish(CaseClosed(case_id=case.pk))
    return case


def ensure_can_close(case: Case, outcome: Outcome, reason: str, *, missing: tuple[object, ...]) -> None:
    if outcome in EARLY:
        if not reason:
            raise Invalid(_("Say in a few words why the case ends here."), field="reason")
        return
    if case.stage != Stage.REVIEW:
        raise WrongState(
            _(
                "The case has not been through all stages. Go on stage by stage, or choose an outcome that ends it early."
            )
        )
    if missing:
        raise WrongState(_("Record the cause first; then the case can be closed."))


@transaction.atomic
def reopen_case(*, case_id: int, reason: str, by: Member, version: int | None = None) -> Case:
    """Takes a closed case up again at the investigation, with the reason on record."""
    words = required(reason, limit=2000, field="reason")
    case = locked(case_id, by=by, version=version)
    if case.is_open:
        raise WrongState(_("This case is open already."))
    case.phase, case.outcome, case.closed_at = Phase.OPEN, "", None
    for milestone in MILESTONES:
        setattr(case, milestone, None)
    save(case, "phase", "outcome", "closed_at", *MILESTONES)
    enter(case, Stage.INVESTIGATE)
    count_open(case.owner_id, 1)
    note_down(case, "case.reopened", by=by, reason=words)
    publish(CaseReopened(case_id=case.pk))
    return case
