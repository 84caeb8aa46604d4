"""What the house does with a new file by itself: asks the virus scanner, then makes what people look at."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from amends.casework.cases.actions.attaching import attach_all, once_each
from amends.casework.cases.choices import Entrance, Origin, Preview, Scan, Touched
from amends.casework.cases.models import Attachment, Touch
from amends.casework.cases.queries.evidence import waits_to_be_looked_into
from amends.casework.cases.vault import documents, pictures, previews, sounds
from amends.casework.cases.vault.keeping import Kept, keep
from amends.casework.cases.vault.mails import Part, mail_in
from amends.casework.cases.vault.scanning import ScannerAway, Verdict, scanner
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.shelf import open_kept, read_kept
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

# A run of the sweep ends soon, so that nothing else waits for it.
AT_ONCE = 25
# A mail in a mail in a mail: below that, what is inside stays inside.
DEEPEST = 3


def look_into(attachment_id: int) -> None:
    """Scans a file, then makes its previews. Run again it changes nothing; with the scanner away the file waits."""
    file = Attachment.objects.select_related("case", "source").filter(pk=attachment_id, gone_at=None).first()
    if file is None:
        return
    if file.scan == Scan.WAITING and not scanned(file):
        return
    if file.scan != Scan.INFECTED and file.preview == Preview.WAITING:
        prepare(file)


def look_into_waiting() -> None:
    """Takes up what still waits: the scanner was away, or a worker was stopped in the middle."""
    for file in waits_to_be_looked_into(AT_ONCE):
        look_into(file.pk)
        file.refresh_from_db(fields=["scan"])
        if file.scan == Scan.WAITING:
            return


def scanned(file: Attachment) -> bool:
    """Whether the scanner answered; its word is kept, and an infected file is locked away with all that is inside it."""
    asked = scanner()
    if asked is None:
        # The scanner was taken out of the settings while files waited for it.
        Attachment.objects.filter(pk=file.pk).update(scan=Scan.NOT_SCANNED)
        file.scan = Scan.NOT_SCANNED
        return True
    try:
        with open_kept(file.sha256) as kept:
            verdict = asked.scan(kept)
    except (ScannerAway, FileNotFoundError):
        return False
    keep_verdict(file=file, verdict=verdict, by=house_member())
    return True


@transaction.atomic
def keep_verdict(*, file: Attachment, verdict: Verdict, by: Member) -> None:
    """An infected file is locked away, and that stands among what was done with it."""
    now = clock.now()
    file.scan = Scan.INFECTED if verdict.infected else Scan.CLEAN
    file.scanned_at, file.scan_found = now, verdict.found
    file.save(update_fields=["scan", "scanned_at", "scan_found"])
    if verdict.infected:
        Touch.objects.create(
            case=file.case, attachment=file, what=Touched.LOCKED, by=by, door=Entrance.HOUSE, at=now,
            words=verdict.found,
        )  # fmt: skip


def prepare(file: Attachment) -> None:
    """Makes what is looked at; a file that cannot be opened is said to be so, and stays as it came."""
    make = maker_for(file.content_type)
    try:
        made = make(file) if make else Preview.NONE
    except FileNotFoundError:
        return
    except (
        documents.Unreadable, UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning,
        OSError, ValueError, SyntaxError, MemoryError,
    ):  # fmt: skip
        made = Preview.FAILED
    file.preview = made
    file.save(update_fields=["preview", "pages", "seconds"])


def maker_for(content_type: str) -> Callable[[Attachment], Preview] | None:
    if content_type == "image/heic":
        return None
    if content_type.startswith("image/"):
        return prepare_picture
    if content_type.startswith(("audio/", "video/")):
        return prepare_sound
    return {
        "application/pdf": prepare_pdf,
        "message/rfc822": prepare_mail,
        "text/plain": prepare_text,
        "text/csv": prepare_text,
    }.get(content_type)


def prepare_picture(file: Attachment) -> Preview:
    data = read_kept(file.sha256)
    previews.put(file.sha256, previews.THUMB, pictures.thumbnail(data))
    shown = pictures.without_traces(data)
    if shown is not None:
        previews.put(file.sha256, previews.SHOWN, shown)
    return Preview.MADE


def prepare_pdf(file: Attachment) -> Preview:
    first = documents.drawn(read_kept(file.sha256), [1], width=previews.PAGE_WIDTH)
    file.pages = first.pages
    if first.pictures:
        previews.put(file.sha256, previews.page_name(1), first.pictures[0])
        previews.put(file.sha256, previews.THUMB, pictures.thumbnail(first.pictures[0]))
    return Preview.MADE


def prepare_sound(file: Attachment) -> Preview:
    file.seconds = sounds.seconds_of(read_kept(file.sha256), file.content_type)
    return Preview.MADE


def prepare_text(file: Attachment) -> Preview:
    return Preview.MADE


def prepare_mail(file: Attachment) -> Preview:
    """What is attached in a mail becomes files of the case in their own right, mails in it too."""
    mail = mail_in(read_kept(file.sha256))
    if depth_of(file) < DEEPEST and not file.derived.filter(origin=Origin.INSIDE).exists():
        with transaction.atomic():
            inside = [kept for part in mail.parts if (kept := kept_part(part)) is not None]
            attach_all(
                file.case,
                once_each(inside),
                by=house_member(),
                door=Entrance.MAIL,
                origin=Origin.INSIDE,
                source=file,
            )
    return Preview.MADE


def kept_part(part: Part) -> Kept | None:
    """A part that is kept; empty ones and those that are too large stay in the mail, which is kept whole."""
    if not part.data or len(part.data) > settings.AMENDS_ATTACHMENT_BYTES:
        return None
    try:
        return keep(part.name, io.BytesIO(part.data), len(part.data), anything=True)
    except Refused:
        return None


def depth_of(file: Attachment) -> int:
    depth, at = 0, file.source
    while at is not None and depth < DEEPEST:
        depth, at = depth + 1, at.source
    return depth
