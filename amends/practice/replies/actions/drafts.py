"""Keeping what somebody has begun to write."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.text import cleaned
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, TooLarge
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import DraftKind
from amends.practice.replies.models import ReplyDraft
from amends.practice.replies.permissions import ensure_may_write


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
    draft, _made = ReplyDraft.objects.update_or_create(
        case_id=case_id, member=by, kind=kind, defaults={"body": words, "updated_at": clock.now()}
    )
    return draft


def put_back(case: Case, author: Member, body: str) -> None:
    """Gives a reply's words back to its author as a draft, unless they have begun something else there."""
    draft, made = ReplyDraft.objects.get_or_create(
        case=case, member=author, kind=DraftKind.REPLY, defaults={"body": body, "updated_at": clock.now()}
    )
    if not made and not draft.body.strip():
        draft.body, draft.updated_at = body, clock.now()
        draft.save(update_fields=["body", "updated_at"])


def clear(case: Case, author: Member) -> None:
    """The words are on their way as a reply."""
    ReplyDraft.objects.filter(case=case, member=author, kind=DraftKind.REPLY).delete()


def _without_harm(body: str) -> str:
    lead = body[: len(body) - len(body.lstrip(" \n"))]
    tail = body[len(body.rstrip(" \n")) :] if body.strip() else ""
    return f"{lead}{cleaned(body)}{tail}"
