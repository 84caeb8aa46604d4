"""Every change to a case, one operation a file; each permits, locks, decides, changes, saves, records and publishes."""

from amends.casework.cases.actions.assigning import assign_case, route_case
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
from amends.casework.cases.actions.milestones import (
    agree_solution,
    confirm_solution,
    dispute_solution,
    mark_cause_recorded,
    mark_followed_up,
    mark_solved,
    set_due,
)
from amends.casework.cases.actions.ordering import name_order
from amends.casework.cases.actions.points import add_point, correct_point, remove_point
from amends.casework.cases.actions.reading import read_case, read_message
from amends.casework.cases.actions.refining import refine_case
from amends.casework.cases.actions.registering import register_complaint
from amends.casework.cases.actions.restricting import end_access, let_in, lift_restriction, restrict_case
from amends.casework.cases.actions.stages import advance_stage, write_record

__all__ = [
    "add_customer_message",
    "add_note",
    "add_point",
    "advance_stage",
    "agree_solution",
    "assign_case",
    "change_labels",
    "clear_concerned",
    "close_case",
    "confirm_reading",
    "confirm_solution",
    "correct_fact",
    "correct_point",
    "correct_reading",
    "decide_concerned",
    "dispute_solution",
    "end_access",
    "follow_case",
    "let_in",
    "lift_restriction",
    "mark_cause_recorded",
    "mark_concerned",
    "mark_followed_up",
    "mark_read",
    "mark_solved",
    "name_order",
    "post_reply",
    "read_case",
    "read_message",
    "refine_case",
    "register_complaint",
    "remove_point",
    "reopen_case",
    "restrict_case",
    "route_case",
    "set_due",
    "write_record",
]
