"""What the review of replies does when it has moved: somebody is told."""

from __future__ import annotations

from amends.practice.replies.review.actions import telling
from amends.practice.replies.review.events import DisputeDecided, ReviewAsked, ReviewDisputed, ReviewScored


def tell_who_scores(event: ReviewAsked) -> None:
    telling.tell_reviewer(event.review_id)


def tell_who_wrote(event: ReviewScored) -> None:
    telling.tell_author(event.review_id)


def tell_who_decides(event: ReviewDisputed) -> None:
    telling.tell_decider(event.review_id)


def tell_what_was_decided(event: DisputeDecided) -> None:
    telling.tell_both(event.review_id)
