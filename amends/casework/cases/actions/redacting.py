"""Redacted copies: a new file in which something is black, beside the original, which stays as it came."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from amends.casework.cases.actions.attaching import attach_all
from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.actions.opening import bytes_of, found, ready, touch
from amends.casework.cases.choices import Entrance, Origin, Touched
from amends.casework.cases.models import Attachment
from amends.casework.cases.permissions import ensure_may_open_original
from amends.casework.cases.queries.evidence import redacted_copy_of
from amends.casework.cases.rules.evidence import Box
from amends.casework.cases.text import cleaned
from amends.casework.cases.vault import documents, pictures, texts
from amends.casework.cases.vault.keeping import keep_made
from amends.casework.cases.vault.mails import MAIL, mail_in
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.organisation.models import Member

PDF, TEXTS = "application/pdf", ("text/plain", "text/csv", MAIL)
PAGE_WIDTH, PAGES_AT_MOST, PASSAGES_AT_MOST = 1400, 20, 100
REMARK_LENGTH = 200


def can_be_boxed(file: Attachment) -> bool:
    return file.is_picture or file.content_type == PDF


def can_be_worded(file: Attachment) -> bool:
    return file.content_type in TEXTS


def redact_with_boxes(
    *, attachment_id: int, boxes: Sequence[Box], by: Member, remark: str = ""
) -> Attachment:
    """A picture or a PDF with black boxes: the pixels below are gone, and a PDF has no text behind its pages."""
    file = permitted(attachment_id, by)
    if not can_be_boxed(file):
        raise WrongState(_("Boxes can be drawn on pictures and PDFs only."))
    if not boxes:
        raise Invalid(_("Draw at least one box, or enter its place in numbers."), field="boxes")
    made = boxed_pdf(file, boxes) if file.content_type == PDF else boxed_picture(file, boxes)
    kind, ending = (PDF, ".pdf") if file.content_type == PDF else ("image/jpeg", ".jpg")
    return kept_copy(file, made, kind, ending, remark=remark, by=by, places=len(boxes))


def redact_with_words(
    *, attachment_id: int, passages: Sequence[str], by: Member, remark: str = ""
) -> Attachment:
    """A text or a mail with passages blacked out wherever they stand; the copy is plain text."""
    file = permitted(attachment_id, by)
    if not can_be_worded(file):
        raise WrongState(_("Words can be blacked out in texts and mails only."))
    wanted = [words for line in passages if (words := cleaned(line))][:PASSAGES_AT_MOST]
    if not wanted:
        raise Invalid(_("Enter the words to black out, a line each."), field="passages")
    data = bytes_of(file)
    text = mail_in(data).as_text if file.content_type == MAIL else texts.readable(data)
    black, places = texts.blackened(text, wanted)
    if not places:
        raise Invalid(_("These words do not stand in the file. Copy them from it."), field="passages")
    return kept_copy(file, black.encode(), "text/plain", ".txt", remark=remark, by=by, places=places)


def permitted(attachment_id: int, by: Member) -> Attachment:
    """The file, for who handles its case; once there is a copy, for who may see the original."""
    file = ready(found(attachment_id, by))
    with transaction.atomic():
        locked(file.case_id, by=by)
    if file.origin == Origin.SENT:
        raise WrongState(_("This was sent already. Make the copy of the file it was made of."))
    if file.origin != Origin.REDACTED and redacted_copy_of(file) is not None:
        ensure_may_open_original(by, file.case)
    return file


def boxed_picture(file: Attachment, boxes: Sequence[Box]) -> bytes:
    try:
        picture = pictures.upright(bytes_of(file))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise WrongState(_("This picture cannot be opened, so no copy can be made of it.")) from error
    return pictures.as_jpeg(pictures.blackened(picture, boxes), quality=90)


def boxed_pdf(file: Attachment, boxes: Sequence[Box]) -> bytes:
    try:
        drawn = documents.drawn(bytes_of(file), range(1, PAGES_AT_MOST + 1), width=PAGE_WIDTH)
    except documents.Unreadable as error:
        raise WrongState(_("This PDF cannot be opened here, so no copy can be made of it.")) from error
    if drawn.pages > PAGES_AT_MOST:
        raise WrongState(
            _("This PDF has %(pages)s pages; copies are made of at most %(limit)s. Split it first.")
            % {"pages": drawn.pages, "limit": PAGES_AT_MOST}
        )
    if wrong := [box.page for box in boxes if box.page > drawn.pages]:
        raise Invalid(_("There is no page %(page)s.") % {"page": wrong[0]}, field="boxes")
    pages = []
    for number, data in enumerate(drawn.pictures, 1):
        with Image.open(io.BytesIO(data)) as page:
            pages.append(pictures.blackened(page.convert("RGB"), [b for b in boxes if b.page == number]))
    return pictures.as_pdf(pages)


def kept_copy(
    file: Attachment, data: bytes, kind: str, ending: str, *, remark: str, by: Member, places: int
) -> Attachment:
    """The copy as a file of its own; the very same copy made twice is one."""
    name = f"{PurePath(file.name).stem[:80]}-{_('redacted')}{ending}"
    kept = keep_made(name, data, kind)
    source = file.source if file.origin == Origin.REDACTED and file.source else file
    with transaction.atomic():
        case = locked(file.case_id, by=by)
        known = source.derived.there().filter(sha256=kept.sha256, origin=Origin.REDACTED).first()
        if known is not None:
            return known
        (copy,) = attach_all(
            case,
            [kept],
            by=by,
            door=Entrance.HOUSE,
            origin=Origin.REDACTED,
            source=source,
            remark=cleaned(remark)[:REMARK_LENGTH],
        )
        touch(source, Touched.REDACTED, by=by, door=Entrance.DESK, words=copy.remark)
        save(case)
        note_down(
            case, "evidence.redacted", by=by, data={"file": source.name, "copy": copy.name, "places": places}
        )
    return copy
