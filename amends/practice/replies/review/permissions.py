"""Who may see a review, who may score which reply, and who decides."""

from __future__ import annotations

from functools import reduce
from operator import attrgetter, or_

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply
from amends.practice.replies.review.choices import (
    DECIDERS,
    PLANS,
    REVIEWERS,
    SEE_FIGURES,
    ReviewState,
)
from amends.practice.replies.review.models import Review

REPLY = "sample__reply"
# Who wrote a reply, let it go out themselves or by somebody in their place, or has the case does not judge it.
PARTIES = ("author", "approved_by", "approved_for", "case__owner")


def readable_by(member: Member) -> Q:
    """An SQL predicate over reviews: those of replies in cases that this member may see, and that are for them.

    A reviewer sees their own; an author what was said of their replies, not of exercises; quality and managers all, a team
    lead those of their people. Whoever still has to score a reply, drawn or in a round, does not see what others say of it.
    """
    seen = Q(**{f"{REPLY}__case__in": Case.objects.order_by().filter(visible_to(member))})
    if member.role == Role.SYSTEM:
        return seen
    own = Q(reviewer=member)
    mine = Review.objects.filter(sample=OuterRef("sample"), reviewer=member)
    to_score = Review.objects.open().filter(sample__reply=OuterRef(REPLY), reviewer=member)
    done = Q(state=ReviewState.DONE) & ~Q(Exists(to_score))
    theirs = Q(**{f"{REPLY}__author": member}, sample__round=None)
    theirs |= Q(Exists(mine.filter(state=ReviewState.DONE)))
    if member.role in PLANS:
        theirs = Q()
    elif member.role == Role.LEAD and member.department is not None:
        theirs |= Q(
            **{f"{REPLY}__author__department__path__startswith": member.department.path}, sample__round=None
        )
    return seen & (own | (done & theirs))


def may_set_plan(member: Member) -> bool:
    return member.is_active and member.role in PLANS


def ensure_may_set_plan(member: Member) -> None:
    if not may_set_plan(member):
        raise NotPermitted(_("Quality and managers decide what is looked at."))


def may_review(member: Member) -> bool:
    return member.is_active and member.role in REVIEWERS


def ensure_may_review(member: Member) -> None:
    if not may_review(member):
        raise NotPermitted(_("Quality, team leads, legal and managers review replies."))


def may_see_reviews(member: Member) -> bool:
    """Who writes to customers sees their own at least."""
    return member.is_active and member.role in CASEWORKERS


def may_see_figures(member: Member) -> bool:
    return member.is_active and member.role in SEE_FIGURES


def is_party_to(member: Member, reply: Reply) -> bool:
    return any(attrgetter(f"{part}_id".replace("__", "."))(reply) == member.pk for part in PARTIES)


def are_party_to(member: Member, path: str = "") -> Q:
    """The same as an SQL predicate over replies, or over what a path leads from to a reply."""
    return reduce(or_, (Q(**{f"{path}{part}": member}) for part in PARTIES))


def ensure_not_party(member: Member, reply: Reply) -> None:
    if member.pk == reply.author_id:
        raise NotPermitted(_("You wrote this reply; somebody else reviews it."))
    if is_party_to(member, reply):
        raise NotPermitted(
            _(
                "This reply went out by you or in your place, or its case is yours; somebody without a part in it reviews it."
            )
        )


def ensure_is_reviewer(member: Member, review: Review) -> None:
    if member.pk != review.reviewer_id:
        raise NotPermitted(_("This review is given to somebody else."))


def ensure_is_author(member: Member, review: Review) -> None:
    if member.pk != review.sample.reply.author_id or review.sample.round_id:
        raise NotPermitted(_("Only whoever wrote the reply answers its review."))


def may_decide(member: Member, review: Review) -> bool:
    """A team lead or manager who neither wrote the reply, let it go out or has its case, nor scored it."""
    return member.is_active and member.role in DECIDERS and not _took_part(member, review)


def ensure_may_decide(member: Member, review: Review) -> None:
    if _took_part(member, review):
        raise NotPermitted(_("You had a part in this reply or scored it; somebody else decides the dispute."))
    if not may_decide(member, review):
        raise NotPermitted(_("A team lead or a manager decides a dispute."))


def _took_part(member: Member, review: Review) -> bool:
    return (
        is_party_to(member, review.sample.reply)
        or Review.objects.filter(sample=review.sample_id, reviewer=member)
        .exclude(state=ReviewState.DECLINED)
        .exists()
    )


def authors_led_by(member: Member) -> Q:
    """An SQL predicate over reviews: for a team lead those of their departments, for the others all."""
    if member.role != Role.LEAD:
        return Q()
    if member.department is None:
        return Q(pk__in=[])
    return Q(**{f"{REPLY}__author__department__path__startswith": member.department.path})
