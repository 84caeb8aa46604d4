"""The author's answer to a review, and the decision of somebody else where they disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.replies.review.actions.beats import NotSeenYet, locked, note_down
from amends.practice.replies.review.choices import POINTS, Answer, ReviewState, Ruling
from amends.practice.replies.review.events import DisputeDecided, ReviewDisputed
from amends.practice.replies.review.models import Dispute, Mark, Review
from amends.practice.replies.review.permissions import ensure_is_author, ensure_may_decide
from amends.practice.replies.review.rules.ruling import changed, named
from amends.practice.replies.review.rules.scoring import Weighed, score_of

REASON_LENGTH = 4000


@transaction.atomic
def accept_review(*, review_id: int, by: Member) -> Review:
    review = _to_answer(review_id, by)
    _answer(review, Answer.ACCEPTED)
    note_down(review, "review.accepted", by=by)
    return review


@transaction.atomic
def dispute_review(*, review_id: int, reason: str, by: Member) -> Review:
    """Asks somebody else to look again; once for each review, with a reason."""
    review = _to_answer(review_id, by)
    words = required(reason, limit=REASON_LENGTH, field="reason")
    Dispute.objects.create(review=review, reason=words, raised_at=clock.now())
    _answer(review, Answer.DISPUTED)
    note_down(review, "review.disputed", by=by)
    publish(ReviewDisputed(review_id=review.pk))
    return review


def _to_answer(review_id: int, by: Member) -> Review:
    review = locked(review_id, by=by)
    ensure_is_author(by, review)
    if review.state != ReviewState.DONE or review.answer:
        raise WrongState(_("This review is answered already, or not scored yet."))
    if review.is_over(clock.now()):
        raise WrongState(_("The time for an answer is over; the review stands. Speak with your team lead."))
    return review


def _answer(review: Review, answer: Answer) -> None:
    review.answer, review.answered_at = answer, clock.now()
    review.save(update_fields=["answer", "answered_at"])


@transaction.atomic
def decide_dispute(
    *,
    review_id: int,
    changes: Mapping[str, int | None],
    reason: str,
    by: Member,
    seen: str | None = None,
) -> Review:
    """Lets the score stand, or changes what in `changes` differs from the points given; those given first stay readable.

    `seen` names what the decider was shown to be recorded (`rules.ruling.named`); NotSeenYet is raised where it is
    something else. None where nobody is asked.
    """
    review = locked(review_id, by=by)
    ensure_may_decide(by, review)
    dispute = Dispute.objects.select_for_update().filter(review=review).first()
    if dispute is None or dispute.ruling:
        raise WrongState(_("There is no dispute to decide here."))
    words = required(reason, limit=REASON_LENGTH, field="reason")
    marks = {one.criterion: one for one in review.marks.all()}
    ensure_on_the_scale(marks, changes)
    dispute.changes = changed({code: one.standing for code, one in marks.items()}, changes)
    if seen is not None and seen != named(dispute.changes):
        raise NotSeenYet()
    _change(review, marks, dispute.changes)
    dispute.ruling = Ruling.CHANGED if dispute.changes else Ruling.STANDS
    dispute.decided_by, dispute.decided_at, dispute.decided_because = by, clock.now(), words
    dispute.save()
    note_down(review, "review.decided", by=by, data={"ruling": str(dispute.ruling)})
    publish(DisputeDecided(review_id=review.pk))
    return review


def ensure_on_the_scale(marks: Mapping[str, Mark], changes: Mapping[str, int | None]) -> None:
    for code, points in changes.items():
        if code not in marks or (points is not None and points not in POINTS):
            raise Invalid(_("Choose one of the steps offered."), field=code)


def _change(review: Review, marks: Mapping[str, Mark], done: Sequence[Mapping[str, Any]]) -> None:
    """Sets what is different from before, and the score with it."""
    for one in done:
        mark = marks[one["criterion"]]
        mark.decided_points, mark.is_decided = one["after"], True
        mark.save(update_fields=["decided_points", "is_decided"])
    if done:
        review.score = score_of(Weighed(one.weight, one.standing) for one in marks.values())
        review.save(update_fields=["score"])
