"""Redacted copies: a new file in which something is black, beside the original, which stays as it came."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import PurePath

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from amends.casework.cases.actions.attaching import attach_all
from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.actions.opening import bytes_of, found, ready, touch
from amends.casework.cases.choices import Entrance, Origin, Touched
from amends.casework.cases.models import Attachment
from amends.casework.cases.permissions import ensure_may_open_original
from amends.casework.cases.queries.evidence import copy_key, copy_ordered, redacted_copy_of
from amends.casework.cases.rules.evidence import Box
from amends.casework.cases.text import cleaned
from amends.casework.cases.vault import documents, pictures, texts
from amends.casework.cases.vault.keeping import keep_made
from amends.casework.cases.vault.mails import MAIL, mail_in
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.organisation.models import Member

PDF, TEXTS = "application/pdf", ("text/plain", "text/csv", MAIL)
PAGE_WIDTH, PASSAGES_AT_MOST = 1400, 100
# More pages than these are blackened by a job: a browser would not wait so long.
PAGES_AT_ONCE = 20
COPY_ATTEMPTS = 3
COPY_JOB = "amends.casework.cases.actions.redacting.make_ordered_copy"
REMARK_LENGTH = 200


def can_be_boxed(file: Attachment) -> bool:
    return file.is_picture or file.content_type == PDF


def can_be_worded(file: Attachment) -> bool:
    return file.content_type in TEXTS


def redact_with_boxes(
    *, attachment_id: int, boxes: Sequence[Box], by: Member, remark: str = ""
) -> Attachment | None:
    """A picture or a PDF with black boxes: the pixels below are gone, and a PDF has no text behind its pages.

    None for a long PDF, whose copy is made by a job and stands among the evidence once it is there.
    """
    file = permitted(attachment_id, by)
    if not can_be_boxed(file):
        raise WrongState(_("Boxes can be drawn on pictures and PDFs only."))
    if not boxes:
        raise Invalid(_("Draw at least one box, or enter its place in numbers."), field="boxes")
    if file.content_type != PDF:
        made = boxed_picture(file, boxes)
        return kept_copy(file, made, "image/jpeg", ".jpg", remark=remark, by=by, places=len(boxes))
    ensure_can_box(file, boxes)
    if (file.pages or 0) > PAGES_AT_ONCE:
        order_copy(file=file, boxes=boxes, remark=remark, by=by)
        return None
    return boxed_copy(file, boxes, remark=remark, by=by)


@transaction.atomic
def order_copy(*, file: Attachment, boxes: Sequence[Box], remark: str, by: Member) -> None:
    """The copy of a long PDF is made in the background, one at a time, so that no later order is lost in an earlier."""
    case = locked(file.case_id, by=by)
    if copy_ordered(file):
        raise WrongState(_("A copy of this file is being made already. Wait until it is there."))
    order = {"attachment_id": file.pk, "boxes": [list(astuple(box)) for box in boxes], "remark": remark}
    enqueue(COPY_JOB, {**order, "by": by.pk}, unique_key=copy_key(file), max_attempts=COPY_ATTEMPTS)
    data = {"file": file.name, "pages": file.pages, "places": len(boxes)}
    note_down(case, "evidence.copy_ordered", by=by, data=data)


def make_ordered_copy(*, attachment_id: int, boxes: list[list[float]], remark: str, by: int) -> None:
    """Run again it makes the very same copy, which is kept once; who may not do it any more gets none."""
    member = Member.objects.get(pk=by)
    file = permitted(attachment_id, member)
    wanted = [Box(int(page), *place) for page, *place in boxes]
    boxed_copy(file, wanted, remark=remark, by=member)


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
    with translation.override(file.case.language.lower()):
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


def ensure_can_box(file: Attachment, boxes: Sequence[Box]) -> None:
    if not file.pages:
        raise WrongState(_("This PDF cannot be opened here, so no copy can be made of it."))
    if file.pages > documents.PAGES_AT_MOST:
        raise WrongState(
            _("This PDF has %(pages)s pages; copies are made of at most %(limit)s. Split it first.")
            % {"pages": file.pages, "limit": documents.PAGES_AT_MOST}
        )
    if wrong := [box.page for box in boxes if box.page > (file.pages or 0)]:
        raise Invalid(_("There is no page %(page)s.") % {"page": wrong[0]}, field="boxes")


def boxed_copy(file: Attachment, boxes: Sequence[Box], *, remark: str, by: Member) -> Attachment:
    try:
        made = pictures.as_pdf(blackened_pages(file, boxes))
    except documents.Unreadable as error:
        raise WrongState(_("This PDF cannot be opened here, so no copy can be made of it.")) from error
    return kept_copy(file, made, PDF, ".pdf", remark=remark, by=by, places=len(boxes))


def blackened_pages(file: Attachment, boxes: Sequence[Box]) -> Iterator[Image.Image]:
    drawn = documents.pages_of(bytes_of(file), file.pages or 0, width=PAGE_WIDTH)
    for number, data in enumerate(drawn, 1):
        with Image.open(io.BytesIO(data)) as page:
            yield pictures.blackened(page.convert("RGB"), [box for box in boxes if box.page == number])


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
