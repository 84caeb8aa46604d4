from amends.practice.remedies.models.policy import CaseFact, PolicyEdition
from amends.practice.remedies.models.proposals import Option, Proposal

__all__ = ["CaseFact", "Option", "PolicyEdition", "Proposal"]
