"""A reply that waits for a second pair of eyes: why it waits, what the check found in it, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Direction
from amends.casework.cases.models import Message
from amends.doors.desk.queries.case_page import CasePage
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.queries.milestones import line
from amends.doors.desk.rules import marked
from amends.doors.desk.trail_details import remark, why_a_second_person
from amends.doors.desk.words import money_text
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import HOUSE
from amends.foundation.organisation.models import Member
from amends.practice.replies.check.finding import BLOCK, INFO, WARN
from amends.practice.replies.check.policy import APPROVE, LEVELS, REASON
from amends.practice.replies.check.retold import retold
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import Asking, decidable
from amends.practice.replies.rules import is_overtaken

TONES = {BLOCK: "red", APPROVE: "violet", REASON: "orange", WARN: "orange", INFO: "blue"}
SHORT = 3
OVER = "over_authority"


def account(reply: Reply) -> dict[str, Any]:
    """What a second person needs to know beside the words: why they are asked, what was remarked, what was kept and why."""
    findings = found_in(reply)
    return {
        "why": [why_a_second_person(one) for one in reply.approval_reasons],
        "sum": money_text(reply.amount, reply.currency) if reply.amount else "",
        "findings": findings,
        "short": findings[:SHORT],
        "more": max(0, len(findings) - SHORT),
    }


def found_in(reply: Reply) -> list[dict[str, Any]]:
    """Each remark with the words it is about, the gravest first."""
    heaviest = sorted(reply.findings, key=lambda one: (-LEVELS.index(weight(one)), one.get("start", 0)))
    return [
        {
            "tone": TONES[weight(one)],
            "level": level_name(weight(one)),
            "name": remark(one["code"]),
            "words": words_of(one, reply.body),
            # It speaks to its author of their own limit; name and sum say the same to everybody.
            "message": "" if one["code"] == OVER else retold(one.get("message", ""), interface_language()),
            "suggestion": one.get("suggestion", ""),
            "kept": one.get("kept", ""),
        }
        for one in heaviest
    ]


def weight(finding: Mapping[str, Any]) -> str:
    """What is above the writer's limit is read by somebody else, however lightly the house takes the remark."""
    severity = str(finding.get("severity", WARN))
    return APPROVE if finding["code"] == OVER and severity in (INFO, WARN) else severity


def level_name(severity: str) -> str:
    return {
        BLOCK: _("Must change"),
        APPROVE: _("A second person reads it"),
        REASON: _("Kept with a reason"),
        INFO: _("Hint"),
    }.get(severity, _("Better change"))


def words_of(finding: Mapping[str, Any], body: str) -> str:
    """The words that a remark is about; none where something is missing, or where the whole is meant."""
    start, end = finding.get("start", 0), finding.get("end", 0)
    return "" if start == 0 and end >= len(body) else body[start:end].strip()


def kept_again(reply: Reply | None) -> list[dict[str, str]]:
    """The reasons that the author gave, so that they need not be written again for the same words."""
    if reply is None:
        return []
    return [
        {"code": one["code"], "words": reply.body[one["start"] : one["end"]], "reason": one["kept"]}
        for one in reply.findings
        if one.get("kept")
    ]


def waiting_block(page: CasePage, reply: Reply | None, member: Member) -> dict[str, Any]:
    """What may be done with the reply under way: its author takes it back, somebody else approves or returns it."""
    if reply is None:
        return {}
    reply.case = page.case
    address = [page.case.number, reply.pk]
    waits = reply.state == ReplyState.AWAITING_APPROVAL
    undo = reverse("desk:undo", args=address)
    if reply.author_id == member.pk:
        asked = {"take_back_url": undo, "asked": asked_people(reply, member)} if waits else {}
        bar = {**waiting_bar(page, reply), **asked} if waits else None
        return {"undo": {"url": undo, "until": None if waits else reply.send_at}, "bar": bar}
    if not waits:
        return {}
    bars = [
        {**waiting_bar(page, one), **deciding(one, member, name)} for one, name in decidable([reply], member)
    ]
    return {"bar": bars[0]} if bars else {}


def asked_people(reply: Reply, author: Member) -> list[dict[str, Any]]:
    """Before whom a reply was put, each with the last day of an absence, so that its author knows whom to ask."""
    # At hand whole, of whom the reply holds no more than the name.
    reply.author = author
    asking = Asking([reply])
    people = asking.before_whom(reply)
    absent = asking.away(people)
    return [
        {"name": one.display_name, "until": absent[one.pk].last_day if one.pk in absent else None}
        for one in people
    ]


