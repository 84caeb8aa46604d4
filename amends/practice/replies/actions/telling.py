"""Telling who is to approve a reply, whose reply was given back, and whose text blocks rest on what changed."""

from __future__ import annotations

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.queries.attention import who_leads
from amends.casework.knowledge.models import Clause
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply, TextBlock
from amends.practice.replies.permissions import may_keep_blocks


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


def tell_keepers(clause_id: int) -> None:
    """Of each block in use that rests on the clause: who wrote it last, if they still keep blocks, and who leads its team."""
    clause = Clause.objects.filter(pk=clause_id).first()
    if clause is None:
        return
    blocks = TextBlock.objects.filter(bases__clause=clause, retired_at=None)
    for block in blocks.select_related("department", "updated_by"):
        last = block.updated_by.pk if may_keep_blocks(block.updated_by) else None
        notify(
            to={one for one in (last, who_leads(block.department)) if one is not None},
            kind=NoticeKind.ARTICLE,
            origin=f"block:{block.pk}:clause:{clause.pk}:{clause.changed_at:%Y%m%d%H%M%S%f}",
            case_id=0,
            number="",
            data={"what": "block", "block": block.title},
        )
