"""Every change about what is offered and given."""

from amends.practice.remedies.actions.case_facts import answer_case_facts
from amends.practice.remedies.actions.policy import decide_remedy_policy, enter_remedy_policy, explain_policy
from amends.practice.remedies.actions.proposals import (
    choose_option,
    explain,
    propose_solutions,
    reject_proposal,
)

__all__ = [
    "answer_case_facts",
    "choose_option",
    "decide_remedy_policy",
    "enter_remedy_policy",
    "explain",
    "explain_policy",
    "propose_solutions",
    "reject_proposal",
]
