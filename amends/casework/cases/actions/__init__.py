"""Every change to a case, one operation a file; each permits, locks, decides, changes, saves, records and publishes."""

from amends.casework.cases.actions.answering_tasks import accept_task, finish_task, return_task
from amends.casework.cases.actions.approvals import ask_approval, decide_approval, withdraw_approval
from amends.casework.cases.actions.assigning import assign_case, route_case
from amends.casework.cases.actions.assignment_rules import set_assignment_rule
from amends.casework.cases.actions.attaching import keep_files
from amends.casework.cases.actions.closing import close_case, reopen_case
from amends.casework.cases.actions.concerned import clear_concerned, decide_concerned, mark_concerned
from amends.casework.cases.actions.conversation import add_customer_message, add_note, mark_read, post_reply
from amends.casework.cases.actions.correcting import (
    add_fact,
    change_labels,
    confirm_reading,
    correct_fact,
    correct_reading,
)
from amends.casework.cases.actions.disposing import carry_out_disposal, decide_disposal, list_disposal
from amends.casework.cases.actions.findings import add_evidence, drop_evidence, judge_point, promise_for_point
from amends.casework.cases.actions.following import follow_case
from amends.casework.cases.actions.giving_back import give_back_case, return_reopened
from amends.casework.cases.actions.giving_tasks import give_task, give_task_again, give_tasks_for_risks
from amends.casework.cases.actions.handing_on import hand_on_cases
from amends.casework.cases.actions.handing_over import (
    accept_handover,
    ask_handover,
    return_handover,
    take_back_handover,
)
from amends.casework.cases.actions.holding import lift_hold, set_hold
from amends.casework.cases.actions.involving import (
    add_party,
    address_party,
    document_party,
    end_party,
    show_party,
)
from amends.casework.cases.actions.labels import add_label, change_label, put_label
from amends.casework.cases.actions.linking import follow_up_case
from amends.casework.cases.actions.many import act_on_many, undo_many
from amends.casework.cases.actions.meetings import (
    add_to_minutes,
    call_off_meeting,
    convene_meeting,
    make_promise_of,
    make_task_of,
    sign_minutes,
)
from amends.casework.cases.actions.merging import merge_cases, undo_merge
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
from amends.casework.cases.actions.opening import (
    look_at,
    open_file,
    open_for_customer,
    open_original,
    open_page,
    open_thumbnail,
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
from amends.casework.cases.actions.redacting import redact_with_boxes, redact_with_words
from amends.casework.cases.actions.refining import refine_case
from amends.casework.cases.actions.registering import register_complaint
from amends.casework.cases.actions.relating import end_link, link_cases, split_case
from amends.casework.cases.actions.relief import end_relief, lengthen_relief, weigh_case
from amends.casework.cases.actions.restricting import end_access, let_in, lift_restriction, restrict_case
from amends.casework.cases.actions.reviewing import answer_review, review_owner
from amends.casework.cases.actions.rounds import take_up_raised
from amends.casework.cases.actions.stages import advance_stage, go_back, write_record
from amends.casework.cases.actions.steps import keep_step, untick_step
from amends.casework.cases.actions.verifying import verify_case_files
from amends.casework.cases.actions.watching import (
    say_present,
    snooze_case,
    unwatch_case,
    wake_case,
    watch_case,
)
from amends.casework.cases.actions.withdrawing import end_case, withdraw_complaint

__all__ = [
    "accept_handover",
    "accept_task",
    "act_on_many",
    "add_customer_message",
    "add_evidence",
    "add_fact",
    "add_label",
    "add_note",
    "add_party",
    "add_point",
    "add_promise",
    "add_to_minutes",
    "address_party",
    "advance_stage",
    "agree_solution",
    "answer_review",
    "ask_approval",
    "ask_handover",
    "assign_case",
    "break_promise",
    "call_off_meeting",
    "carry_out_disposal",
    "change_label",
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
    "decide_disposal",
    "dispute_solution",
    "document_party",
    "drop_evidence",
    "end_access",
    "end_case",
    "end_link",
    "end_party",
    "end_relief",
    "finish_task",
    "follow_case",
    "follow_up_case",
    "give_back_case",
    "give_task",
    "give_task_again",
    "give_tasks_for_risks",
    "go_back",
    "hand_on_cases",
    "judge_point",
    "keep_files",
    "keep_promise",
    "keep_step",
    "lengthen_relief",
    "let_in",
    "lift_hold",
    "lift_restriction",
    "link_cases",
    "list_disposal",
    "look_at",
    "make_promise_of",
    "make_task_of",
    "mark_cause_recorded",
    "mark_concerned",
    "mark_followed_up",
    "mark_read",
    "mark_solved",
    "merge_cases",
    "name_order",
    "open_file",
    "open_for_customer",
    "open_original",
    "open_page",
    "open_thumbnail",
    "post_reply",
    "promise_for_point",
    "put_label",
    "raise_task",
    "read_case",
    "read_message",
    "record_promises",
    "redact_with_boxes",
    "redact_with_words",
    "refine_case",
    "register_complaint",
    "remove_point",
    "reopen_case",
    "restrict_case",
    "return_handover",
    "return_reopened",
    "return_task",
    "review_owner",
    "route_case",
    "say_present",
    "set_assignment_rule",
    "set_due",
    "set_hold",
    "set_many_due",
    "show_party",
    "sign_minutes",
    "snooze_case",
    "split_case",
    "strike_promise",
    "take_back_handover",
    "take_up_raised",
    "undo_many",
    "undo_merge",
    "untick_step",
    "unwatch_case",
    "urge_task",
    "verify_case_files",
    "wake_case",
    "watch_case",
    "weigh_case",
    "withdraw_approval",
    "withdraw_complaint",
    "withdraw_task",
    "write_record",
]
