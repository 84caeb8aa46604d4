"""Locks a reply by locking its case first, so that no two actions ever wait for each other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked
from amends.foundation.kernel.errors import NotFound
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import readable_by


def locked_reply(reply_id: int, *, by: Member) -> Reply:
    """The reply and its case, locked; the same refusal whether it does not exist or is not for this member."""
    case_id = Reply.objects.filter(readable_by(by), pk=reply_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("This reply does not exist, or it belongs to another team."))
    case = locked(case_id, by=by)
    reply = Reply.objects.select_for_update(of=("self",)).select_related("author").get(pk=reply_id)
    reply.case = case
    return reply
