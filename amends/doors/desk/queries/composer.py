"""The composer: what was begun, what waits, and what may be sent."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.doors.desk.queries.case_page import CasePage
from amends.doors.desk.queries.first_reply import first_reply_to_come
from amends.doors.desk.queries.letter import kinds_of_letter
from amends.doors.desk.queries.quoted_words import not_to_be_sent
from amends.doors.desk.queries.waiting_reply import (
    kept_again,
    passing_entries,
    returned_block,
    waiting_block,
    waiting_entry,
)
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import EDITABLE_AGAIN
from amends.practice.replies.letters import FORMS
from amends.practice.replies.models import Reply
from amends.practice.replies.queries import Standing, replies_standing, writings_of
from amends.practice.replies.rules import reasons_for_approval


def writing(page: CasePage, member: Member) -> dict[str, Any]:
    """The composer, and the conversation with the reply that is under way at its end."""
    standing = replies_standing(page.case, member)
    return {
        "composer": composer_block(page, member, standing),
        "first_reply_to_come": first_reply_to_come(page.case, standing.under_way),
        "timeline": in_order(page, standing),
    }


def in_order(page: CasePage, standing: Standing) -> list[dict[str, Any]]:
    """The conversation with what is on its way and what became of earlier replies, each where its time is."""
    entries = [
        *page.context["timeline"],
        *waiting_entry(standing.under_way),
        *passing_entries(standing.decided),
    ]
    # A stage ends before what its end made possible, though both carry the same moment.
    return sorted(entries, key=lambda entry: (entry["at"], entry["kind"] != "event"))


def composer_block(page: CasePage, member: Member, standing: Standing) -> dict[str, Any]:
    case, number = page.case, [page.case.number]
    drafts, files = writings_of(case, member)
    under_way, returned = standing.under_way, standing.returned
    needs = reasons_for_approval(
        severity=case.severity,
        risks=case.risks,
        amount=None,
        limit=member.approval_limit,
        restricted=case.restricted,
    )
    latest = standing.latest if standing.latest and standing.latest.state in EDITABLE_AGAIN else None
    return {
        "mode": "reply" if (drafts.get("reply") or files) and not under_way and page.handles else "note",
        "draft_note": drafts.get("note", ""),
        "draft_reply": drafts.get("reply", ""),
        "not_to_be_sent": not_to_be_sent(case, member, drafts.get("reply", "")),
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
        "returned": returned_block(returned),
        "kept": json.dumps(kept_again(latest), ensure_ascii=False),
        "last_reply": standing.latest.pk if standing.latest else 0,
        **waiting_block(page, under_way, member),
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
