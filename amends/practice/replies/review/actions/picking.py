"""Looking at a particular reply, and taking a review that nobody was given."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import required
from amends.foundation.audit.actions import record
from amends.foundation.audit.choices import HOUSE
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import readable_by as replies_readable_by
from amends.practice.replies.review.actions.beats import ask, ask_somebody, note_down
from amends.practice.replies.review.choices import ReviewState, Why
from amends.practice.replies.review.models import Plan, Review, Sample
from amends.practice.replies.review.permissions import ensure_may_review, ensure_not_party
from amends.practice.replies.review.queries.asking import Bench

REASON_LENGTH = 400


@transaction.atomic
def pick_reply(*, reply_id: int, reason: str, by: Member) -> Sample:
    """Has a particular sent reply looked at, marked as picked by hand; by somebody else if anybody may."""
    ensure_may_review(by)
    reply = _visible(reply_id, by)
    if reply.state != ReplyState.SENT:
        raise WrongState(_("Only a reply that was sent is reviewed."))
    if Sample.objects.filter(reply=reply, round=None).exists():
        raise Conflict(_("This reply is among the reviewed ones already."))
    sample = Sample.objects.create(
        reply=reply,
        why=Why.PICKED,
        picked_by=by,
        picked_because=required(reason, limit=REASON_LENGTH, field="reason"),
        taken_at=clock.now(),
    )
    plan = Plan.objects.order_by("-pk").first()
    ask_somebody(sample, Bench([reply], plan.asked_first if plan else ()))
    record(
        chain=HOUSE,
        action="review.picked",
        by=by,
        data={"case": reply.case.number, "reply": reply.pk},
        reason=sample.picked_because,
    )
    return sample


@transaction.atomic
def take_review(*, sample_id: int, by: Member) -> Review:
    """Takes a reply for which a reviewer is still wanted."""
    ensure_may_review(by)
    sample = Sample.objects.select_for_update().filter(pk=sample_id).first()
    if sample is None:
        raise NotFound(_("This review does not exist, or it is not for you."))
    sample.reply = _visible(sample.reply_id, by)
    ensure_not_party(by, sample.reply)
    if by.pk not in {one.member_id for one in Bench([sample.reply], ()).candidates(sample.reply)}:
        raise NotPermitted(_("You are named in this complaint; somebody else reviews the reply."))
    busy = sample.reviews.exclude(state=ReviewState.DECLINED)
    if busy.filter(reviewer=by).exists() or busy.count() >= sample.wanted:
        raise WrongState(_("Somebody has taken this review already."))
    review = ask(sample, by.pk)
    review.sample = sample
    note_down(review, "review.taken", by=by)
    return review


def _visible(reply_id: int, by: Member) -> Reply:
    rows = Reply.objects.filter(replies_readable_by(by), pk=reply_id)
    reply = rows.select_related("case", "author").first()
    if reply is None:
        raise NotFound(_("This reply does not exist, or it belongs to another team."))
    return reply
