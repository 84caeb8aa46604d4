"""The beats that every action on a review shares: lock what may be seen, ask somebody, record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.foundation.audit.actions import record
from amends.foundation.audit.choices import HOUSE
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.replies.review.choices import ReviewState
from amends.practice.replies.review.events import ReviewAsked
from amends.practice.replies.review.models import Review, Sample
from amends.practice.replies.review.permissions import readable_by
from amends.practice.replies.review.queries.asking import Bench
from amends.practice.replies.review.rules.sampling import next_reviewer


class NotSeenYet(WrongState):
    """What would be recorded was not shown to whoever records it, or is not the same any more."""

    default_code = "not_seen_yet"
    default_message = gettext_lazy("Nothing is recorded yet. Read what will be recorded, then say so.")


def locked(review_id: int, *, by: Member) -> Review:
    """The review, locked; the same refusal whether it does not exist or is not for this member."""
    review = Review.objects.select_for_update(of=("self",)).filter(readable_by(by), pk=review_id).first()
    if review is None:
        raise NotFound(_("This review does not exist, or it is not for you."))
    rows = Sample.objects.select_related(
        "round", "draw__plan", "reply__case__department", "reply__author", "reply__message"
    )
    review.sample = rows.defer("draw__considered").get(pk=review.sample_id)
    return review


def ask(sample: Sample, member_id: int) -> Review:
    """Gives a reply to somebody to be scored."""
    review, _new = Review.objects.update_or_create(
        sample=sample,
        reviewer_id=member_id,
        defaults={"state": ReviewState.OPEN, "asked_at": clock.now(), "declined_because": ""},
    )
    publish(ReviewAsked(review_id=review.pk))
    return review


def ask_somebody(sample: Sample, bench: Bench) -> int:
    """Asks as many as are wanted and may; how many are still missing, because nobody fits."""
    asked = dict(sample.reviews.values_list("reviewer", "state"))
    missing = sample.wanted - sum(state != ReviewState.DECLINED for state in asked.values())
    while missing > 0:
        found = next_reviewer(bench.candidates(sample.reply, without=asked))
        if found is None:
            break
        ask(sample, found.member_id)
        bench.given(found.member_id, sample.reply)
        asked[found.member_id] = ReviewState.OPEN
        missing -= 1
    return max(missing, 0)


def note_down(
    review: Review, action: str, *, by: Member, data: dict[str, Any] | None = None, reason: str = ""
) -> None:
    """In the house's chain, which colleagues of the author do not read; never what score it was."""
    told = {"review": review.pk, "case": review.sample.reply.case.number, **(data or {})}
    record(chain=HOUSE, action=action, by=by, data=told, reason=reason)
