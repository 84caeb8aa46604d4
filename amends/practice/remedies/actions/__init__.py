"""Every change about what is offered and given."""

from amends.practice.remedies.actions.proposals import (
    choose_option,
    explain,
    propose_solutions,
    reject_proposal,
)

__all__ = ["choose_option", "explain", "propose_solutions", "reject_proposal"]
