"""Every change to drafts and replies."""

from amends.practice.replies.actions.approving import approve_reply, return_reply
from amends.practice.replies.actions.drafts import save_draft
from amends.practice.replies.actions.sending import send_reply, undo_reply
from amends.practice.replies.actions.submitting import ensure_may_leave, submit_reply

__all__ = [
    "approve_reply",
    "ensure_may_leave",
    "return_reply",
    "save_draft",
    "send_reply",
    "submit_reply",
    "undo_reply",
]
