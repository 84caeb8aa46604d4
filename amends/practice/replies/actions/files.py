"""Files that go along with the words somebody is writing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from amends.casework.cases.actions.beats import locked
from amends.casework.cases.actions.sending_files import files_to_send
from amends.casework.cases.models import Attachment
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.replies.choices import DraftKind
from amends.practice.replies.models import ReplyDraft
from amends.practice.replies.permissions import ensure_may_write


@transaction.atomic
def attach_to_draft(*, case_id: int, attachment_ids: Sequence[int], by: Member) -> list[dict[str, Any]]:
    """Lays files of the case to this person's unfinished reply; the redacted copy where there is one. Once each."""
    ensure_may_write(by)
    case = locked(case_id, by=by)
    draft, _made = ReplyDraft.objects.get_or_create(
        case=case, member=by, kind=DraftKind.REPLY, defaults={"updated_at": clock.now()}
    )
    kept = [one["id"] for one in draft.files]
    draft.files = [about(file) for file in files_to_send(case, [*kept, *attachment_ids])]
    draft.updated_at = clock.now()
    draft.save(update_fields=["files", "updated_at"])
    return list(draft.files)


@transaction.atomic
def detach_from_draft(*, case_id: int, attachment_id: int, by: Member) -> list[dict[str, Any]]:
    """The file stays in the vault; it only does not go along."""
    ensure_may_write(by)
    case = locked(case_id, by=by)
    draft = ReplyDraft.objects.filter(case=case, member=by, kind=DraftKind.REPLY).first()
    if draft is None:
        return []
    draft.files = [one for one in draft.files if one["id"] != attachment_id]
    draft.save(update_fields=["files"])
    return list(draft.files)


def about(file: Attachment) -> dict[str, Any]:
    """What is shown of a file beside the words, without asking for it again."""
    return {"id": file.pk, "name": file.name, "size": file.size, "kind": file.content_type}
