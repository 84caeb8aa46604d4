"""Telling who is to approve a reply, and whose reply was given back."""

from __future__ import annotations

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.queries.attention import who_leads
from amends.foundation.notices.choices import NoticeKind
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply


def tell_approver(reply_id: int) -> None:
    """Whoever leads the case's department; others who may approve find it in their queue."""
    reply = Reply.objects.select_related("case__department").get(pk=reply_id)
    if reply.state == ReplyState.AWAITING_APPROVAL:
        to = [who_leads(reply.case.department)]
        data = {"what": "reply", "reply": reply.pk}
        tell(reply.case, NoticeKind.APPROVAL, f"reply:{reply_id}:asked", to, data, not_to=reply.author_id)


def tell_author(reply_id: int) -> None:
    reply = Reply.objects.select_related("case").get(pk=reply_id)
    data = {"what": "reply_returned", "reply": reply.pk}
    tell(reply.case, NoticeKind.APPROVAL, f"reply:{reply_id}:returned", [reply.author_id], data)
