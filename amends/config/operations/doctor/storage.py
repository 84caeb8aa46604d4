"""Is there room, and is every attachment where the case file says that it is?"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from amends.casework.cases.models import Attachment
from amends.casework.cases.vault import path_of
from amends.config.checks import var_is_writable
from amends.config.health import LEAST_FREE_BYTES, free_bytes
from amends.config.operations.backup.files import folder, sorted_files
from amends.config.operations.doctor.findings import Findings, error, ok, warning
from amends.config.operations.terminal import readable

# Time to do something before it is too late.
LOW_BYTES = 10 * LEAST_FREE_BYTES
# A look at the newest finds what goes wrong now; a restore looks at all.
NEWEST, LOOKED_AT, NAMED = 2000, 5000, 5


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
    rows = Attachment.objects.order_by("-pk").values_list("sha256", "size", "case_id")[:NEWEST]
    missing = [case_id for sha256, size, case_id in rows if size_of(folder() / path_of(sha256)) != size]
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


def size_of(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def orphaned_attachments() -> Findings:
    """Files that no case knows: what is left of a crash, or of a database that was restored to an earlier time."""
    names = [path.name for path in islice(sorted_files(folder()), LOOKED_AT)]
    known: set[str] = set()
    for start in range(0, len(names), 500):
        some = names[start : start + 500]
        known |= set(Attachment.objects.filter(sha256__in=some).values_list("sha256", flat=True))
    orphans = [name for name in names if name not in known]
    if orphans:
        yield warning(
            "attachments_orphaned",
            _("%(n)s of %(of)s files belong to no case, such as %(names)s.")
            % {"n": len(orphans), "of": len(names), "names": ", ".join(orphans[:NAMED])},
            _("They do no harm. If you need the room, make a backup and delete them."),
        )
    else:
        yield ok("attachments_orphaned", _("No file lies about that belongs to no case."))
