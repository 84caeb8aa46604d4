"""The composer: what was begun, what waits, and what may be sent."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from amends.doors.desk.queries.case_page import CasePage
from amends.doors.desk.queries.first_reply import first_reply_to_come
from amends.doors.desk.queries.letter import kinds_of_letter
from amends.doors.desk.rules import plain_html
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.letters import FORMS
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import may_approve
from amends.practice.replies.queries import Standing, replies_standing, writings_of
from amends.practice.replies.rules import reasons_for_approval


def writing(page: CasePage, member: Member) -> dict[str, Any]:
    """The composer, and the conversation with the reply that is under way at its end."""
    standing = replies_standing(page.case, member)
    return {
        "composer": composer_block(page, member, standing),
        "first_reply_to_come": first_reply_to_come(page.case, standing.under_way),
        "timeline": [*page.context["timeline"], *waiting_entry(standing.under_way)],
    }


def composer_block(page: CasePage, member: Member, standing: Standing) -> dict[str, Any]:
    case, number = page.case, [page.case.number]
    drafts, files = writings_of(case, member)
    under_way, returned = standing.under_way, standing.returned
    needs = reasons_for_approval(
        severity=case.severity, risks=case.risks, amount=None, limit=member.approval_limit
    )
    return {
        "mode": "reply" if (drafts.get("reply") or files) and not under_way and page.handles else "note",
        "draft_note": drafts.get("note", ""),
        "draft_reply": drafts.get("reply", ""),
        "files": files,
        "files_url": reverse("desk:reply_files", args=number),
        "evidence_url": reverse("desk:case_evidence", args=number),
        "draft_url": reverse("desk:draft", args=number),
        "check_url": reverse("desk:check", args=number),
        "note_url": reverse("desk:note", args=number),
        "reply_url": reverse("desk:reply", args=number),
        "suggest_url": reverse("desk:suggest", args=number) if case.is_open else "",
        "kinds": kinds_of_letter(case),
        "blocks_url": reverse("desk:offered_blocks", args=number),
        "papers": [(form.upper(), reverse("desk:draft_paper", args=[*number, form])) for form in FORMS],
        "needs_approval": bool(needs),
        "reply_refused": refused(page, under_way),
        "reply_state": under_way.get_state_display() if under_way else "",
        "returned_reason": returned.return_reason if returned else "",
        **waiting_block(under_way, member, number),
    }


def refused(page: CasePage, under_way: Reply | None) -> str:
    """Why no reply can be begun now; nothing if one can."""
    if not page.case.is_open:
        return _("This case is closed. Reopen it first.")
    if not page.handles:
        return _("Another team handles this case and writes to the customer. Leave an internal note instead.")
    return (
        _("A reply to this customer is on its way already. Wait for it, or take it back.")
        if under_way
        else ""
    )


def waiting_block(reply: Reply | None, member: Member, number: list[str]) -> dict[str, Any]:
    """What may be done with the reply under way: its author takes it back, somebody else approves or returns it."""
    if reply is None:
        return {}
    address = [*number, reply.pk]
    if reply.author_id == member.pk:
        until = reply.send_at if reply.state == ReplyState.QUEUED else None
        return {"undo": {"url": reverse("desk:undo", args=address), "until": until}}
    if reply.state == ReplyState.AWAITING_APPROVAL and may_approve(member, reply):
        return {
            "approve_url": reverse("desk:approve", args=address),
            "return_url": reverse("desk:return", args=address),
        }
    return {}


def waiting_entry(reply: Reply | None) -> list[dict[str, Any]]:
    """The reply under way as it stands in the conversation, not yet seen by the customer."""
    if reply is None:
        return []
    return [
        {
            "kind": "reply",
            "id": f"reply-{reply.pk}",
            "author": str(reply.author),
            "at": reply.submitted_at,
            "html": mark_safe(plain_html(reply.body)),  # noqa: S308 - escaped there
            "attachments": [
                {"name": file["name"], "url": reverse("desk:look_at_file", args=[file["id"]])}
                for file in reply.files
            ],
            "waiting": reply.get_state_display(),
        }
    ]
