"""When a risk comes up late: whether whoever has the case still fits it, and offering it up to a lead if not."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.assigning import (
    ensure_can_take,
    ensure_is_another,
    ensure_stays_here,
    give,
)
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.relief import weighs_on
from amends.casework.cases.choices import ReviewAnswer
from amends.casework.cases.models import AssignmentReview, Case
from amends.casework.cases.permissions import ensure_house, ensure_may_assign, is_barred, visible_to
from amends.casework.cases.rules import lacks
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, NotPermitted, WrongState
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import line_above, verdict_on
from amends.foundation.organisation.rules import Verdict

REASON_LENGTH = 400


@transaction.atomic
def review_owner(*, case_id: int, by: Member) -> AssignmentReview | None:
    """Looks at the owner again; where authority or skill is missing, asks the nearest lead. The owner keeps it till then."""
    ensure_house(by)
    case = locked(case_id, by=by)
    owner = case.owner
    if owner is None or not case.is_open:
        return None
    weighs_on(case, owner)
    late = named_late(case)
    decides = verdict_on(owner, Power.CLOSE_SEVERE, sensitive=True) == Verdict.YES
    missing = lacks(late, skills=owner.skills, may_decide=decides)
    last = AssignmentReview.objects.filter(case=case).order_by("-id").first()
    if not missing or (last is not None and last.owner_id == owner.pk and covers(last.reasons, missing)):
        return None
    if last is not None and last.answered_at is None:
        last.reasons, last.owner = missing, owner
        last.save(update_fields=["reasons", "owner"])
        review = last
    else:
        review = AssignmentReview.objects.create(
            case=case, owner=owner, lead=lead_for(case, owner), reasons=missing, asked_at=clock.now()
        )
    save(case, by_house=True)
    asked = {"member": str(review.lead)} if review.lead else {}
    note_down(case, "case.offered_up", by=by, data={"reasons": missing, **asked})
    return review


def named_late(case: Case) -> list[str]:
    """The risks that nobody knew of when the case was given by its first reading: told later, or seen by a person."""
    told = {one["risk"] for one in case.late_risks}
    read = (case.reading.data.get("risks") or []) if case.reading else case.risks
    return [risk for risk in case.risks if risk in told or risk not in read]


def covers(before: list[list[str]], now: list[list[str | int]]) -> bool:
    """Whether all that is missing now was said before."""
    return {tuple(one) for one in now} <= {tuple(one) for one in before}


def lead_for(case: Case, owner: Member) -> Member | None:
    """The nearest in the line above the owner whom the case is not about."""
    return next((one for one in line_above(owner) if not is_barred(case, one, proposed_too=True)), None)


@transaction.atomic
def answer_review(*, review_id: int, to: Member | None, reason: str, by: Member) -> AssignmentReview:
    """A lead leaves the case with its owner, or gives it to somebody else or themselves; both with the reason."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    rows = AssignmentReview.objects.filter(pk=review_id, case__in=Case.objects.filter(visible_to(by)))
    found = rows.first()
    if found is None:
        raise NotFound(_("This request does not exist, or it belongs to a case of another team."))
    case = locked(found.case_id, by=by)
    ensure_open(case)
    ensure_may_answer_review(by, case)
    review = AssignmentReview.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if review.answered_at is not None:
        raise WrongState(_("Somebody has decided this already."))
    review.answer = ReviewAnswer.KEPT if to is None else ReviewAnswer.GIVEN
    review.words, review.answered_by, review.answered_at = words, by, clock.now()
    review.save(update_fields=["answer", "words", "answered_by", "answered_at"])
    if to is not None:
        ensure_is_another(case, to)
        ensure_can_take(case, to, by=by)
        ensure_stays_here(case, to)
        give(case, to, [["by_hand", str(by)], ["because", words], *review.reasons], by=by)
    else:
        save(case)
    note_down(case, f"case.review_{review.answer}", by=by, reason=words)
    return review


def ensure_may_answer_review(by: Member, case: Case) -> None:
    ensure_may_assign(by, None)
    if case.owner_id == by.pk:
        raise NotPermitted(_("The case is yours; somebody above you decides whether it stays so."))
