"""Keeping what somebody has begun to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.text import cleaned
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, TooLarge
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import DraftKind
from amends.practice.replies.models import KeptDraft, ReplyDraft
from amends.practice.replies.permissions import ensure_may_write
from amends.practice.replies.queries import KEPT_FOR
from amends.practice.replies.rules import loses


@transaction.atomic
def save_draft(*, case_id: int, kind: str, body: str, by: Member) -> ReplyDraft:
    """Keeps a person's words in a case, also a closed one; saved at every pause, so it neither locks nor is audited."""
    ensure_may_write(by)
    if kind not in DraftKind.values:
        raise Invalid(_("A draft is a note or a reply."), field="kind")
    if len(body) > settings.AMENDS_TEXT_CHARACTERS:
        raise TooLarge(_("This text is too long to keep. Shorten it or attach it as a file."))
    if not Case.objects.filter(visible_to(by), pk=case_id).exists():
        raise NotFound(_("This case does not exist, or it belongs to another team."))
    # The ends stay as they are: somebody may pause behind a space.
    words = body if body == cleaned(body) else _without_harm(body)
    return write_over(case_id, kind, words, by=by)


def write_over(case_id: int, kind: str, words: str, *, by: Member) -> ReplyDraft:
    """Puts words in the place of a draft; what was there and is not in them any more is kept."""
    rows = ReplyDraft.objects.select_for_update().filter(case=case_id, member=by, kind=kind)
    draft = rows.first() or ReplyDraft(case_id=case_id, member=by, kind=kind)
    if loses(draft.body, words):
        KeptDraft.objects.create(case_id=case_id, member=by, kind=kind, body=draft.body, kept_at=clock.now())
    draft.body, draft.updated_at = words, clock.now()
    draft.save()
    return draft


@transaction.atomic
def clear_draft(*, case_id: int, kind: str, by: Member) -> None:
    """The words are kept elsewhere now, such as in a note."""
    ensure_may_write(by)
    ReplyDraft.objects.filter(case=case_id, member=by, kind=kind).delete()


@transaction.atomic
def recover_draft(*, kept_id: int, by: Member) -> ReplyDraft:
    """Brings words back that were taken out; what stands in the draft now is kept in their place."""
    ensure_may_write(by)
    kept = KeptDraft.objects.filter(
        pk=kept_id,
        member=by,
        kept_at__gt=clock.now() - KEPT_FOR,
        case__in=Case.objects.filter(visible_to(by)),
    ).first()
    if kept is None:
        raise NotFound(
            _("These words are gone: they were kept for 30 days, or the case is another team's now.")
        )
    draft = write_over(kept.case_id, kept.kind, kept.body, by=by)
    kept.delete()
    return draft


@transaction.atomic
def take_over_draft(*, draft_id: int, by: Member, case_id: int | None = None) -> ReplyDraft:
    """Copies a draft, of a colleague or of one's own in a merged case, into one's own; the first stays as it is."""
    ensure_may_write(by)
    seen = Case.objects.filter(visible_to(by))
    draft = ReplyDraft.objects.filter(pk=draft_id, case__in=seen).exclude(body="").first()
    target = case_id or (draft.case_id if draft else 0)
    if draft is None or not seen.filter(Q(pk=target)).exists():
        raise NotFound(_("This draft is gone, or the case is another team's now."))
    if target not in {draft.case_id, draft.case.merged_into_id}:
        raise Invalid(_("A draft goes into its own case, or into the one that it is merged into."))
    if draft.member_id == by.pk and target == draft.case_id:
        raise Invalid(_("This draft is yours already."))
    return write_over(target, draft.kind, draft.body, by=by)


def forget_kept_drafts() -> None:
    KeptDraft.objects.filter(kept_at__lt=clock.now() - KEPT_FOR).delete()


def put_back(case: Case, author: Member, body: str, files: Sequence[dict[str, Any]] = ()) -> None:
    """Gives a reply's words back to its author as a draft; where they have begun something else there, to be brought back."""
    draft, made = ReplyDraft.objects.get_or_create(
        case=case,
        member=author,
        kind=DraftKind.REPLY,
        defaults={"body": body, "files": list(files), "updated_at": clock.now()},
    )
    if not made and not draft.body.strip():
        draft.body, draft.files, draft.updated_at = body, list(files), clock.now()
        draft.save(update_fields=["body", "files", "updated_at"])
    elif not made and loses(body, draft.body):
        KeptDraft.objects.create(
            case=case, member=author, kind=DraftKind.REPLY, body=body, kept_at=clock.now()
        )


def clear(case: Case, author: Member) -> None:
    """The words are on their way as a reply."""
    ReplyDraft.objects.filter(case=case, member=author, kind=DraftKind.REPLY).delete()


def _without_harm(body: str) -> str:
    lead = body[: len(body) - len(body.lstrip(" \n"))]
    tail = body[len(body.rstrip(" \n")) :] if body.strip() else ""
    return f"{lead}{cleaned(body)}{tail}"
