"""Reviewing sent replies: what waits, the sheet, the author's answer, disputes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases.actions.viewing import note_viewing
from amends.casework.cases.choices import Door
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.review_pages import disputes_page, first_page, mine_page, queue_page
from amends.doors.desk.queries.review_sheet import review_page
from amends.doors.desk.queries.review_tried import Tried
from amends.doors.desk.queries.review_words import points_in
from amends.doors.desk.views.acting import answering
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.organisation.models import Member
from amends.practice.replies.review import actions
from amends.practice.replies.review.choices import Ruling
from amends.practice.replies.review.models import Review
from amends.practice.replies.review.permissions import may_review, may_see_figures, may_see_reviews
from amends.practice.replies.review.queries.lists import review_for


def may_see_any(member: Member) -> bool:
    return may_see_reviews(member) or may_see_figures(member)


@require_GET
@allowed(may_see_any)
def reviews(request: HttpRequest) -> HttpResponse:
    return redirect(first_page(member_of(request)))


@require_GET
@allowed(may_review)
def queue(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/reviews/queue.html", queue_page(member_of(request), request.GET))


@require_GET
@allowed(may_see_reviews)
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/reviews/mine.html", mine_page(member_of(request), request.GET))


@require_GET
@allowed(may_review)
def disputes(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/reviews/disputes.html", disputes_page(member_of(request), request.GET))


def the_review(review_id: int, member: Member) -> Review:
    """The same refusal whether it does not exist or is not for this member."""
    found = review_for(review_id, member)
    if found is None:
        raise NotFound(_("This review does not exist, or it is not for you."))
    note_viewing(case=found.sample.reply.case, door=Door.DESK, by=member)
    return found


@require_GET
@allowed(may_see_reviews)
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/reviews/review.html", review_page(the_review(review_id, member), member))


def review_at(_member: Member, review_id: int) -> int:
    """Only its number: whether it is there and for whom, the act itself says."""
    return review_id


def tried(request: HttpRequest, error: Refused) -> Tried:
    """What was entered, in which form, and why it was refused."""
    form = request.resolver_match.url_name if request.resolver_match else ""
    return Tried(request.POST, form or "", error)


def as_it_was(request: HttpRequest, review_id: int, member: Member, error: Refused) -> HttpResponse:
    page = review_page(the_review(review_id, member), member, tried(request, error))
    return render(request, "desk/reviews/review.html", page, status=error.status)


def back_to_it(_request: HttpRequest, review_id: int, _member: Member) -> HttpResponse:
    return redirect("desk:review", review_id)


def to_the_queue(_request: HttpRequest, _nothing: object, _member: Member) -> HttpResponse:
    return redirect("desk:reviews_queue")


on_a_review = answering(may_see_reviews, review_at, done=back_to_it, refused=as_it_was)
leaving_a_review = answering(may_review, review_at, done=to_the_queue, refused=as_it_was)


@on_a_review
def score(request: HttpRequest, review_id: int, member: Member, row_id: int) -> str:
    actions.score_reply(
        review_id=review_id,
        points=points_of(request.POST, "points-"),
        answered={
            int(key): value for key, value in points_of(request.POST, "answered-").items() if key.isdigit()
        },
        words=request.POST.get("words", ""),
        better=request.POST.get("better", ""),
        by=member,
    )
    return _("Kept. Beside it stands now what the check says.")


@leaving_a_review
def decline(request: HttpRequest, review_id: int, member: Member, row_id: int) -> str:
    actions.decline_review(review_id=review_id, reason=request.POST.get("reason", ""), by=member)
    return _("Handed back. Somebody else is asked.")


@on_a_review
def accept(request: HttpRequest, review_id: int, member: Member, row_id: int) -> str:
    actions.accept_review(review_id=review_id, by=member)
    return _("Thank you. The review stands as it is.")


@on_a_review
def dispute(request: HttpRequest, review_id: int, member: Member, row_id: int) -> str:
    actions.dispute_review(review_id=review_id, reason=request.POST.get("reason", ""), by=member)
    return _("Somebody who took no part looks at it again.")


@on_a_review
def decide(request: HttpRequest, review_id: int, member: Member, row_id: int) -> str:
    decided = actions.decide_dispute(
        review_id=review_id,
        changes=points_of(request.POST, "points-"),
        reason=request.POST.get("reason", ""),
        seen=request.POST.get("seen", ""),
        by=member,
    )
    if decided.dispute.ruling == Ruling.STANDS:
        return _("Recorded: the score stands. Author and reviewer are told.")
    return _("Recorded: the score was changed. Author and reviewer are told.")


def points_of(data: QueryDict, prefix: str) -> dict[str, int | None]:
    """The steps chosen in a form, by what follows the prefix."""
    return {
        key.removeprefix(prefix): points_in(str(value))
        for key, value in data.items()
        if key.startswith(prefix)
    }


def nothing(_member: Member) -> None:
    """An act that adds to the queue begins with nothing that is there."""


def queue_as_it_was(request: HttpRequest, _nothing: None, member: Member, error: Refused) -> HttpResponse:
    page = queue_page(member, request.POST, tried(request, error))
    return render(request, "desk/reviews/queue.html", page, status=error.status)


on_the_queue = answering(may_review, nothing, done=to_the_queue, refused=queue_as_it_was)


@on_the_queue
def take(request: HttpRequest, _nothing: None, member: Member, row_id: int) -> str:
    actions.take_review(sample_id=row_id, by=member)
    return _("It is yours to score now.")


@on_the_queue
def pick(request: HttpRequest, _nothing: None, member: Member, row_id: int) -> str:
    actions.pick_reply(reply_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("Picked, and marked as picked by hand. Somebody without a part in it scores it.")
