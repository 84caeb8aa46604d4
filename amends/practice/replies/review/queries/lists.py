"""What waits for somebody, what was said of somebody's replies, the plan and its draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from amends.casework.cases.queries import case_by_number
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import readable_by as replies_readable_by
from amends.practice.replies.review.choices import DECIDERS, PLANS, REVIEWERS, ReviewState
from amends.practice.replies.review.models import Draw, Plan, Review, Round, Sample
from amends.practice.replies.review.permissions import (
    are_party_to,
    authors_led_by,
    may_review,
    readable_by,
)

TAKEN_SHOWN, DRAWS_SHOWN, ROUNDS_SHOWN, PICKS_SHOWN = 50, 26, 30, 20
WITH = ("sample__reply__case", "sample__reply__author", "sample__round", "reviewer")


def plan_in_force() -> Plan | None:
    return Plan.objects.select_related("set_by").order_by("-pk").first()


def plans_before() -> list[Plan]:
    """Earlier settings, the latest first."""
    return list(Plan.objects.select_related("set_by").order_by("-pk")[1:11])


def to_score(member: Member) -> QuerySet[Review]:
    """What a member has to score, the oldest first; not what went out of their sight."""
    rows = Review.objects.open().filter(readable_by(member), reviewer=member)
    return rows.select_related(*WITH)


def scored_by(member: Member) -> QuerySet[Review]:
    return Review.objects.done().filter(readable_by(member), reviewer=member).select_related(*WITH, "dispute")


def reviews_of(member: Member) -> QuerySet[Review]:
    """What was said of a member's own replies, each with how many people have scored the same reply."""
    rows = Review.objects.that_count().filter(readable_by(member), sample__reply__author=member)
    rows = rows.annotate(
        read_by=Count("sample__reviews", filter=Q(sample__reviews__state=ReviewState.DONE), distinct=True)
    )
    return rows.select_related(*WITH, "dispute")


def disputes_for(member: Member) -> QuerySet[Review]:
    """Open disputes that a member may decide, the oldest first."""
    if member.role not in DECIDERS:
        return Review.objects.none()
    mine = Review.objects.filter(sample=OuterRef("sample"), reviewer=member)
    rows = Review.objects.filter(readable_by(member), authors_led_by(member), dispute__ruling="")
    rows = rows.exclude(are_party_to(member, "sample__reply__"))
    return rows.filter(~Exists(mine.exclude(state=ReviewState.DECLINED))).select_related(*WITH, "dispute")


def disputes_seen(member: Member) -> QuerySet[Review]:
    """All disputes in which a member has a part, or that they may read, the latest first."""
    rows = Review.objects.filter(readable_by(member), dispute__isnull=False)
    return rows.select_related(*WITH, "dispute__decided_by")


def without_reviewer(member: Member) -> list[Sample]:
    """Drawn replies that still want somebody and that this member may take."""
    if not may_review(member):
        return []
    asked = Count("reviews", filter=~Q(reviews__state=ReviewState.DECLINED))
    mine = Review.objects.filter(sample=OuterRef("pk"), reviewer=member)
    seen = Reply.objects.filter(replies_readable_by(member)).exclude(are_party_to(member))
    rows = Sample.objects.filter(Q(round=None), ~Exists(mine), reply__in=seen.values("pk")).annotate(
        asked=asked
    )
    rows = rows.filter(asked__lt=F("wanted")).select_related("reply__case", "reply__author")
    return list(rows.order_by("pk")[:TAKEN_SHOWN])


def draws() -> list[Draw]:
    """The latest draws, each with how many replies were drawn, and how many of them somebody has scored."""
    done = Count("samples", filter=Q(samples__reviews__state=ReviewState.DONE), distinct=True)
    rows = Draw.objects.defer("considered").annotate(taken=Count("samples", distinct=True), done=done)
    return list(rows.order_by("-week")[:DRAWS_SHOWN])


def rounds_for(member: Member) -> list[Round]:
    """All rounds for those who open them, the others those in which they score."""
    counted = Round.objects.annotate(
        replies=Count("samples", distinct=True),
        asked=Count("samples__reviews", distinct=True),
        done=Count("samples__reviews", filter=Q(samples__reviews__state=ReviewState.DONE), distinct=True),
    )
    if member.role not in {*PLANS, Role.SYSTEM}:
        counted = counted.filter(Exists(Review.objects.filter(sample__round=OuterRef("pk"), reviewer=member)))
    return list(counted.select_related("opened_by").order_by("-pk")[:ROUNDS_SHOWN])


@dataclass(frozen=True)
class Unscored:
    """Somebody who has not scored all replies of a round, and how many are missing."""

    name: str
    member_id: int
    missing: int


def unscored_in(found: Round) -> list[Unscored]:
    rows = Review.objects.open().filter(sample__round=found).order_by("reviewer__display_name", "reviewer")
    counted = rows.values_list("reviewer__display_name", "reviewer").annotate(missing=Count("pk"))
    return [Unscored(*row) for row in counted]


def unscored_named(missing: Iterable[Unscored]) -> str:
    """A name of who is missing with how many, the same for the same ones."""
    return " ".join(sorted(f"{one.member_id}:{one.missing}" for one in missing))


def replies_to_pick(number: str, member: Member) -> list[Reply]:
    """The sent replies of one case, the latest first; each knows whether it is among the reviewed ones."""
    case = case_by_number(number, member=member)
    rows = Reply.objects.filter(case=case, state=ReplyState.SENT) if case else Reply.objects.none()
    taken = Exists(Sample.objects.filter(reply=OuterRef("pk"), round=None))
    rows = rows.annotate(is_taken=taken).select_related("case", "author", "message")
    return list(rows.order_by("-pk")[:PICKS_SHOWN])


def review_for(review_id: int, member: Member) -> Review | None:
    """One review with all that its page shows, if it is for this member."""
    rows = Review.objects.filter(readable_by(member), pk=review_id)
    rows = rows.select_related(
        *WITH, "sample__reply__message", "sample__draw__plan", "sample__picked_by", "dispute__decided_by"
    )
    # What a whole lot was drawn from is long, and no page shows it.
    return rows.defer("sample__draw__considered").first()


def reviewers() -> list[Member]:
    """Those who may take part in a calibration round."""
    return list(Member.objects.filter(role__in=REVIEWERS, is_active=True).order_by("department__path", "pk"))
