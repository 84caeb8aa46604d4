from amends.practice.remedies.models.grants import AskedGrant, Grant, GrantCard
from amends.practice.remedies.models.policy import CaseFact, PolicyEdition
from amends.practice.remedies.models.proposals import Option, Proposal

__all__ = ["AskedGrant", "CaseFact", "Grant", "GrantCard", "Option", "PolicyEdition", "Proposal"]
