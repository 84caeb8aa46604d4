"""Every change about what is offered and given."""

from amends.practice.remedies.actions.asking_grants import ask_for_grant
from amends.practice.remedies.actions.card_writing import write_card
from amends.practice.remedies.actions.carrying_out import Carrying, carry_out_grant, open_gate, plan_grant
from amends.practice.remedies.actions.case_facts import answer_case_facts
from amends.practice.remedies.actions.ending_grants import (
    cancel_grant,
    grant_came_back,
    grant_failed,
    note_thanks,
    settle_grant,
)
from amends.practice.remedies.actions.grants import Wish, grant_remedy
from amends.practice.remedies.actions.next_parts import NextPart, grant_next_part
from amends.practice.remedies.actions.policy import decide_remedy_policy, enter_remedy_policy, explain_policy
from amends.practice.remedies.actions.proposals import (
    choose_option,
    explain,
    propose_solutions,
    reject_proposal,
)

__all__ = [
    "Carrying",
    "NextPart",
    "Wish",
    "answer_case_facts",
    "ask_for_grant",
    "cancel_grant",
    "carry_out_grant",
    "choose_option",
    "decide_remedy_policy",
    "enter_remedy_policy",
    "explain",
    "explain_policy",
    "grant_came_back",
    "grant_failed",
    "grant_next_part",
    "grant_remedy",
    "note_thanks",
    "open_gate",
    "plan_grant",
    "propose_solutions",
    "reject_proposal",
    "settle_grant",
    "write_card",
]
