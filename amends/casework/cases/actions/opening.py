"""Opening files: who gets the original, who a copy, what nobody gets; each opening leaves a touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from amends.casework.cases.actions.viewing import note_viewing
from amends.casework.cases.choices import Direction, Door, Entrance, Origin, Scan, Touched
from amends.casework.cases.models import Attachment, Case, Touch
from amends.casework.cases.permissions import ensure_may_open_original, may_open_original
from amends.casework.cases.queries.evidence import file_for, holds_redacted, redacted_copy_of
from amends.casework.cases.vault import documents, pictures, previews
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, WrongState
from amends.foundation.kernel.shelf import open_kept, read_kept
from amends.foundation.organisation.models import Member

# A page that is loaded anew, or asks for two pictures of one file, is one look.
ONE_LOOK = timedelta(minutes=1)
LOOKED_AT = ("image/", "audio/", "video/", "text/", "application/pdf")


@dataclass(frozen=True)
class Opened:
    """Bytes on their way out, and whether a browser may show them instead of saving them."""

    file: File[Any]
    name: str
    content_type: str
    inline: bool


def open_file(*, attachment_id: int, by: Member, door: str = Entrance.DESK) -> Opened:
    """What a colleague looks at: the redacted copy where there is one, a picture without its traces, else the file."""
    file = ready(found(attachment_id, by))
    copy = redacted_copy_of(file) if file.origin != Origin.REDACTED else None
    if copy is None and holds_redacted(file):
        ensure_may_open_original(by, file.case)
    shown = ready(copy) if copy else file
    opened = as_shown(shown)
    touch(shown, Touched.OPENED, by=by, door=door)
    return opened


def open_original(*, attachment_id: int, by: Member, door: str = Entrance.DESK) -> Opened:
    """The bytes exactly as they came, to be saved: for legal, managers and whoever has the case."""
    file = ready(found(attachment_id, by))
    ensure_may_open_original(by, file.case)
    kept = kept_bytes(file)
    touch(file, Touched.ORIGINAL, by=by, door=door)
    return Opened(kept, file.name, file.content_type, inline=False)


def open_page(*, attachment_id: int, number: int, by: Member) -> Opened:
    """A page of a PDF or a picture, as a picture to look at."""
    file = look_at(attachment_id=attachment_id, by=by)
    if file.is_picture:
        return as_shown(file)
    if file.content_type != "application/pdf":
        raise NotFound(_("There is nothing to look at here."))
    name = previews.page_name(number)
    picture = previews.get(file.sha256, name) or drawn_page(file, number)
    return Opened(picture, f"{number}.jpg", "image/jpeg", inline=True)


def open_thumbnail(*, attachment_id: int, by: Member) -> Opened:
    """The small picture in lists; of the redacted copy where there is one. It leaves no touch."""
    file = ready(found(attachment_id, by))
    copy = redacted_copy_of(file) if file.origin != Origin.REDACTED else None
    small = previews.get((copy or file).sha256, previews.THUMB)
    if small is None or (copy and not copy.is_there):
        raise NotFound(_("There is nothing to look at here."))
    return Opened(small, "thumb.jpg", "image/jpeg", inline=True)


def look_at(*, attachment_id: int, by: Member) -> Attachment:
    """The file for the page on which it is looked at; its redacted copy for who may not see the original."""
    file = ready(found(attachment_id, by))
    if file.origin != Origin.REDACTED and not may_open_original(by, file.case):
        file = ready(redacted_copy_of(file) or file)
    touch(file, Touched.OPENED, by=by, door=Entrance.DESK)
    return file


def open_for_customer(*, case: Case, attachment_id: int, by: Member) -> Opened:
    """What stands in the customer's own conversation: what they sent, as they sent it, and what we sent them."""
    rows = Attachment.objects.select_related("case", "message")
    file = rows.filter(pk=attachment_id, case=case, message__isnull=False).first()
    if file is None:
        raise NotFound(_("This file is not there any more."))
    ready(file)
    ours = file.message is not None and file.message.direction == Direction.OUT
    opened = as_shown(file) if ours else as_kept(file)
    touch(file, Touched.FETCHED, by=by, door=Entrance.PORTAL)
    return opened


def found(attachment_id: int, by: Member) -> Attachment:
    file = file_for(attachment_id, by)
    if file is None:
        raise NotFound()
    note_viewing(case=file.case, door=Door.FILE, by=by)
    return file


def ready(file: Attachment) -> Attachment:
    """Refuses what nobody opens: deleted after its time, not scanned yet, infected."""
    if file.gone_at is not None:
        raise NotFound(
            _("The bytes of this file were deleted after their time. Its hash is still on record.")
        )
    if file.scan == Scan.WAITING:
        raise WrongState(
            _("This file waits for the virus scanner. It can be opened as soon as it was scanned.")
        )
    if file.scan == Scan.INFECTED:
        raise WrongState(_("This file is infected and locked away. Nobody can open it."))
    return file


def as_shown(file: Attachment) -> Opened:
    """A picture without what its phone wrote into it; everything else as it is."""
    if not file.is_picture:
        return as_kept(file)
    shown = previews.get(file.sha256, previews.SHOWN) or made_to_show(file)
    return Opened(shown, file.name, "image/jpeg", inline=True) if shown else as_kept(file)


def made_to_show(file: Attachment) -> File[Any] | None:
    """The same made now, where the house has not come to it or lost it; None for a picture that says nothing."""
    try:
        made = pictures.without_traces(bytes_of(file))
    except (OSError, SyntaxError, ValueError):
        return None
    if made is None:
        return None
    previews.put(file.sha256, previews.SHOWN, made)
    return ContentFile(made)


def as_kept(file: Attachment) -> Opened:
    inline = file.content_type.startswith(LOOKED_AT)
    return Opened(kept_bytes(file), file.name, file.content_type, inline=inline)


def kept_bytes(file: Attachment) -> File[Any]:
    try:
        return open_kept(file.sha256)
    except FileNotFoundError as error:
        raise NotFound(_("This file is not there any more.")) from error


def bytes_of(file: Attachment) -> bytes:
    """All bytes of a file that was found fit to be opened."""
    with kept_bytes(file) as kept:
        data: bytes = kept.read()
        return data


def drawn_page(file: Attachment, number: int) -> File[Any]:
    try:
        found_pages = documents.drawn(read_kept(file.sha256), [number], width=previews.PAGE_WIDTH)
    except (documents.Unreadable, FileNotFoundError) as error:
        raise NotFound(_("This PDF cannot be opened here. Download it instead.")) from error
    if not found_pages.pictures:
        raise NotFound(_("There is no such page."))
    previews.put(file.sha256, previews.page_name(number), found_pages.pictures[0])
    return ContentFile(found_pages.pictures[0])


def touch(file: Attachment, what: str, *, by: Member, door: str, words: str = "") -> None:
    """Notes what somebody did with a file; the same within a minute is one look."""
    now = clock.now()
    again = Touch.objects.filter(attachment=file, what=what, by=by, at__gt=now - ONE_LOOK)
    if what in (Touched.OPENED, Touched.FETCHED) and again.exists():
        return
    Touch.objects.create(
        case_id=file.case_id, attachment=file, what=what, by=by, door=door, at=now, words=words[:200]
    )