def waiting_bar(page: CasePage, reply: Reply) -> dict[str, Any]:
    return {"id": f"reply-{reply.pk}", "newer": newer_message(page, reply), **account(reply)}


def deciding(reply: Reply, member: Member, name: Member | None) -> dict[str, Any]:
    """Approving takes the authority for what it says, one's own or another's (`name`); giving back takes none."""
    address = [reply.case.number, reply.pk]
    overtaken = is_overtaken(reply.based_on_message_id, reply.case.latest_inbound_id)
    return {
        "approve_url": reverse("desk:approve", args=address) if name and not overtaken else "",
        "return_url": reverse("desk:return", args=address),
        "decides_for": name.display_name if name and name.pk != member.pk else "",
        "is_above": name is None,
    }


def newer_message(page: CasePage, reply: Reply) -> Message | None:
    """The first message that the customer wrote after the one that this reply answers."""
    if not is_overtaken(reply.based_on_message_id, page.case.latest_inbound_id):
        return None
    answered = reply.based_on_message_id or 0
    later = (one for one in page.messages if one.direction == Direction.IN and one.pk > answered)
    return next(later, None)


def waiting_entry(reply: Reply | None) -> list[dict[str, Any]]:
    """The reply under way as it stands in the conversation, not yet seen by the customer."""
    if reply is None:
        return []
    waits = reply.state == ReplyState.AWAITING_APPROVAL
    spans = [
        {"start": one["start"], "end": one["end"], "label": one["code"]}
        for one in reply.findings
        if waits and words_of(one, reply.body)
    ]
    return [
        {
            "kind": "reply",
            "id": f"reply-{reply.pk}",
            "author": str(reply.author),
            "at": reply.submitted_at,
            "html": mark_safe(marked(reply.body, spans, remark)),  # noqa: S308 - escaped there
            "attachments": [
                {"name": file["name"], "url": reverse("desk:look_at_file", args=[file["id"]])}
                for file in reply.files
            ],
            "waiting": reply.get_state_display(),
            "account": account(reply) if waits else None,
        }
    ]


def passing_entries(replies: Sequence[Reply]) -> Iterator[dict[str, Any]]:
    """That a reply was handed in for approval, approved, given back or taken back: by whom, when, and why."""
    for one in replies:
        if one.approval_reasons and one.state != ReplyState.AWAITING_APPROVAL:
            words = _("%(name)s handed in a reply for approval") % {"name": one.author}
            yield timed(f"handed-in-{one.pk}", "send", words, one.submitted_at)
        if one.approved_at and one.approved_by:
            yield timed(f"approved-{one.pk}", "ok", approved_words(one), one.approved_at)
        if one.returned_at and one.returned_by:
            yield timed(f"returned-{one.pk}", "undo", returned_words(one), one.returned_at, one.return_reason)


def timed(name: str, icon: str, summary: str, at: datetime, words: str = "") -> dict[str, Any]:
    """A line of the conversation that says when it was."""
    return {**line(name, icon, summary, at, words), "timed": True}


def approved_words(reply: Reply) -> str:
    names = {"name": reply.approved_by, "author": reply.author, "for": reply.approved_for}
    if reply.approved_for:
        return _("%(name)s approved the reply of %(author)s, for %(for)s") % names
    return _("%(name)s approved the reply of %(author)s") % names


def returned_words(reply: Reply) -> str:
    names = {"name": reply.returned_by, "author": reply.author}
    if reply.state == ReplyState.WITHDRAWN:
        return _("%(name)s took the reply back") % names
    if is_stopped(reply):
        return _("The reply of %(author)s was stopped before it left") % names
    return _("%(name)s gave the reply back to %(author)s") % names


def is_stopped(reply: Reply) -> bool:
    return reply.returned_by is None or reply.returned_by.username == HOUSE


def returned_block(reply: Reply | None) -> dict[str, Any] | None:
    """Who gave a reply back to its author, when, and with what to change."""
    if reply is None:
        return None
    by = "" if is_stopped(reply) else str(reply.returned_by)
    return {"reason": reply.return_reason, "by": by, "at": reply.returned_at}


def waiting_row(reply: Reply, member: Member, *, is_above: bool = False) -> dict[str, Any]:
    """One reply as a list of what waits shows it; `is_above` where it names more than its reader may grant."""
    return {
        "reply": reply,
        "number": reply.case.number,
        "url": case_url(reply.case.number),
        "is_newer": is_overtaken(reply.based_on_message_id, reply.case.latest_inbound_id),
        "is_own": reply.author_id == member.pk,
        "is_above": is_above,
        **account(reply),
    }
