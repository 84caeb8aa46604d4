"""Drafting: a reply in the customer's own script that names the customer's own points. Pure, like the check."""

from amends.practice.replies.drafting.drafting import draft_reply, suggested_options
from amends.practice.replies.drafting.request import (
    KINDS,
    LETTERS,
    PHONE,
    DraftRequest,
    FoundPoint,
    Option,
    SaidFact,
)

__all__ = [
    "KINDS",
    "LETTERS",
    "PHONE",
    "DraftRequest",
    "FoundPoint",
    "Option",
    "SaidFact",
    "draft_reply",
    "suggested_options",
]
