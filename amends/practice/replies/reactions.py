"""What this app does when its own moment has come."""

from __future__ import annotations

from amends.foundation.organisation.queries import house_member
from amends.practice.replies.actions import send_reply


def send_when_due(reply_id: int) -> None:
    """The time for taking back is over."""
    send_reply(reply_id=reply_id, by=house_member())
