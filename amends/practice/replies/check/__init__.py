"""The check before sending: what a reply lacks or should not say. Pure: no database, no framework, no network."""

from amends.practice.replies.check.checking import check_reply
from amends.practice.replies.check.context import CheckContext, Grievance
from amends.practice.replies.check.finding import Finding, is_ok
from amends.practice.replies.check.pledges import Pledge, pledges_in
from amends.practice.replies.check.review import PointAnswered, PromiseMade, Review, review_reply

__all__ = [
    "CheckContext",
    "Finding",
    "Grievance",
    "Pledge",
    "PointAnswered",
    "PromiseMade",
    "Review",
    "check_reply",
    "is_ok",
    "pledges_in",
    "review_reply",
]
