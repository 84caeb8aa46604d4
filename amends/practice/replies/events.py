"""What a reply on its way tells the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class ReplySubmitted(Event):
    case_id: int
    reply_id: int
    needs_approval: bool


@dataclass(frozen=True)
class ReplyApproved(Event):
    case_id: int
    reply_id: int


@dataclass(frozen=True)
class ReplyReturned(Event):
    case_id: int
    reply_id: int


@dataclass(frozen=True)
class ReplySent(Event):
    case_id: int
    reply_id: int
    message_id: int
