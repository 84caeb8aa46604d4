"""Every change to what is paid out."""

from amends.practice.remedies.payments.actions.answering import apply_answer, forget_answers, read_answer
from amends.practice.remedies.payments.actions.delivering import send_refund, turn_to_file
from amends.practice.remedies.payments.actions.exporting import export_batch, fetch_batch
from amends.practice.remedies.payments.actions.giving_points import (
    expire_points,
    give_points,
    take_points_back,
    use_points,
)
from amends.practice.remedies.payments.actions.guessing import look_up
from amends.practice.remedies.payments.actions.instructing import (
    call_off_instruction,
    confirm_instruction,
    instruct_refund,
)
from amends.practice.remedies.payments.actions.issuing import (
    call_off_voucher,
    expire_vouchers,
    issue_voucher,
    set_conditions,
)
from amends.practice.remedies.payments.actions.redeeming import redeem_voucher
from amends.practice.remedies.payments.actions.settling import mark_failed, mark_paid
from amends.practice.remedies.payments.actions.showing import show_code

__all__ = [
    "apply_answer",
    "call_off_instruction",
    "call_off_voucher",
    "confirm_instruction",
    "expire_points",
    "expire_vouchers",
    "export_batch",
    "fetch_batch",
    "forget_answers",
    "give_points",
    "instruct_refund",
    "issue_voucher",
    "look_up",
    "mark_failed",
    "mark_paid",
    "read_answer",
    "redeem_voucher",
    "send_refund",
    "set_conditions",
    "show_code",
    "take_points_back",
    "turn_to_file",
    "use_points",
]
