"""Handing in a reply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down
from amends.casework.cases.actions.beats import save as save_case
from amends.casework.cases.actions.sending_files import files_to_send
from amends.casework.cases.models import Case
from amends.casework.cases.text import kept_key, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import APPROVERS, Role
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions.drafts import clear
from amends.practice.replies.actions.files import about as about_file
from amends.practice.replies.check import Finding
from amends.practice.replies.choices import ReplyKind, ReplyState
from amends.practice.replies.events import ReplySubmitted
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import ensure_may_write, somebody_may_approve
from amends.practice.replies.queries import approval_for, check_for
from amends.practice.replies.rules import (
    Kept,
    blocking,
    is_overtaken,
    needing_eyes,
    unexplained,
)

REASON_LENGTH = 300
SEND_JOB = "amends.practice.replies.reactions.send_when_due"


@transaction.atomic
def submit_reply(
    *,
    case_id: int,
    body: str,
    by: Member,
    kind: str = ReplyKind.FIRST_RESPONSE,
    based_on_message_id: int | None = None,
    attachment_ids: Sequence[int] = (),
    idempotency_key: str | None = None,
    kept: Sequence[Kept] = (),
) -> Reply:
    """Checks the words and sends them on their way: to a second person where the case asks for one, else to the queue.

    `based_on_message_id` is the customer's message that the writer had before them; the latest one if not given.
    """
    ensure_may_write(by)
    words = required(body, limit=settings.AMENDS_TEXT_CHARACTERS, field="body")
    ensure_known(kind)
    case, key = locked(case_id, by=by), kept_key(idempotency_key)
    if known := handed_in_before(case, by, key):
        return known
    ensure_nothing_under_way(case)
    based_on = case.latest_inbound_id if based_on_message_id is None else based_on_message_id
    ensure_not_overtaken(case, based_on)
    findings = check_for(case, by, body=words, kind=kind, language=interface_language())
    ensure_nothing_blocks(findings, words, kind)
    ensure_explained(findings, words, kept)
    reasons, granted = approval_for(case, words, by)
    ensure_somebody_may_grant(case, words, by, reasons := [*reasons, *needing_eyes(findings)], granted)
    reply = Reply.objects.create(
        case=case,
        author=by,
        kind=kind,
        body=words,
        files=[about_file(file) for file in files_to_send(case, attachment_ids)],
        state=ReplyState.AWAITING_APPROVAL if reasons else ReplyState.QUEUED,
        findings=with_reasons(findings, words, kept),
        approval_reasons=reasons,
        **granted,
        submitted_at=clock.now(),
        based_on_message_id=based_on,
        idempotency_key=key,
    )
    if not reasons:
        queue(reply)
    clear(case, by)
    save_case(case)
    note_down(case, "reply.submitted", by=by, data=about(reply))
    publish(ReplySubmitted(case_id=case.pk, reply_id=reply.pk, needs_approval=bool(reasons)))
    return reply


def ensure_known(kind: str) -> None:
    if kind not in ReplyKind.values:
        raise Invalid(_("This kind of reply does not exist."), field="kind")


def ensure_not_overtaken(case: Case, based_on: int | None) -> None:
    if is_overtaken(based_on, case.latest_inbound_id):
        raise Conflict(
            _("The customer has written again. Read it first; your text is kept."), code="newer_message"
        )


def queue(reply: Reply) -> None:
    """Lets a reply leave when the time for taking it back is over."""
    reply.state = ReplyState.QUEUED
    reply.send_at = clock.now() + timedelta(seconds=settings.AMENDS_UNDO_SECONDS)
    reply.save(update_fields=["state", "send_at"])
    enqueue(SEND_JOB, {"reply_id": reply.pk}, run_at=reply.send_at, unique_key=f"send-reply:{reply.pk}")


def handed_in_before(case: Case, by: Member, idempotency_key: str | None) -> Reply | None:
    """The reply that the same click handed in already."""
    if not idempotency_key:
        return None
    known = Reply.objects.filter(idempotency_key=idempotency_key).first()
    if known is not None and (known.case_id != case.pk or known.author_id != by.pk):
        raise Conflict(_("This was sent already from somewhere else. Reload the page."))
    return known


def ensure_nothing_under_way(case: Case) -> None:
    if case.replies.under_way().exists():
        raise WrongState(_("A reply to this customer is on its way already. Wait for it, or take it back."))


def ensure_nothing_blocks(findings: list[Finding], words: str, kind: str = "") -> None:
    ensure_points_answered(findings, kind)
    stops = blocking(findings)
    if stops:
        lines = [
            _("“%(words)s”: %(what)s") % {"words": words[stop.start : stop.end], "what": stop.message}
            for stop in stops[:3]
        ]
        raise Invalid(
            _("This must not reach the customer. %(what)s") % {"what": " ".join(lines)},
            field="body",
            code="blocked",
        )


def ensure_somebody_may_grant(
    case: Case, words: str, by: Member, reasons: list[str], granted: dict[str, Any]
) -> None:
    """What needs a second person and names a sum that nobody else may grant would wait for ever."""
    reply = Reply(case=case, author=by, body=words, **granted)
    if not reasons or reply.amount is None or somebody_may_approve(reply):
        return
    raise Invalid(
        _(
            "Nobody else here may grant %(sum)s in a reply. Name a smaller sum, or have an administrator raise the limit of somebody who approves replies; your text is kept."
        )
        % {"sum": Money(reply.amount, reply.currency)},
        field="body",
        code="nobody_may_grant",
    )


def ensure_explained(findings: list[Finding], words: str, kept: Sequence[Kept]) -> None:
    """What the house wants a reason for is mended, or kept with one."""
    missing = unexplained(findings, words, kept)
    if missing:
        raise Invalid(
            _("Mend this, or say why it stays. %(what)s")
            % {"what": " ".join(finding.message for finding in missing[:3])},
            field="body",
            code="needs_reason",
        )


def with_reasons(findings: list[Finding], words: str, kept: Sequence[Kept]) -> list[dict[str, Any]]:
    """The findings as they are kept with the reply, each with the reason for which it stayed."""
    given = {(one.code, one.words): one.reason.strip()[:REASON_LENGTH] for one in kept}
    return [
        {
            **one.as_dict(),
            **({"kept": why} if (why := given.get((one.code, words[one.start : one.end]))) else {}),
        }
        for one in findings
    ]


def ensure_points_answered(findings: list[Finding], kind: str) -> None:
    """A closing letter leaves no point unanswered of which something was found."""
    left_out = [finding for finding in findings if finding.code == "not_answered"]
    if kind == ReplyKind.CLOSING and left_out:
        raise Invalid(
            _("The closing letter has to answer each point. %(what)s")
            % {"what": " ".join(finding.message for finding in left_out[:3])},
            field="body",
            code="not_answered",
        )


def ensure_may_leave(*, case: Case, words: str, kind: str, by: Member) -> None:
    """For words that go out together with something else, such as options: checked the same, and by whom it takes."""
    ensure_nothing_blocks(check_for(case, by, body=words, kind=kind, language=interface_language()), words)
    reasons, _granted = approval_for(case, words, by)
    if reasons and by.role not in {*APPROVERS, Role.SYSTEM}:
        raise NotPermitted(_("In a case of this weight a team lead, legal or a manager sends this."))


def about(reply: Reply) -> dict[str, Any]:
    """What the audit trail keeps of a reply: its words as they were, and what the check said."""
    return {
        "reply": reply.pk,
        "kind": reply.kind,
        "body": reply.body,
        "files": [one["name"] for one in reply.files],
        "codes": sorted({finding["code"] for finding in reply.findings}),
        "approval": list(reply.approval_reasons),
        "kept": [f"{one['code']}: {one['kept']}" for one in reply.findings if "kept" in one],
    }
