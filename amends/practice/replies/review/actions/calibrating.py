"""Calibration rounds: several people score the same replies and then talk about where they differ."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import required
from amends.foundation.audit.actions import record
from amends.foundation.audit.choices import HOUSE
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import readable_by
from amends.practice.replies.review.actions.beats import NotSeenYet, ask
from amends.practice.replies.review.choices import ReviewState, Why
from amends.practice.replies.review.models import Review, Round, Sample
from amends.practice.replies.review.permissions import ensure_may_set_plan, may_review
from amends.practice.replies.review.queries.asking import Bench
from amends.practice.replies.review.queries.lists import unscored_in, unscored_named
from amends.practice.replies.review.rules.sampling import lot

MOST_REPLIES, LOOKED_BACK, AMONG = 20, timedelta(days=60), 300
TITLE_LENGTH, AGREED_LENGTH = 80, 4000


@transaction.atomic
def open_round(*, title: str, replies: int, reviewers: Sequence[Member], by: Member, seed: str = "") -> Round:
    """Draws sent replies that all of these people may score, and gives each to all of them."""
    ensure_may_set_plan(by)
    people = {one.pk: one for one in reviewers if may_review(one)}
    if len(people) < 2:
        raise Invalid(_("Choose at least two people who review replies."), field="reviewers")
    if not 1 <= replies <= MOST_REPLIES:
        raise Invalid(_("Enter a number from 1 to %(most)s.") % {"most": MOST_REPLIES}, field="replies")
    name = required(title, limit=TITLE_LENGTH, field="title")
    seed = seed or secrets.token_hex(8)
    chosen = _drawn_for(people, replies, seed, by)
    if not chosen:
        raise Invalid(
            _("There is no reply of the last weeks that all of them may score. Choose fewer people."),
            field="reviewers",
        )
    now = clock.now()
    made = Round.objects.create(title=name, seed=seed, opened_by=by, opened_at=now)
    for reply in chosen:
        sample = Sample.objects.create(
            reply=reply, why=Why.ROUND, round=made, wanted=len(people), taken_at=now
        )
        for member_id in people:
            ask(sample, member_id)
    told = {"round": made.pk, "replies": len(chosen), "people": len(people), "seed": seed}
    record(chain=HOUSE, action="review.round_opened", by=by, data=told)
    return made


def _drawn_for(people: dict[int, Member], count: int, seed: str, by: Member) -> list[Reply]:
    recent = Reply.objects.filter(
        readable_by(by), state=ReplyState.SENT, message__sent_at__gte=clock.now() - LOOKED_BACK
    ).exclude(author__role=Role.SYSTEM)
    rows = list(recent.select_related("case").order_by("-pk")[:AMONG])
    bench = Bench(rows, ())
    order = sorted(rows, key=lambda one: lot(seed, one.pk))
    fit = (one for one in order if people.keys() <= {who.member_id for who in bench.candidates(one)})
    return [one for one, _n in zip(fit, range(count), strict=False)]


@transaction.atomic
def close_round(*, round_id: int, agreed: str, by: Member, seen: str | None = None) -> Round:
    """Ends a round with what was agreed on; who has not scored by then is left out.

    `seen` names who would be left out as it was shown to `by` (`queries.lists.unscored_named`); NotSeenYet is raised where
    it is somebody else. None where nobody is asked.
    """
    ensure_may_set_plan(by)
    found = Round.objects.select_for_update().filter(pk=round_id).first()
    if found is None:
        raise NotFound(_("This calibration round does not exist."))
    if found.closed_at is not None:
        raise WrongState(_("This calibration round is closed."))
    found.agreed = required(agreed, limit=AGREED_LENGTH, field="agreed")
    missing = unscored_in(found)
    if seen is not None and missing and seen != unscored_named(missing):
        raise NotSeenYet()
    found.closed_by, found.closed_at = by, clock.now()
    found.save()
    left = Review.objects.open().filter(sample__round=found)
    left.update(state=ReviewState.DECLINED, declined_because=_("The round was closed before."))
    record(chain=HOUSE, action="review.round_closed", by=by, data={"round": found.pk})
    return found
