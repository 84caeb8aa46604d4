"""A person scores a reply; only then the check says what it thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.casework.cases.queries import due_after
from amends.casework.cases.text import cleaned, required
from amends.content.files import language_for
from amends.content.review import Criterion, sheet
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply
from amends.practice.replies.review.actions.beats import ask_somebody, locked, note_down
from amends.practice.replies.review.choices import FULL, POINTS, ReviewState
from amends.practice.replies.review.events import ReviewScored
from amends.practice.replies.review.models import Mark, Plan, Review
from amends.practice.replies.review.permissions import (
    ensure_is_reviewer,
    ensure_may_review,
    ensure_not_party,
)
from amends.practice.replies.review.queries.asking import Bench
from amends.practice.replies.review.queries.machine import findings_on
from amends.practice.replies.review.rules.scoring import (
    Weighed,
    completeness,
    criteria_for,
    machine_points,
    score_of,
)

WORDS_LENGTH, REASON_LENGTH, DISPUTE_DAYS = 4000, 400, 5
COMPLETENESS = "completeness"


@transaction.atomic
def score_reply(
    *,
    review_id: int,
    points: Mapping[str, int | None],
    answered: Mapping[int, int | None] | None = None,
    words: str = "",
    better: str = "",
    by: Member,
) -> Review:
    """Keeps one person's score: `points` by criterion, `answered` by point of the complaint, None where it does not apply.

    Words to the author are needed wherever something was missed; in a calibration round nobody reads them.
    """
    ensure_may_review(by)
    review = locked(review_id, by=by)
    ensure_is_reviewer(by, review)
    reply = review.sample.reply
    ensure_not_party(by, reply)
    if review.state != ReviewState.OPEN:
        raise WrongState(_("This review was scored or handed back already."))
    if review.sample.round is not None and review.sample.round.closed_at is not None:
        raise WrongState(_("This calibration round is closed."))
    review.answered_points = points_answered(reply, answered or {})
    given = {**points, **overall(review.answered_points)}
    criteria = criteria_for(reply.kind)
    ensure_complete(criteria, given)
    put_scores(review, criteria, given)
    missed = any(given[one.code] not in (None, FULL) for one in criteria)
    if missed and review.sample.round is None:
        required(words, limit=WORDS_LENGTH, field="words")
    review.words, review.better = cleaned(words)[:WORDS_LENGTH], cleaned(better)[:WORDS_LENGTH]
    review.state, review.scored_at = ReviewState.DONE, clock.now()
    if review.sample.round is None:
        review.answer_until = due_after(f"{days_to_answer(review)}wd", review.scored_at)
    review.save()
    note_down(review, "review.scored", by=by)
    publish(ReviewScored(review_id=review.pk))
    return review


def points_answered(reply: Reply, answered: Mapping[int, int | None]) -> list[dict[str, Any]]:
    """Each point of the complaint with its words as they stand now, and what it got; all of them, or none."""
    rows = list(reply.case.grievances.values_list("pk", "text"))
    said = [{"point": pk, "words": text, "points": answered[pk]} for pk, text in rows if pk in answered]
    if said and len(said) < len(rows):
        raise Invalid(_("Choose for every line how far it was done."), field=COMPLETENESS)
    return said


def overall(answered: Sequence[Mapping[str, Any]]) -> dict[str, int | None]:
    """Where points were looked at one by one, they make up whether every point was answered."""
    return {COMPLETENESS: completeness([one["points"] for one in answered])} if answered else {}


def ensure_complete(criteria: Sequence[Criterion], given: Mapping[str, int | None]) -> None:
    for one in criteria:
        if one.code not in given:
            raise Invalid(_("Choose for every line how far it was done."), field=one.code)
        if given[one.code] is not None and given[one.code] not in POINTS:
            raise Invalid(_("Choose one of the steps offered."), field=one.code)


def put_scores(review: Review, criteria: Sequence[Criterion], given: Mapping[str, int | None]) -> None:
    """The person's points and, beside them, those of the check, which is asked now and not before."""
    found = findings_on(review.sample.reply, language=language_for(get_language() or ""))
    review.findings = [one.as_dict() for one in found]
    marks = [
        Mark(
            review=review,
            criterion=one.code,
            weight=one.weight,
            points=given[one.code],
            machine_points=machine_points(one, review.findings),
        )
        for one in criteria
    ]
    Mark.objects.bulk_create(marks)
    review.sheet_version = sheet().version
    review.first_score = review.score = score_of(Weighed(one.weight, one.points) for one in marks)
    # Of the same criteria as the person's, so that the two can be held side by side.
    review.machine_score = score_of(
        Weighed(one.weight, None if one.points is None else one.machine_points) for one in marks
    )


def days_to_answer(review: Review) -> int:
    if review.sample.draw is not None:
        return review.sample.draw.plan.dispute_days
    plan = Plan.objects.order_by("-pk").first()
    return plan.dispute_days if plan else DISPUTE_DAYS


@transaction.atomic
def decline_review(*, review_id: int, reason: str, by: Member) -> Review:
    """Hands a review back: somebody who knows the author or the customer too well does not judge; somebody else is asked."""
    ensure_may_review(by)
    review = locked(review_id, by=by)
    ensure_is_reviewer(by, review)
    if review.state != ReviewState.OPEN:
        raise WrongState(_("This review was scored or handed back already."))
    review.state = ReviewState.DECLINED
    review.declined_because = required(reason, limit=REASON_LENGTH, field="reason")
    review.save(update_fields=["state", "declined_because"])
    plan = Plan.objects.order_by("-pk").first()
    if review.sample.round is None:
        ask_somebody(review.sample, Bench([review.sample.reply], plan.asked_first if plan else ()))
    note_down(review, "review.declined", by=by, reason=review.declined_because)
    return review
