"""Every change to drafts and replies."""

from amends.practice.replies.actions.approving import approve_reply, return_reply
from amends.practice.replies.actions.blocks import add_block, change_block, retire_block
from amends.practice.replies.actions.check_policy import decide_check_policy, enter_check_policy
from amends.practice.replies.actions.drafts import clear_draft, recover_draft, save_draft, take_over_draft
from amends.practice.replies.actions.files import attach_to_draft, detach_from_draft
from amends.practice.replies.actions.sending import send_reply, undo_reply
from amends.practice.replies.actions.submitting import ensure_may_leave, submit_reply

__all__ = [
    "add_block",
    "approve_reply",
    "attach_to_draft",
    "change_block",
    "clear_draft",
    "decide_check_policy",
    "detach_from_draft",
    "ensure_may_leave",
    "enter_check_policy",
    "recover_draft",
    "retire_block",
    "return_reply",
    "save_draft",
    "send_reply",
    "submit_reply",
    "take_over_draft",
    "undo_reply",
]
