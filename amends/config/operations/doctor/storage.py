"""Is there room, and is every attachment where the case file says that it is?"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Scan
from amends.casework.cases.models import Attachment
from amends.casework.cases.queries.evidence import broken_files
from amends.casework.cases.vault.scanning import scanner
from amends.casework.knowledge.models import Picture
from amends.config.checks import var_is_writable
from amends.config.health import LEAST_FREE_BYTES, free_bytes
from amends.config.operations.backup.files import folder, sorted_files
from amends.config.operations.doctor.findings import Findings, error, ok, warning
from amends.config.operations.terminal import readable
from amends.foundation.kernel import clock, shelf
from amends.foundation.kernel.shelf import path_of

# Time to do something before it is too late.
LOW_BYTES = 10 * LEAST_FREE_BYTES
# A look at the newest finds what goes wrong now; a restore looks at all.
NEWEST, LOOKED_AT, NAMED = 2000, 5000, 5
# Each is a question over the network there.
NEWEST_ELSEWHERE = 50
WAITS_LONG = timedelta(minutes=15)


def writable() -> Findings:
    if problems := var_is_writable(None):
        yield error("var", problems[0].msg, _("Set AMENDS_VAR to a folder that the process may write."))
    else:
        yield ok("var", _("%(folder)s can be written.") % {"folder": settings.VAR})


def room() -> Findings:
    free = free_bytes()
    says = _("%(free)s are free where files are kept.") % {"free": readable(free)}
    if free < LEAST_FREE_BYTES:
        yield error("room", says, _("Make room now: new complaints with pictures cannot be kept any more."))
    elif free < LOW_BYTES:
        yield warning("room", says, _("Make room soon."))
    else:
        yield ok("room", says)


def missing_attachments() -> Findings:
    newest = NEWEST if not shelf.elsewhere() else NEWEST_ELSEWHERE
    rows = Attachment.objects.there().order_by("-pk").values_list("sha256", "size", "case_id")[:newest]
    missing = [case_id for sha256, size, case_id in rows if size_of(sha256) != size]
    if missing:
        yield error(
            "attachments_missing",
            _("%(n)s of the newest %(of)s attachments are missing or cut short, in the cases %(cases)s.")
            % {
                "n": len(missing),
                "of": len(rows),
                "cases": ", ".join(str(one) for one in sorted(set(missing))[:NAMED]),
            },
            _("Copy %(folder)s back from a backup; files with the right names are enough.")
            % {"folder": folder()},
        )
    else:
        yield ok("attachments_missing", _("The newest %(of)s attachments are there.") % {"of": len(rows)})


def missing_pictures() -> Findings:
    """The pictures of articles: a help page without them tells half of what it should."""
    newest = NEWEST if not shelf.elsewhere() else NEWEST_ELSEWHERE
    rows = Picture.objects.order_by("-pk").values_list("sha256", "size", "article__code")[:newest]
    missing = [code or "-" for sha256, size, code in rows if size_of(sha256, shelf.PICTURES) != size]
    if missing:
        yield error(
            "pictures_missing",
            _("%(n)s of the newest %(of)s pictures are missing or cut short, in the articles %(articles)s.")
            % {"n": len(missing), "of": len(rows), "articles": ", ".join(sorted(set(missing))[:NAMED])},
            _("Copy %(folder)s back from a backup; files with the right names are enough.")
            % {"folder": folder()},
        )
    else:
        yield ok(
            "pictures_missing", _("The newest %(of)s pictures of articles are there.") % {"of": len(rows)}
        )


def size_of(sha256: str, room: str = shelf.EVIDENCE) -> int:
    """Bytes that are there; -1 for none."""
    if shelf.elsewhere():
        return int(default_storage.size(path_of(sha256, room))) if shelf.is_there(sha256, room) else -1
    path = folder() / path_of(sha256, room)
    return path.stat().st_size if path.is_file() else -1


def changed_attachments() -> Findings:
    """What the slow walk over all files found: bytes that are missing or are not the ones that came."""
    found = list(broken_files().values_list("case_id", flat=True)[:NEWEST])
    unchecked = Attachment.objects.there().filter(checked_at=None).count()
    if found:
        yield error(
            "attachments_changed",
            _("%(n)s files do not match their hash any more, in the cases %(cases)s.")
            % {"n": len(found), "cases": ", ".join(str(one) for one in sorted(set(found))[:NAMED])},
            _("Copy them back from a backup, and find out who can write to the store of files."),
        )
    else:
        yield ok(
            "attachments_changed",
            _("No file was found that does not match its hash; %(n)s were not compared yet.")
            % {"n": unchecked},
        )


def virus_scanner() -> Findings:
    """Is there a scanner, and does anything wait for it for long?"""
    try:
        asked = scanner()
    except ImproperlyConfigured as problem:
        yield error("virus_scanner", str(problem), _("Correct AMENDS_SCAN, or take it out."))
        return
    since = clock.now() - WAITS_LONG
    waiting = Attachment.objects.there().filter(scan=Scan.WAITING, added_at__lt=since).count()
    infected = Attachment.objects.filter(scan=Scan.INFECTED).count()
    if asked is None:
        yield ok("virus_scanner", _("Files are not scanned for viruses; set AMENDS_SCAN to have it done."))
    elif waiting:
        yield warning(
            "virus_scanner",
            _("%(n)s files wait for the virus scanner and cannot be opened.") % {"n": waiting},
            _(
                "See whether the scanner of AMENDS_SCAN runs. Nothing is lost: the files are scanned when it is back."
            ),
        )
    else:
        yield ok(
            "virus_scanner", _("Files are scanned; %(n)s infected ones are locked away.") % {"n": infected}
        )


def place_of_files() -> Findings:
    """Files in another store are not in our backups: whoever runs the house has to know."""
    if store := shelf.elsewhere():
        yield warning(
            "files_elsewhere",
            _("Attachments lie in the store “%(store)s”; `amends backup` does not hold them.")
            % {"store": store},
            _("Let the store keep versions or copies, and try to bring one back now and then."),
        )
    else:
        yield ok("files_elsewhere", _("Attachments lie in the data folder; `amends backup` holds them."))


def orphaned_attachments() -> Findings:
    """Files that no case knows: what is left of a crash, or of a database that was restored to an earlier time."""
    if shelf.elsewhere():
        return
    paths = [path.relative_to(folder()) for path in islice(sorted_files(folder()), LOOKED_AT)]
    names = [path.as_posix() for path in paths]
    known: set[str] = set()
    for start in range(0, len(paths), 500):
        some = [path.name for path in paths[start : start + 500]]
        for rows, room in ((Attachment.objects, shelf.EVIDENCE), (Picture.objects, shelf.PICTURES)):
            found = rows.filter(sha256__in=some).values_list("sha256", flat=True)
            known |= {path_of(sha256, room) for sha256 in found}
    orphans = [Path(name).name for name in names if name not in known]
    if orphans:
        yield warning(
            "attachments_orphaned",
            _("%(n)s of %(of)s files belong to no case and no article, such as %(names)s.")
            % {"n": len(orphans), "of": len(names), "names": ", ".join(orphans[:NAMED])},
            _("They do no harm. If you need the room, make a backup and delete them."),
        )
    else:
        yield ok("attachments_orphaned", _("No file lies about that belongs to no case and no article."))
