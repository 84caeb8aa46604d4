"""What this app does when its own moment has come."""

from __future__ import annotations

from amends.casework.knowledge.actions import note_sent
from amends.casework.knowledge.events import ClauseChanged
from amends.foundation.organisation.queries import house_member
from amends.practice.replies.actions import send_reply
from amends.practice.replies.actions.telling import (
    tell_approved,
    tell_approver,
    tell_author,
    tell_keepers,
    tell_quoters,
)
from amends.practice.replies.events import ReplyApproved, ReplyReturned, ReplySent, ReplySubmitted
from amends.practice.replies.models import Reply


def send_when_due(reply_id: int) -> None:
    """The time for taking back is over."""
    send_reply(reply_id=reply_id, by=house_member())


def tell_who_approves(event: ReplySubmitted) -> None:
    if event.needs_approval:
        tell_approver(event.reply_id)


def note_what_was_quoted(event: ReplySent) -> None:
    """Words of articles that went out speak for these articles in like cases."""
    body = Reply.objects.filter(pk=event.reply_id).values_list("body", flat=True).first()
    if body:
        note_sent(case_id=event.case_id, body=body, by=house_member())


def tell_that_it_was_approved(event: ReplyApproved) -> None:
    tell_approved(event.reply_id)


def tell_who_wrote(event: ReplyReturned) -> None:
    tell_author(event.reply_id)


def tell_whose_blocks_rest_on_it(event: ClauseChanged) -> None:
    tell_keepers(event.clause_id, event.said)


def tell_who_quoted_it(event: ClauseChanged) -> None:
    tell_quoters(event.clause_id, event.said)
