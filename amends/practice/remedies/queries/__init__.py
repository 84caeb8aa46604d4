from amends.practice.remedies.queries.proposals import latest_proposal, may_give, proposals_of

__all__ = ["latest_proposal", "may_give", "proposals_of"]
