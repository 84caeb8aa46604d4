from amends.practice.remedies.models.proposals import Option, Proposal

__all__ = ["Option", "Proposal"]
