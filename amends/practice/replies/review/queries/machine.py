"""What the check says of a sent reply, with the case as it stood when the reply left."""

from __future__ import annotations

from dataclasses import replace

from amends.casework.cases.choices import Direction
from amends.practice.replies.check import CheckContext, Finding, Grievance, check_reply
from amends.practice.replies.choices import ReplyKind
from amends.practice.replies.models import Reply
from amends.practice.replies.queries import context_for
from amends.practice.replies.text import MESSAGES_CHECKED

ANSWERS_ALL = frozenset({ReplyKind.FIRST_RESPONSE, ReplyKind.SOLUTION, ReplyKind.CLOSING})


def findings_on(reply: Reply, *, language: str) -> list[Finding]:
    return check_reply(reply.body, complaint=words_then(reply), context=context_then(reply, language))


def words_then(reply: Reply) -> str:
    """The customer's words that the reply answers, the newest last."""
    known = reply.case.messages.filter(direction=Direction.IN)
    if reply.based_on_message_id:
        known = known.filter(pk__lte=reply.based_on_message_id)
    return "\n".join(reversed(known.order_by("-id").values_list("body", flat=True)[:MESSAGES_CHECKED]))


def context_then(reply: Reply, language: str) -> CheckContext:
    """What came later accuses nobody; a sum that somebody else approved is not above the author's authority."""
    case, now = reply.case, context_for(reply.case, reply.author, reply.kind, language)
    sent_at = reply.message.sent_at if reply.message else reply.submitted_at
    return replace(
        now,
        grievances=points_then(reply, now.grievances),
        fixed=case.solved_at is not None and case.solved_at <= sent_at,
        calm=None,
        authority_limit=None if reply.approved_by_id else now.authority_limit,
        limits_abroad=None if reply.approved_by_id else now.limits_abroad,
    )


def points_then(reply: Reply, points: tuple[Grievance, ...]) -> tuple[Grievance, ...]:
    """The first answer and the solution speak to every point, the closing letter to what was found."""
    if reply.kind == ReplyKind.CLOSING:
        return tuple(one for one in points if one.finding)
    first = reply.case.first_reply_at
    sent_at = reply.message.sent_at if reply.message else reply.submitted_at
    return points if reply.kind in ANSWERS_ALL or first is None or first >= sent_at else ()
