from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from amends.casework.cases.queries import case_by_number
from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.pages import note_seen, page_of
from amends.doors.api.schemas.reviews import ReviewFilters, ReviewPage
from amends.practice.replies.review.models import Mark, Review
from amends.practice.replies.review.permissions import readable_by

router = Router(tags=["reviews"])
WITH = ("sample__reply__case", "sample__reply__message", "sample__reply__author__department", "dispute")


@router.get(
    "",
    auth=Token(Scope.REVIEWS_READ),
    response=ReviewPage,
    openapi_extra=ERRORS,
    url_name="reviews",
    summary="List the reviews of sent replies, the newest first",
)
def reviews(request: HttpRequest, filters: Query[ReviewFilters]) -> dict[str, Any]:
    """Those that count and that the token's member may read; exercises of calibration rounds are not among them."""
    member = member_of(request)
    rows = Review.objects.that_count().filter(readable_by(member))
    if filters.case:
        rows = rows.filter(sample__reply__case=case_by_number(filters.case, member=member))
    if filters.since:
        rows = rows.filter(scored_at__gte=filters.since)
    rows = rows.select_related(*WITH).prefetch_related("marks")
    page = page_of(request, rows, filters)
    note_seen((one.sample.reply.case for one in page.items), member)
    return {"items": [review_row(one) for one in page.items], "next": page.next}


def review_row(review: Review) -> dict[str, Any]:
    reply, dispute = review.sample.reply, getattr(review, "dispute", None)
    return {
        "id": review.pk,
        "case": reply.case.number,
        "kind": reply.kind,
        "team": reply.author.department.code if reply.author.department else "",
        "why": review.sample.why,
        "sheet": review.sheet_version,
        "sent_at": reply.message.sent_at if reply.message else reply.submitted_at,
        "scored_at": review.scored_at,
        "first_score": review.first_score,
        "score": review.score,
        "check_score": review.machine_score,
        "answer": review.answer,
        "ruling": dispute.ruling if dispute else "",
        "findings": sorted({one["code"] for one in review.findings}),
        "marks": [mark_row(one) for one in review.marks.all()],
    }


def mark_row(mark: Mark) -> dict[str, Any]:
    return {
        "criterion": mark.criterion,
        "weight": mark.weight,
        "person": mark.points,
        "check": mark.machine_points,
        "stands": mark.standing,
    }
