"""Every change to the review of replies."""

from amends.practice.replies.review.actions.answering import accept_review, decide_dispute, dispute_review
from amends.practice.replies.review.actions.beats import NotSeenYet
from amends.practice.replies.review.actions.calibrating import close_round, open_round
from amends.practice.replies.review.actions.drawing import draw_week
from amends.practice.replies.review.actions.exporting import note_export
from amends.practice.replies.review.actions.picking import pick_reply, take_review
from amends.practice.replies.review.actions.planning import set_plan
from amends.practice.replies.review.actions.scoring import decline_review, score_reply

__all__ = [
    "NotSeenYet",
    "accept_review",
    "close_round",
    "decide_dispute",
    "decline_review",
    "dispute_review",
    "draw_week",
    "note_export",
    "open_round",
    "pick_reply",
    "score_reply",
    "set_plan",
    "take_review",
]
