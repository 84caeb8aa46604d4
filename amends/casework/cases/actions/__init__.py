"""Every change to a case, one operation a file; each permits, locks, decides, changes, saves, records and publishes."""

from amends.casework.cases.actions.answering_tasks import accept_task, finish_task, return_task
from amends.casework.cases.actions.approvals import ask_approval, decide_approval, withdraw_approval
from amends.casework.cases.actions.assigning import assign_case, route_case
from amends.casework.cases.actions.assignment_rules import set_assignment_rule
from amends.casework.cases.actions.closing import close_case, reopen_case
from amends.casework.cases.actions.concerned import clear_concerned, decide_concerned, mark_concerned
from amends.casework.cases.actions.conversation import add_customer_message, add_note, mark_read, post_reply
from amends.casework.cases.actions.correcting import (
    change_labels,
    confirm_reading,
    correct_fact,
    correct_reading,
)
from amends.casework.cases.actions.following import follow_case
from amends.casework.cases.actions.giving_back import give_back_case, return_reopened
from amends.casework.cases.actions.giving_tasks import give_task, give_task_again, give_tasks_for_risks
from amends.casework.cases.actions.handing_over import (
    accept_handover,
    ask_handover,
    return_handover,
    take_back_handover,
)
from amends.casework.cases.actions.handing_on import hand_on_cases
from amends.casework.cases.actions.meetings import (
    add_to_minutes,
    call_off_meeting,
    convene_meeting,
    make_promise_of,
    make_task_of,
    sign_minutes,
)
from amends.casework.cases.actions.milestones import (
    agree_solution,
    confirm_solution,
    dispute_solution,
    mark_cause_recorded,
    mark_followed_up,
    mark_solved,
    set_due,
    set_many_due,
)
from amends.casework.cases.actions.ordering import name_order
from amends.casework.cases.actions.points import add_point, correct_point, remove_point
from amends.casework.cases.actions.pressing_tasks import raise_task, urge_task, withdraw_task
from amends.casework.cases.actions.promises import (
    add_promise,
    break_promise,
    confirm_promise,
    keep_promise,
    record_promises,
    strike_promise,
)
from amends.casework.cases.actions.reading import read_case, read_message
from amends.casework.cases.actions.refining import refine_case
from amends.casework.cases.actions.registering import register_complaint
from amends.casework.cases.actions.relief import end_relief, lengthen_relief, weigh_case
from amends.casework.cases.actions.restricting import end_access, let_in, lift_restriction, restrict_case
from amends.casework.cases.actions.reviewing import answer_review, review_owner
from amends.casework.cases.actions.stages import advance_stage, write_record

__all__ = [
    "answer_review",
    "end_relief",
    "give_back_case",
    "hand_on_cases",
    "lengthen_relief",
    "return_reopened",
    "review_owner",
    "set_assignment_rule",
    "weigh_case",
    "accept_handover",
    "accept_task",
    "add_customer_message",
    "add_note",
    "add_point",
    "add_promise",
    "add_to_minutes",
    "advance_stage",
    "agree_solution",
    "ask_approval",
    "ask_handover",
    "assign_case",
    "break_promise",
    "call_off_meeting",
    "change_labels",
    "clear_concerned",
    "close_case",
    "confirm_promise",
    "confirm_reading",
    "confirm_solution",
    "convene_meeting",
    "correct_fact",
    "correct_point",
    "correct_reading",
    "decide_approval",
    "decide_concerned",
    "dispute_solution",
    "end_access",
    "finish_task",
    "follow_case",
    "give_task",
    "give_task_again",
    "give_tasks_for_risks",
    "keep_promise",
    "let_in",
    "lift_restriction",
    "make_promise_of",
    "make_task_of",
    "mark_cause_recorded",
    "mark_concerned",
    "mark_followed_up",
    "mark_read",
    "mark_solved",
    "name_order",
    "post_reply",
    "raise_task",
    "read_case",
    "read_message",
    "record_promises",
    "refine_case",
    "register_complaint",
    "remove_point",
    "reopen_case",
    "restrict_case",
    "return_handover",
    "return_task",
    "route_case",
    "set_due",
    "set_many_due",
    "sign_minutes",
    "strike_promise",
    "take_back_handover",
    "urge_task",
    "withdraw_approval",
    "withdraw_task",
    "write_record",
]
