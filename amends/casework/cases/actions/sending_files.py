"""Files that go to the customer with a reply: the redacted copy where there is one, never a program or one nobody may open."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amends.casework.cases.actions.opening import ready, touch
from amends.casework.cases.choices import Entrance, Origin, Preview, Touched
from amends.casework.cases.models import Attachment, Case, Message
from amends.casework.cases.queries.evidence import holds_redacted, redacted_copy_of
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.models import Member

WITH_ONE_REPLY = 20


def files_to_send(case: Case, attachment_ids: Sequence[int]) -> list[Attachment]:
    """The files themselves, each replaced by its redacted copy; refuses what is not of this case or not to be sent."""
    if len(attachment_ids) > WITH_ONE_REPLY:
        raise Invalid(_("Choose at most %(n)s files.") % {"n": WITH_ONE_REPLY}, field="files")
    chosen: dict[str, Attachment] = {}
    for attachment_id in dict.fromkeys(attachment_ids):
        file = Attachment.objects.select_related("case").filter(pk=attachment_id, case=case).first()
        if file is None:
            raise NotFound(_("This file does not belong to this case."))
        copy = redacted_copy_of(file) if file.origin != Origin.REDACTED else None
        if copy is None and holds_redacted(file):
            raise WrongState(
                _("Something inside “%(name)s” has a redacted copy. Send that copy instead of the whole.")
                % {"name": file.name}
            )
        going = ready(copy or file)
        if going.is_program:
            raise WrongState(
                _("“%(name)s” is a program. Programs are not sent to customers.") % {"name": going.name}
            )
        chosen[going.sha256] = going
    return list(chosen.values())


def send_along(case: Case, message: Message, attachment_ids: Sequence[int], by: Member) -> list[Attachment]:
    """The same bytes stand in the conversation of the customer; the file they came from says that it was sent."""
    files = files_to_send(case, attachment_ids)
    sent = Attachment.objects.bulk_create(
        Attachment(
            case=case,
            message=message,
            name=file.name,
            given_name=file.given_name,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            added_at=message.sent_at,
            added_by=by,
            door=Entrance.DESK,
            origin=Origin.SENT,
            source=file,
            scan=file.scan,
            scanned_at=file.scanned_at,
            preview=Preview.MADE if file.preview == Preview.MADE else Preview.NONE,
            pages=file.pages,
            seconds=file.seconds,
        )
        for file in files
    )
    for file in files:
        touch(file, Touched.SENT, by=by, door=Entrance.DESK)
    return sent
