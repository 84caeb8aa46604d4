"""The end of a case, and its coming back."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.approvals import ensure_authority
from amends.casework.cases.actions.assigning import count_open
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.labels import fitted_label
from amends.casework.cases.actions.linking import link
from amends.casework.cases.actions.loose_ends import ensure_nothing_loose, tie_up
from amends.casework.cases.actions.stages import carried_out_before, enter, keep_told, present
from amends.casework.cases.choices import LinkKind, Outcome, Phase, Stage
from amends.casework.cases.events import CaseClosed, CaseReopened
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_take_up
from amends.casework.cases.queries import case_by_number, loose_ends, on_record
from amends.casework.cases.queries.approvals import granted
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member

ENDING_LENGTH = 2000
CLOSED_FIELDS = (
    "phase",
    "outcome",
    "closed_at",
    "ending",
    "unread",
    "due_at",
    "due_from",
    "due_kind",
    "raised_at",
)
MILESTONES = ("agreed_at", "solved_at", "confirmed_at", "followed_up_at", "cause_recorded_at")
EARLY = rules.EARLY


@transaction.atomic
def close_case(
    *,
    case_id: int,
    outcome: str,
    by: Member,
    reason: str = "",
    left_open: str = "",
    ending: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Case:
    """Closes a case whose review is done, or ends it early with an outcome that says why.

    `left_open` is the reason for closing over open tasks, unsigned meetings, open cases under it, points without a
    finding and promises not kept yet. Tasks and meetings end with it; what was promised the customer stays owed.
    `ending` is what the outcome says besides its reason: to whom the complaint was passed on, the number of the case that it repeats,
    or how the customer took it back (`Confirmed`).
    """
    if outcome not in Outcome.values:
        raise Invalid(_("Choose how the complaint came out."), field="outcome")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    words = cleaned(reason)[:2000]
    row = present(case)
    missing = rules.missing_for(Stage(case.stage), on_record(case, row))
    ensure_can_close(case, Outcome(outcome), words, missing=missing, by=by)
    told = told_in_ending(outcome, ending or {})
    first = the_first(case, told["duplicate_of"], by=by) if outcome == Outcome.DUP else None
    if rules.is_grave(case.severity):
        ensure_authority(case, Power.CLOSE_SEVERE, by=by)
    ends, why = loose_ends(case, without_findings=outcome not in EARLY), cleaned(left_open)[:2000]
    ensure_nothing_loose(ends, why)
    tie_up(case, why, by=by)
    row.left_at, row.left_by = clock.now(), by
    row.save(update_fields=["left_at", "left_by"])
    case.phase, case.outcome, case.closed_at = Phase.CLOSED, outcome, clock.now()
    case.ending = {**told, **({"reason": words} if words else {})}
    case.unread, case.due_at, case.due_from, case.due_kind, case.raised_at = False, None, None, "", None
    save(case, *CLOSED_FIELDS, *fitted_label(case))
    count_open(case.owner_id, -1)
    if first is not None:
        link(case, first, LinkKind.DUPLICATE, words, by=by)
    left = {"left_open": [kind.value for kind in ends], "why_open": why} if ends else {}
    data = {"outcome": outcome, "stage": case.stage, **told, **left}
    note_down(case, "case.closed", by=by, data=data, reason=words)
    publish(CaseClosed(case_id=case.pk))
    return case


def withdrawal_goes_up(case: Case, by: Member) -> bool:
    """Whether somebody else decides if this case ends because the customer takes it back."""
    risks = {*case.risks, *(one["risk"] for one in case.late_risks)}
    if may_take_up(by) or not rules.is_let_rest_above(case.severity, risks):
        return False
    return granted(case, by, Power.CLOSE_SEVERE) is None


def ensure_can_close(
    case: Case, outcome: Outcome, reason: str, *, missing: tuple[object, ...], by: Member
) -> None:
    if outcome in EARLY:
        if not reason:
            raise Invalid(_("Say in a few words why the case ends here."), field="reason")
        if outcome == Outcome.WDN and withdrawal_goes_up(case, by):
            raise NotPermitted(
                _(
                    "This case may touch the safety or the rights of others. A team lead, legal or a manager decides whether it ends as withdrawn."
                )
            )
        return
    if case.stage != Stage.REVIEW:
        raise WrongState(
            _(
                "The case has not been through all stages. Go on stage by stage, or choose an outcome that ends it early."
            )
        )
    if missing:
        raise WrongState(_("Record the cause first; then the case can be closed."))


def told_in_ending(outcome: str, given: Mapping[str, str]) -> dict[str, str]:
    told = {
        name: words
        for name in rules.ENDING_TAKES.get(outcome, ())
        if (words := cleaned(str(given.get(name, "")))[:ENDING_LENGTH])
    }
    if missing := rules.missing_in_ending(outcome, told):
        wanted = {
            "referred_to": _("Say to whom the complaint was passed on."),
            "rule": _("Say by what rule it belongs there."),
            "told": _("Say how the customer was told."),
            "duplicate_of": _("Give the number of the case that this one repeats."),
            "how": _("Say how the customer said so."),
        }
        raise Invalid(wanted[missing], field=missing)
    return told


def the_first(case: Case, number: str, *, by: Member) -> Case:
    """The case that this one repeats: another one that the member sees too."""
    first = case_by_number(number, member=by)
    if first is None:
        raise NotFound(_("There is no case %(number)s that you may see.") % {"number": number[:20]})
    if first.pk == case.pk or first.links.filter(other=case, kind=LinkKind.DUPLICATE).exists():
        raise Invalid(_("A case cannot be the duplicate of itself."), field="duplicate_of")
    return first


@transaction.atomic
def reopen_case(*, case_id: int, reason: str, by: Member, version: int | None = None) -> Case:
    """Takes a closed case up again at the investigation, or where it ended before that, with the reason on record."""
    words = required(reason, limit=2000, field="reason")
    case = locked(case_id, by=by, version=version)
    if case.is_open:
        raise WrongState(_("This case is open already."))
    if not rules.may_come_back(case.closed_at, clock.now(), settings.AMENDS_REOPEN_DAYS):
        raise WrongState(
            _("This case was closed more than %(days)d days ago. Begin a follow-up case instead.")
            % {"days": settings.AMENDS_REOPEN_DAYS}
        )
    ended = case.outcome, str(case.ending.get("reason", ""))
    if case.solved_at:
        keep_told(case, Stage.CARRY_OUT, **carried_out_before(case))
    case.phase, case.outcome, case.closed_at, case.ending = Phase.OPEN, "", None, {}
    for milestone in MILESTONES:
        setattr(case, milestone, None)
    save(case, "phase", "outcome", "closed_at", "ending", *MILESTONES)
    left = present(case)
    enter(case, rules.begins_again_at(Stage(case.stage)))
    again = (words, str(by), clock.now().isoformat(), *ended)
    left.details = {**left.details, **dict(zip(rules.REOPENED, again, strict=True))}
    left.save(update_fields=["details"])
    count_open(case.owner_id, 1)
    note_down(case, "case.reopened", by=by, reason=words)
    publish(CaseReopened(case_id=case.pk))
    return case
