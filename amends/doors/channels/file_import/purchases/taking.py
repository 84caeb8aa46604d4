"""A file of orders or contracts that somebody chose on a page: looked at, taken in when they say so, forgotten after a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.casework.customers.permissions import ensure_may_take_in
from amends.doors.channels.file_import.actions import note_purchases
from amends.doors.channels.file_import.choices import Purchases, Verdict
from amends.doors.channels.file_import.models import PurchaseFile
from amends.doors.channels.file_import.purchases.columns import NEEDED, Field, label_of, names_of
from amends.doors.channels.file_import.purchases.importing import Taking, look, taken_in
from amends.doors.channels.file_import.rejected import Rejected
from amends.doors.channels.file_import.tables import Row, Table
from amends.doors.channels.file_import.uploads import (
    ROWS_AT_MOST,
    columns_in,
    no_rows,
    table_in,
    too_many_rows,
)
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.organisation.models import Member

KEPT = timedelta(days=7)
LOOK = "amends.doors.channels.file_import.purchases.taking.look_over"
CARRY_ON = "amends.doors.channels.file_import.purchases.taking.carry_on"
# So many rows while somebody waits for the page; more are the work of a job.
ROWS_AT_ONCE = 200


def read_purchases(*, name: str, content: bytes, kind: str, by: Member) -> PurchaseFile:
    """Keeps what a file says and what would become of each row, and changes nothing else; of a long one a job tells that later.

    The same file that waits already is looked at anew. Raises Refused for a file that is no such table.
    """
    ensure_may_take_in(by)
    if kind not in Purchases.values:
        raise Invalid(_("Say whether the file holds orders or contracts."), field="kind")
    with table_in(name, content) as table:
        columns, rows = columns_of(table, kind), rows_of(table)
    values = {
        "name": cleaned(name)[:120],
        "header": table.columns,
        "columns": {one.value: column for one, column in columns.items()},
        "rows": [[row.line, row.cells, row.problem] for row in rows],
        "found": [],
        "read_by": by,
        "read_at": clock.now(),
        "looked_at": None,
    }
    with transaction.atomic():
        file, _added = PurchaseFile.objects.update_or_create(
            kind=kind, sha256=table.digest, taken_at=None, defaults=values
        )
        if is_long(file):
            enqueue(LOOK, asked_now(file), unique_key=f"look over:{file.pk}")
    return file if is_long(file) else look_over(**asked_now(file))


def is_long(file: PurchaseFile) -> bool:
    return len(file.rows) > ROWS_AT_ONCE


def asked_now(file: PurchaseFile) -> dict[str, Any]:
    """What a job is told: the file, and the language in which the reasons are to be said."""
    return {"file_id": file.pk, "language": get_language() or ""}


def look_over(file_id: int, language: str) -> PurchaseFile:
    """What would become of each row; asked again it looks anew, and at a file that is taken in or gone not at all."""
    file = the_file(file_id)
    with override(language or None):
        found = [asdict(one) for one in look(lines_of(file), walk_over(file, by=file.read_by))]
    waiting = PurchaseFile.objects.filter(pk=file.pk, taken_at=None)
    waiting.update(found=found, looked_at=clock.now())
    return the_file(file_id)


def lines_of(file: PurchaseFile) -> list[Row]:
    return [Row(line, cells, problem) for line, cells, problem in file.rows]


def walk_over(file: PurchaseFile, *, by: Member) -> Taking:
    return Taking(
        file.kind, {Field(name): column for name, column in file.columns.items()}, by, file=file.name
    )


def columns_of(table: Table, kind: str) -> dict[Field, str]:
    needed = [(one, label_of(kind, one)) for one in NEEDED[kind][1]]
    return columns_in(table, names_of(kind), needed)


def rows_of(table: Table) -> list[Row]:
    rows = list(islice(table.rows(), ROWS_AT_MOST + 1))
    if len(rows) > ROWS_AT_MOST:
        raise too_many_rows()
    if not rows:
        raise no_rows()
    return rows


def take_purchases(*, file_id: int, by: Member) -> PurchaseFile:
    """Takes in what can come in as things stand now, a long file in a job; a second word for it changes nothing."""
    ensure_may_take_in(by)
    with transaction.atomic():
        file = claimed(file_id, by)
        if is_long(file):
            enqueue(CARRY_ON, asked_now(file), unique_key=f"take in:{file.pk}")
    return file if is_long(file) else carry_on(**asked_now(file))


def carry_on(file_id: int, language: str) -> PurchaseFile:
    """Takes in what was claimed; broken off and done again nothing comes in twice, and what is done stays as it is."""
    file = the_file(file_id)
    if file.done_at is not None or file.taken_by is None:
        return file
    found, left, by = [], [], file.taken_by
    with override(language or None):
        for batch, taken in taken_in(lines_of(file), walk_over(file, by=by)):
            found += [asdict(one) for one in taken]
            pairs = zip(batch, taken, strict=True)
            left += [[row.line, row.cells, one.why] for row, one in pairs if one.verdict == Verdict.REFUSED]
    with transaction.atomic():
        file.found, file.rows, file.done_at = found, left, clock.now()
        file.save(update_fields=["found", "rows", "done_at"])
        data = {"file": file.name, "sha256": file.sha256, **counts_of(file)}
        note_purchases(kind=file.kind, data=data, by=by)
    return file


@transaction.atomic
def claimed(file_id: int, by: Member) -> PurchaseFile:
    """The file, from now on being taken in by this member and nobody else."""
    file = the_file(file_id, locked=True)
    if file.taken_at is not None:
        raise WrongState(_("This file is taken in already, or is being taken in now. Its lines say how far."))
    if file.looked_at is None:
        raise WrongState(
            _("This file is being looked at. Take it in when you have seen what becomes of its lines.")
        )
    file.taken_by, file.taken_at = by, clock.now()
    file.save(update_fields=["taken_by", "taken_at"])
    return file


@transaction.atomic
def drop_purchases(*, file_id: int, by: Member) -> None:
    """Forgets a file before its time; what came in of it stays."""
    ensure_may_take_in(by)
    the_file(file_id, locked=True).delete()


def the_file(file_id: int, *, locked: bool = False) -> PurchaseFile:
    files = PurchaseFile.objects.select_for_update(of=("self",)) if locked else PurchaseFile.objects.all()
    file = files.filter(pk=file_id).select_related("read_by", "taken_by").first()
    if file is None:
        raise NotFound(_("This file was read more than a week ago, or somebody removed it. Read it again."))
    return file


def counts_of(file: PurchaseFile) -> Mapping[str, int]:
    """How many rows by what becomes of them."""
    counts = Counter(one["verdict"] for one in file.found)
    return {one.value: counts[one.value] for one in Verdict}


def refused_table(file: PurchaseFile) -> bytes:
    """The refused rows with their reasons, to be corrected and read again."""
    why = {one["line"]: one["why"] for one in file.found if one["verdict"] == Verdict.REFUSED}
    rejected = Rejected(file.header)
    for line, cells, _problem in file.rows:
        if line in why:
            rejected.add(Row(line, cells), why[line])
    return rejected.content()


def recent_files() -> list[PurchaseFile]:
    return list(PurchaseFile.objects.select_related("read_by", "taken_by").defer("rows").order_by("-id")[:20])


def forget_files() -> None:
    """Runs by itself once a day: the files hold names and numbers, so they go after a week."""
    PurchaseFile.objects.filter(read_at__lt=clock.now() - KEPT).delete()
