"""Sending, once, and taking back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions import post_reply, record_promises
from amends.casework.cases.actions.beats import note_down
from amends.casework.cases.actions.beats import save as save_case
from amends.casework.cases.permissions import ensure_house
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions.approving import give_back
from amends.practice.replies.actions.drafts import put_back
from amends.practice.replies.actions.locking import locked_reply
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.events import ReplyReturned, ReplySent
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import ensure_is_author
from amends.practice.replies.queries import promised_in
from amends.practice.replies.rules import is_overtaken
from amends.practice.replies.text import words_answered


@transaction.atomic
def send_reply(*, reply_id: int, by: Member) -> Reply:
    """Puts a queued reply before the customer, once; stops and gives it back when the customer has written since.

    Called by the job again and again until it has happened, so everything but a queued reply is left as it is.
    """
    ensure_house(by)
    reply = locked_reply(reply_id, by=by)
    if reply.state != ReplyState.QUEUED or reply.send_at is None or reply.send_at > clock.now():
        return reply
    if is_overtaken(reply.based_on_message_id, reply.case.latest_inbound_id):
        why = _("The customer has written again since. Read it, adapt the text and send it anew.")
        return _stop(reply, why, by=by)
    try:
        with transaction.atomic():
            message = post_reply(
                case_id=reply.case_id,
                body=reply.body,
                by=reply.author,
                attachment_ids=[one["id"] for one in reply.files],
                idempotency_key=f"reply:{reply.pk}",
            )
    except Refused as refusal:
        return _stop(reply, str(refusal.message), by=by)
    # Compare and set: whoever comes second finds it sent and changes nothing.
    changed = Reply.objects.filter(pk=reply.pk, state=ReplyState.QUEUED).update(
        state=ReplyState.SENT, message=message
    )
    if not changed:
        raise WrongState(_("This reply was sent in the meantime."))
    reply.refresh_from_db()
    note_down(reply.case, "reply.sent", by=by, data={"reply": reply.pk, "message": message.pk})
    promised = promised_in(reply.body, message.sent_at, answering=words_answered(reply.case))
    if promised:
        record_promises(case_id=reply.case_id, message=message, items=promised, by=by)
    publish(ReplySent(case_id=reply.case_id, reply_id=reply.pk, message_id=message.pk))
    return reply


@transaction.atomic
def undo_reply(*, reply_id: int, by: Member) -> Reply:
    """Takes a reply back before it has left; its words become the author's draft again."""
    reply = locked_reply(reply_id, by=by)
    ensure_is_author(by, reply)
    if reply.state not in (ReplyState.QUEUED, ReplyState.AWAITING_APPROVAL):
        raise WrongState(
            _("This reply has left already. Write to the customer again if something has to be added.")
        )
    reply.state = ReplyState.WITHDRAWN
    reply.returned_by, reply.returned_at = by, clock.now()
    reply.save(update_fields=["state", "returned_by", "returned_at"])
    put_back(reply.case, reply.author, reply.body, reply.files)
    save_case(reply.case)
    note_down(reply.case, "reply.withdrawn", by=by, data={"reply": reply.pk})
    return reply


def _stop(reply: Reply, reason: str, *, by: Member) -> Reply:
    give_back(reply, reason, by=by)
    save_case(reply.case)
    note_down(reply.case, "reply.stopped", by=by, data={"reply": reply.pk}, reason=reason)
    publish(ReplyReturned(case_id=reply.case_id, reply_id=reply.pk))
    return reply
