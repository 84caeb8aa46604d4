"""The second pair of eyes."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import note_down
from amends.casework.cases.actions.beats import save as save_case
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions.drafts import put_back
from amends.practice.replies.actions.locking import locked_reply
from amends.practice.replies.actions.submitting import queue
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.events import ReplyApproved, ReplyReturned
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import ensure_may_approve, ensure_may_return
from amends.practice.replies.rules import is_overtaken


@transaction.atomic
def approve_reply(*, reply_id: int, by: Member) -> Reply:
    """Lets somebody else's reply go out; the author never approves their own."""
    reply = locked_reply(reply_id, by=by)
    name = ensure_may_approve(by, reply)
    ensure_waits(reply)
    ensure_still_answers(reply)
    reply.approved_by, reply.approved_at = by, clock.now()
    reply.approved_for = name if name.pk != by.pk else None
    reply.save(update_fields=["approved_by", "approved_at", "approved_for"])
    queue(reply)
    save_case(reply.case)
    decided_for = reply.approved_for.display_name if reply.approved_for else ""
    data = {"reply": reply.pk, "decided_for": decided_for}
    note_down(reply.case, "reply.approved", by=by, data=data)
    publish(ReplyApproved(case_id=reply.case_id, reply_id=reply.pk))
    return reply


@transaction.atomic
def return_reply(*, reply_id: int, reason: str, by: Member) -> Reply:
    """Gives a reply back to its author with what should change; the words become their draft again."""
    reply = locked_reply(reply_id, by=by)
    ensure_may_return(by, reply)
    ensure_waits(reply)
    give_back(reply, required(reason, limit=settings.AMENDS_TEXT_CHARACTERS, field="reason"), by=by)
    save_case(reply.case)
    note_down(reply.case, "reply.returned", by=by, data={"reply": reply.pk}, reason=reply.return_reason)
    publish(ReplyReturned(case_id=reply.case_id, reply_id=reply.pk))
    return reply


def ensure_waits(reply: Reply) -> None:
    if reply.state != ReplyState.AWAITING_APPROVAL:
        raise WrongState(_("This reply does not wait for approval any more."))


def ensure_still_answers(reply: Reply) -> None:
    """What the customer has overtaken would be stopped anyway: it is adapted first."""
    if is_overtaken(reply.based_on_message_id, reply.case.latest_inbound_id):
        raise Conflict(
            _(
                "The customer has written since this reply was handed in. Read it, and give the reply back to be adapted."
            ),
            code="newer_message",
        )


def give_back(reply: Reply, reason: str, *, by: Member) -> None:
    reply.state, reply.return_reason = ReplyState.RETURNED, reason
    reply.returned_by, reply.returned_at = by, clock.now()
    reply.save(update_fields=["state", "return_reason", "returned_by", "returned_at"])
    put_back(reply.case, reply.author, reply.body, reply.files)
