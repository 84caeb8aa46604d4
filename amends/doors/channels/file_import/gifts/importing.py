"""A table of gifts or of stock comes in whole: every row is tried, and if one of them cannot be, none is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from amends.doors.channels.file_import.gifts.columns import NEEDED, Field, names_of
from amends.doors.channels.file_import.gifts.entries import cells_of, coming_in, gift_in
from amends.doors.channels.file_import.tables import Row, Table
from amends.doors.channels.file_import.uploads import (
    ROWS_AT_MOST,
    columns_in,
    no_rows,
    table_in,
    too_many_rows,
)
from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import Refused, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions import add_gift, bring_in, change_gift, set_mark
from amends.practice.remedies.gifts.models import Gift, Movement
from amends.practice.remedies.gifts.permissions import ensure_may_keep_catalogue, ensure_may_run_stock


@dataclass
class Outcome:
    """What a file did, or why it did nothing: `problems` are lines with what is wrong with them."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    pieces: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


class Undone(Exception):
    """Something was wrong with a row: the transaction is rolled back."""


def bring_table(*, name: str, content: bytes, what: str, by: Member) -> Outcome:
    """Takes in the catalogue ("gifts") or what comes into warehouses ("stock"); raises Refused for a file that is no such table."""
    (ensure_may_keep_catalogue if what == "gifts" else ensure_may_run_stock)(by)
    with table_in(name, content) as table:
        outcome = Outcome()
        try:
            with transaction.atomic():
                take_all(table, what, columns_of(table, what), outcome, by)
        except Undone:
            return outcome
    return outcome


def columns_of(table: Table, what: str) -> dict[Field, str]:
    needed = [(one, str(one.label)) for one in NEEDED[what][1]]
    return columns_in(table, names_of(what), needed)


def take_all(table: Table, what: str, columns: Mapping[Field, str], outcome: Outcome, by: Member) -> None:
    if what == "stock":
        ensure_new(table)
    for row in table.rows():
        outcome.rows += 1
        if outcome.rows > ROWS_AT_MOST:
            raise too_many_rows()
        try:
            with transaction.atomic():
                take(row, table, what, columns, outcome, by)
        except Refused as error:
            outcome.problems.append((row.line, str(error.message)))
        except (DataError, IntegrityError, ValueError):
            outcome.problems.append((row.line, _("The database cannot keep this row.")))
    if not outcome.rows:
        raise no_rows()
    if outcome.problems:
        raise Undone
    counts = {"new": outcome.new, "changed": outcome.changed, "same": outcome.same, "pieces": outcome.pieces}
    record(chain="house", action=f"{what}.imported", by=by, data={**counts, "digest": table.digest})


def ensure_new(table: Table) -> None:
    """What lies on a shelf is not doubled by a second press of the button."""
    if Movement.objects.filter(reference__startswith=reference_of(table)).exists():
        raise WrongState(_("This very file was brought in already. See the journal below."))


def reference_of(table: Table) -> str:
    return f"file:{table.digest[:16]}:"


def take(
    row: Row, table: Table, what: str, columns: Mapping[Field, str], outcome: Outcome, by: Member
) -> None:
    cells = cells_of(row, what, columns)
    if what == "stock":
        take_stock(row, table, cells, outcome, by)
        return
    code = cells[Field.CODE].upper()
    if code in outcome.lines:
        raise WrongState(_("This code stands in line %(line)d already.") % {"line": outcome.lines[code]})
    outcome.lines[code] = row.line
    take_gift(code, cells, outcome, by)


def take_gift(code: str, cells: Mapping[Field, str], outcome: Outcome, by: Member) -> None:
    known = Gift.objects.filter(code__iexact=code).first()
    described = gift_in(cells, known)
    if known is None:
        add_gift(code=code, described=described, by=by)
        outcome.new += 1
        return
    if known.retired_at is not None:
        raise WrongState(_("The gift %(code)s is retired. Bring it back first.") % {"code": known.code})
    before = Gift.objects.filter(pk=known.pk).values().get()
    change_gift(gift_id=known.pk, described=described, by=by)
    changed = before != Gift.objects.filter(pk=known.pk).values().get()
    outcome.changed += changed
    outcome.same += not changed


def take_stock(row: Row, table: Table, cells: Mapping[Field, str], outcome: Outcome, by: Member) -> None:
    one = coming_in(cells)
    where = {"gift_id": one.gift.pk, "warehouse_id": one.warehouse.pk}
    if one.quantity is not None:
        source = f"{reference_of(table)}{row.line}"
        bring_in(**where, quantity=one.quantity, reason=one.reason, reference=source, by=by)
        outcome.pieces += one.quantity
        outcome.new += 1
    if one.low_at is not None:
        set_mark(**where, low_at=one.low_at, by=by)
        outcome.changed += 1
