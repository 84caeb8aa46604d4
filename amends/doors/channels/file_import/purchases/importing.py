"""How orders or contracts come in: row by row, each by itself; looked at first by the same steps, undone at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions import find_or_add_customer, keep_contract, record_order
from amends.casework.customers.choices import IdentityKind, Source
from amends.casework.customers.models import Contract, Order
from amends.casework.customers.permissions import ensure_may_take_in
from amends.doors.channels.file_import.choices import Verdict
from amends.doors.channels.file_import.importing import BATCH, batches, listed
from amends.doors.channels.file_import.purchases.columns import NEEDED, Field, label_of, names_of
from amends.doors.channels.file_import.purchases.entries import Incoming, purchase_in
from amends.doors.channels.file_import.rejected import Rejected
from amends.doors.channels.file_import.rules.columns import columns_by_name
from amends.doors.channels.file_import.tables import Row, Table, Unusable
from amends.foundation.kernel.errors import Conflict, Invalid, Refused
from amends.foundation.kernel.search import fold
from amends.foundation.organisation.models import Department, Member

# A table of orders comes out of the company's own system: what it says of a customer holds there.
VOUCHED = (IdentityKind.NUMBER, IdentityKind.PHONE, IdentityKind.EMAIL)
# Column of the database → what it is called in a table, in the order in which changes are told.
COMPARED: Mapping[str, Mapping[str, Field]] = {
    "orders": {
        "product": Field.PRODUCT,
        "part_number": Field.PART_NUMBER,
        "quantity": Field.QUANTITY,
        "amount": Field.AMOUNT,
        "currency": Field.CURRENCY,
        "ordered_at": Field.ORDERED_AT,
        "delivered_on": Field.DELIVERED_ON,
        "returned_on": Field.RETURNED_ON,
        "shop": Field.SHOP,
        "department": Field.DEPARTMENT,
    },
    "contracts": {
        "subject": Field.PRODUCT,
        "kind": Field.KIND,
        "amount": Field.AMOUNT,
        "currency": Field.CURRENCY,
        "starts_on": Field.STARTS_ON,
        "ends_on": Field.ENDS_ON,
    },
}
# What `record_…` would set to its own default where a table says nothing of it.
STAYING: Mapping[str, tuple[str, ...]] = {
    "orders": ("currency",),
    "contracts": ("subject", "amount", "currency", "ends_on"),
}


@dataclass(frozen=True)
class Taken:
    """What became of a row: why it was refused, or which columns are other than they were."""

    line: int
    verdict: str
    number: str = ""
    who: str = ""
    why: str = ""
    changes: tuple[str, ...] = ()


@dataclass
class Taking:
    """One walk over a table: which numbers it has met, and where."""

    kind: str
    columns: Mapping[Field, str]
    by: Member
    file: str = ""
    """The name of the table, for the trail of what it changes."""
    met: dict[str, int] = field(default_factory=dict)


def columns_of(table: Table, kind: str, chosen: Mapping[Field, str]) -> dict[Field, str]:
    """Which column is what; raises Unusable with the columns found where a needed one is missing."""
    needed = NEEDED[kind][1]
    strange = next((column for column in chosen.values() if column not in table.columns), None)
    columns = columns_by_name(table.columns, chosen, names_of(kind), fold)
    missing = [target for target in needed if target not in columns]
    if strange is not None or missing:
        what = strange or ", ".join(f"{label_of(kind, one)} ({one.value})" for one in missing)
        raise Unusable(
            _("No column holds: %(what)s. Columns found: %(found)s. Name one by hand: --column %(example)s")
            % {"what": what, "found": listed(table.columns), "example": f"{needed[0].value}=…"}
        )
    return columns


def look(rows: Iterable[Row], taking: Taking, *, step: Callable[[int], None] = lambda n: None) -> list[Taken]:
    """What would become of every row; each batch is undone, so that nothing is kept and nobody waits long for it."""
    ensure_may_take_in(taking.by)
    found: list[Taken] = []
    for batch in batches(rows, BATCH):
        with transaction.atomic():
            found += [take(row, taking) for row in batch]
            transaction.set_rollback(True)
        step(len(batch))
    return found


def bring_in(
    table: Table, taking: Taking, *, step: Callable[[int], None], batch: int = BATCH
) -> tuple[Counter[str], Rejected]:
    """Keeps what can come in, and counts by verdict. Done again it changes nothing: an order is known by its number."""
    rejected = Rejected(table.columns)
    counts: Counter[str] = Counter()
    for rows, taken in taken_in(table.rows(), taking, batch):
        counts.update(one.verdict for one in taken)
        for row, one in zip(rows, taken, strict=True):
            if one.verdict == Verdict.REFUSED:
                rejected.add(row, one.why)
        step(len(rows))
    return counts, rejected


def taken_in(
    rows: Iterable[Row], taking: Taking, size: int = BATCH
) -> Iterable[tuple[list[Row], list[Taken]]]:
    """Keeps batch by batch, each in a transaction of its own."""
    ensure_may_take_in(taking.by)
    for batch in batches(rows, size):
        with transaction.atomic():
            taken = [take(row, taking) for row in batch]
        yield batch, taken


def take(row: Row, taking: Taking) -> Taken:
    """One row, which takes no other with it if it fails."""
    number = row.cells.get(taking.columns[Field.NUMBER], "").strip()[:60]
    try:
        one = purchase_in(row, taking.kind, taking.columns)
        ensure_first(one, taking)
        who = one.contact["name"] or one.contact["reference"]
        with transaction.atomic():
            before = kept(taking.kind, one.number)
            keep(one, taking, before)
            after = kept(taking.kind, one.number) or {}
    except Refused as error:
        return Taken(row.line, Verdict.REFUSED, number, why=str(error.message))
    except (DataError, IntegrityError, ValueError):
        return Taken(row.line, Verdict.REFUSED, number, why=_("The database cannot keep this row."))
    taking.met[one.number] = row.line
    if before is None:
        return Taken(row.line, Verdict.NEW, one.number, who)
    changes = tuple(name for name in COMPARED[taking.kind] if before[name] != after[name])
    return Taken(row.line, Verdict.CHANGED if changes else Verdict.SAME, one.number, who, changes=changes)


def ensure_first(one: Incoming, taking: Taking) -> None:
    """Of two lines with one number the second would undo the first, and nobody would be told."""
    if one.number in taking.met:
        said = _("This number stands in line %(line)d already. Keep the line that is right.")
        raise Conflict(said % {"line": taking.met[one.number]})


def kept(kind: str, number: str) -> dict[str, Any] | None:
    """An order or a contract as it is kept, None if there is none."""
    rows = (Order if kind == "orders" else Contract)._default_manager.filter(number=number)
    found: dict[str, Any] | None = rows.values(*COMPARED[kind]).first()
    return found


def keep(one: Incoming, taking: Taking, before: Mapping[str, Any] | None) -> None:
    """Keeps it; what the table has no column for stays as it was."""
    kind, by = taking.kind, taking.by
    values = {**{name: before[name] for name in STAYING[kind] if before}, **one.values}
    customer = find_or_add_customer(**one.contact, verified=VOUCHED, source=Source.FILE, by=by)
    if kind == "contracts":
        keep_contract(customer=customer, source=Source.FILE, file=taking.file, by=by, **values)
        return
    if "department" in values:
        values["department"] = department_in(values["department"])
    elif before:
        values["department"] = Department.objects.filter(pk=before["department"]).first()
    record_order(customer=customer, source=Source.FILE, by=by, **values)


def department_in(code: str) -> Department | None:
    department = Department.objects.filter(code=code).first() if code else None
    if code and department is None:
        raise Invalid(_("There is no department %(code)s.") % {"code": code})
    return department
