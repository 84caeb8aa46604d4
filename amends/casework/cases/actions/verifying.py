"""Do the bytes still match their hash? Asked for a case by a person, and for everything by the house, slowly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from amends.casework.cases.actions.beats import note_down
from amends.casework.cases.actions.opening import touch
from amends.casework.cases.choices import Entrance, Touched
from amends.casework.cases.models import Attachment
from amends.casework.cases.permissions import ensure_may_work
from amends.casework.cases.queries import visible_cases
from amends.casework.cases.queries.evidence import next_to_check
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound
from amends.foundation.kernel.shelf import is_whole
from amends.foundation.organisation.models import Member

# So many files and bytes in a run of an hour; everything has been compared once in a while of a month.
FILES_A_RUN, BYTES_A_RUN = 200, 512 * 1024 * 1024
AGAIN_AFTER = timedelta(days=30)


def verify_case_files(*, case_id: int, by: Member) -> tuple[int, list[Attachment]]:
    """Compares every file of a case with its hash: how many, and which do not match."""
    ensure_may_work(by)
    case = visible_cases(by).filter(pk=case_id).first()
    if case is None:
        raise NotFound()
    files = list(Attachment.objects.there().evidence().filter(case=case).order_by("id"))
    # Reading all the bytes takes a while, and nobody waits for it: only what was found is one transaction.
    broken = compared(files)
    with transaction.atomic():
        for file in files:
            touch(file, Touched.CHECKED, by=by, door=Entrance.DESK, words="" if file not in broken else "≠")
        data = {"files": len(files), "broken": [one.name for one in broken]}
        note_down(case, "evidence.checked", by=by, data=data)
    return len(files), broken


def verify_some() -> None:
    """Goes on with the walk over all files where it stands; what does not match is shown by `amends doctor`."""
    files: list[Attachment] = []
    room = BYTES_A_RUN
    for file in next_to_check(FILES_A_RUN, clock.now() - AGAIN_AFTER):
        room -= file.size
        if room < 0 and files:
            break
        files.append(file)
    compared(files)


def compared(files: Iterable[Attachment]) -> list[Attachment]:
    """Those that are missing or changed; each keeps when it was looked at and since when it is broken."""
    broken = []
    for file in files:
        whole = is_whole(file.sha256)
        file.checked_at = clock.now()
        file.broken_at = None if whole else file.broken_at or file.checked_at
        file.save(update_fields=["checked_at", "broken_at"])
        if not whole:
            broken.append(file)
    return broken
