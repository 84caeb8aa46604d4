from amends.practice.remedies.queries.advising import (
    Advice,
    advice,
    currency_of,
    may_give,
    range_of,
    remarks,
)
from amends.practice.remedies.queries.drafting import OptionDraft, option_drafts
from amends.practice.remedies.queries.like_cases import LikeCase, Precedents, precedents
from amends.practice.remedies.queries.policy import (
    decided_editions,
    forget,
    policy_in_force,
    shipped,
    waiting_edition,
)
from amends.practice.remedies.queries.proposals import latest_proposal, proposals_of, turned_down

__all__ = [
    "Advice",
    "LikeCase",
    "OptionDraft",
    "Precedents",
    "advice",
    "currency_of",
    "decided_editions",
    "forget",
    "latest_proposal",
    "may_give",
    "option_drafts",
    "policy_in_force",
    "precedents",
    "proposals_of",
    "range_of",
    "remarks",
    "shipped",
    "turned_down",
    "waiting_edition",
]
