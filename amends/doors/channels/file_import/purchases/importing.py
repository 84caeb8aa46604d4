"""How an import of orders or contracts goes: look at every row first, then keep the good ones, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions import find_or_add_customer, record_contract, record_order
from amends.casework.customers.choices import IdentityKind, Source
from amends.casework.customers.models import Contract, Order
from amends.casework.customers.permissions import ensure_may_keep
from amends.doors.channels.file_import.importing import BATCH, PROBLEMS_SHOWN, SAMPLES, batches, listed
from amends.doors.channels.file_import.purchases.columns import NEEDED, Field
from amends.doors.channels.file_import.purchases.entries import Incoming, purchase_in
from amends.doors.channels.file_import.rejected import Rejected
from amends.doors.channels.file_import.rules.columns import columns_by_name
from amends.doors.channels.file_import.tables import Row, Table, Unusable
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.kernel.search import fold
from amends.foundation.organisation.models import Department, Member

# A table of orders comes out of the company's own system: what it says of a customer holds there.
VOUCHED = (IdentityKind.NUMBER, IdentityKind.PHONE, IdentityKind.EMAIL)


@dataclass
class Findings:
    rows: int = 0
    good: int = 0
    known: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    samples: list[Incoming] = field(default_factory=list)


@dataclass
class Result:
    new: int = 0
    updated: int = 0
    rejected: int = 0


def columns_of(table: Table, kind: str, chosen: Mapping[Field, str]) -> dict[Field, str]:
    """Which column is what; raises Unusable with the columns found where a needed one is missing."""
    names, needed = NEEDED[kind]
    strange = next((column for column in chosen.values() if column not in table.columns), None)
    columns = columns_by_name(table.columns, chosen, names, fold)
    missing = [target for target in needed if target not in columns]
    if strange is not None or missing:
        what = strange or ", ".join(f"{one.label} ({one.value})" for one in missing)
        raise Unusable(
            _("No column holds: %(what)s. Columns found: %(found)s. Name one by hand: --column %(example)s")
            % {"what": what, "found": listed(table.columns), "example": f"{needed[0].value}=…"}
        )
    return columns


def look(table: Table, kind: str, columns: Mapping[Field, str], *, step: Callable[[int], None]) -> Findings:
    """Reads every row as if it came in, and changes nothing."""
    found = Findings()
    for rows in batches(table.rows(), BATCH):
        good: list[Incoming] = []
        for row in rows:
            try:
                good.append(purchase_in(row, kind, columns))
            except Refused as error:
                if len(found.problems) < PROBLEMS_SHOWN:
                    found.problems.append((row.line, str(error.message)))
        found.rows += len(rows)
        found.good += len(good)
        found.samples = found.samples or good[:SAMPLES]
        found.known += len(numbers_known(kind, good))
        step(len(rows))
    return found


def numbers_known(kind: str, incoming: Sequence[Incoming]) -> set[str]:
    numbers = [one.number for one in incoming]
    if kind == "orders":
        return set(Order.objects.filter(number__in=numbers).values_list("number", flat=True))
    return set(Contract.objects.filter(number__in=numbers).values_list("number", flat=True))


def bring_in(
    table: Table,
    kind: str,
    columns: Mapping[Field, str],
    *,
    by: Member,
    step: Callable[[int], None],
    batch: int = BATCH,
) -> tuple[Result, Rejected]:
    """Keeps what can come in. Done again it changes nothing: an order is known by its number."""
    ensure_may_keep(by)
    result, rejected = Result(), Rejected(table.columns)
    for rows in batches(table.rows(), batch):
        with transaction.atomic():
            for row in rows:
                take(row, kind, columns, result, rejected, by)
        step(len(rows))
    result.rejected = len(rejected.rows)
    return result, rejected


def take(
    row: Row, kind: str, columns: Mapping[Field, str], result: Result, rejected: Rejected, by: Member
) -> None:
    """One row, which takes no other with it if it fails."""
    try:
        one = purchase_in(row, kind, columns)
        known = bool(numbers_known(kind, [one]))
        with transaction.atomic():
            keep(one, kind, by)
        result.updated += known
        result.new += not known
    except Refused as error:
        rejected.add(row, str(error.message))
    except (DataError, IntegrityError, ValueError):
        rejected.add(row, _("The database cannot keep this row."))


def keep(one: Incoming, kind: str, by: Member) -> None:
    customer = find_or_add_customer(**one.contact, verified=VOUCHED, source=Source.FILE, by=by)
    if kind == "contracts":
        record_contract(customer_id=customer.pk, source=Source.FILE, by=by, **one.values)
        return
    record_order(
        customer=customer, department=department_in(one.department), source=Source.FILE, by=by, **one.values
    )


def department_in(code: str) -> Department | None:
    department = Department.objects.filter(code=code).first() if code else None
    if code and department is None:
        raise Invalid(_("There is no department %(code)s.") % {"code": code})
    return department
