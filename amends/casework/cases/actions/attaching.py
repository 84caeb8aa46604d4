"""Files become evidence of a case: with a message, or laid into the vault by a colleague."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.choices import Channel, Entrance, Origin, Scan, Touched
from amends.casework.cases.models import Attachment, Case, Message, Touch
from amends.casework.cases.vault import Kept
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.jobs.enqueue import Wanted, enqueue_many
from amends.foundation.organisation.choices import PORTAL
from amends.foundation.organisation.models import Member

LOOK_JOB = "amends.casework.cases.actions.looking_into.look_into"
AT_ONCE = 20
DOORS = {Channel.PORTAL: Entrance.PORTAL, Channel.FILE: Entrance.FILE, Channel.API: Entrance.API}


def attach(case: Case, message: Message, files: Sequence[Kept], by: Member) -> None:
    """The files of a message; the same file sent twice in one go is one, under two names it is two."""
    once = list({(file.sha256, file.name): file for file in files}.values())
    attach_all(case, once, message=message, by=by, door=door_of(case, by))


def attach_all(
    case: Case,
    files: Iterable[Kept],
    *,
    by: Member,
    door: str,
    message: Message | None = None,
    origin: str = Origin.GIVEN,
    source: Attachment | None = None,
    remark: str = "",
) -> list[Attachment]:
    """Rows for kept files, what was done with them, and the job that scans them and makes what is looked at."""
    now = message.sent_at if message else clock.now()
    made = Attachment.objects.bulk_create(
        Attachment(
            case=case,
            message=message,
            name=file.name,
            given_name=file.given_name or file.name,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            added_at=now,
            added_by=by,
            door=door,
            origin=origin,
            source=source,
            remark=remark,
            scan=Scan.WAITING if settings.AMENDS_SCAN else Scan.NOT_SCANNED,
        )
        for file in files
    )
    if made:
        Touch.objects.bulk_create(
            Touch(case=case, attachment=one, what=Touched.BROUGHT, by=by, door=door, at=now) for one in made
        )
        enqueue_many(
            Wanted(LOOK_JOB, {"attachment_id": one.pk}, unique_key=f"look-into:{one.pk}") for one in made
        )
    return made


def once_each(files: Iterable[Kept]) -> list[Kept]:
    return list({file.sha256: file for file in reversed(list(files))}.values())[::-1]


def door_of(case: Case, by: Member) -> str:
    """A customer comes by the portal; for the rest the case knows its door."""
    return Entrance.PORTAL if by.username == PORTAL else DOORS.get(Channel(case.channel), Entrance.DESK)


class LaidIn(NamedTuple):
    """The rows of the files that were brought, in their order, and how many of them are new."""

    files: list[Attachment]
    new: int


@transaction.atomic
def keep_files(*, case_id: int, files: Sequence[Kept], by: Member) -> LaidIn:
    """Lays files into a case's vault. Bytes that lie there already are not laid there twice: their row is given back."""
    case = locked(case_id, by=by, helping=True)
    if not files:
        raise Invalid(_("Choose a file first."), field="files")
    if len(files) > AT_ONCE:
        raise Invalid(_("Choose at most %(n)s files.") % {"n": AT_ONCE}, field="files")
    wanted = once_each(files)
    known = {
        one.sha256: one
        for one in Attachment.objects.there()
        .evidence()
        .filter(case=case, sha256__in=[file.sha256 for file in wanted])
        .order_by("-id")
    }
    fresh = [file for file in wanted if file.sha256 not in known]
    for one in attach_all(case, fresh, by=by, door=Entrance.DESK):
        known[one.sha256] = one
    if fresh:
        save(case)
        note_down(case, "evidence.added", by=by, data={"files": [file.name for file in fresh]})
    return LaidIn([known[file.sha256] for file in wanted], len(fresh))
