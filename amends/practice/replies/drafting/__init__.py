"""Drafting: a reply in the customer's own script that names the customer's own points. Pure, like the check."""

from amends.practice.replies.drafting.letter import draft_reply, suggested_options
from amends.practice.replies.drafting.request import KINDS, DraftRequest, FoundPoint, Option

__all__ = ["KINDS", "DraftRequest", "FoundPoint", "Option", "draft_reply", "suggested_options"]
