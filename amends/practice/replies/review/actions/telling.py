"""Telling who has to score, whose reply was scored, and who decides."""

from __future__ import annotations

from collections.abc import Iterable

from amends.casework.cases.actions.telling import tell
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.queries import absent_now, lead_of, line_above
from amends.practice.replies.review.choices import ReviewState
from amends.practice.replies.review.models import Review
from amends.practice.replies.review.permissions import may_decide


def tell_reviewer(review_id: int) -> None:
    review = review_with(review_id)
    if review.state == ReviewState.OPEN:
        _tell(review, "asked", [review.reviewer_id])


def tell_author(review_id: int) -> None:
    """An exercise in a calibration round is none of the author's business."""
    review = review_with(review_id)
    if review.sample.round_id is None:
        _tell(review, "scored", [review.sample.reply.author_id])


def tell_decider(review_id: int) -> None:
    """Whoever leads the author's department, or the nearest above who took no part; of those who are not away, if any."""
    review = review_with(review_id)
    author = review.sample.reply.author
    lead = lead_of(author.department) if author.department else None
    line = [*([lead] if lead else []), *line_above(author)]
    able = [one for one in line if may_decide(one, review)]
    absent = absent_now(able)
    here = [one for one in able if one.pk not in absent]
    _tell(review, "disputed", [one.pk for one in (here or able)[:1]])


def tell_both(review_id: int) -> None:
    review = review_with(review_id)
    _tell(review, "decided", [review.sample.reply.author_id, review.reviewer_id])


def review_with(review_id: int) -> Review:
    return Review.objects.select_related("sample__reply__case", "sample__reply__author__department").get(
        pk=review_id
    )


def _tell(review: Review, what: str, to: Iterable[int]) -> None:
    origin = f"review:{review.pk}:{what}"
    tell(review.sample.reply.case, NoticeKind.REVIEW, origin, to, {"what": what, "review": review.pk})
