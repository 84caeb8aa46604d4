"""Everything about one person in one archive: JSON for machines, a page for people, and the files."""

from __future__ import annotations

import json
import zipfile
from datetime import date, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from amends.casework.cases.actions.viewing import note_viewings
from amends.casework.cases.choices import Door, Scan
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.models.case import CaseQuerySet
from amends.casework.cases.queries import visible_cases
from amends.casework.cases.vault import open_kept
from amends.casework.customers.models import Customer
from amends.casework.customers.permissions import ensure_may_erase
from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.models import Member
from amends.oversight.person_data.tables import tables, whole_person
from amends.oversight.person_data.telling import page

# Keys to somebody else's or to the portal; they say nothing about the person.
LEFT_OUT = frozenset({"token", "idempotency_key"})


def kept(customer: Customer) -> dict[str, list[Model]]:
    """Table → its rows about this person."""
    ids = whole_person(customer)
    found: dict[str, list[Any]] = {
        "customers.Customer": list(Customer.objects.filter(pk__in=ids).order_by("pk")),
        **{table.name: list(table.rows(ids)) for table in tables()},
    }
    return {name: rows for name, rows in found.items() if rows}


def gathered(customer: Customer) -> dict[str, list[dict[str, Any]]]:
    return as_data(kept(customer))


def as_data(found: dict[str, list[Model]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [row_of(row) for row in rows] for name, rows in found.items()}


def row_of(row: Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in LEFT_OUT]
    return {field.name: plain(getattr(row, field.attname)) for field in fields}


def plain(value: Any) -> Any:
    """As JSON knows it; whatever else a table may hold (sums, keys, spans) is written out."""
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    return value.isoformat() if isinstance(value, date | time) else str(value)


def ensure_sees_all(customer: Customer, by: Member) -> CaseQuerySet:
    """The cases of the whole person, if none of them is kept from this member."""
    cases = Case.objects.filter(customer__in=whole_person(customer))
    if cases.exclude(pk__in=visible_cases(by).values("pk")).exists():
        raise NotPermitted(_("One of the cases is not for you to know of. Let somebody else do this."))
    return cases


@transaction.atomic
def write_archive(customer: Customer, path: Path, *, reason: str, by: Member) -> dict[str, int]:
    """Writes the archive beside its place and puts it there at the end; says how many rows of each kind it holds."""
    ensure_may_erase(by)
    ids = whole_person(customer)
    cases = ensure_sees_all(customer, by)
    found = kept(customer)
    data = as_data(found)
    beside = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
            archive.writestr("index.html", page(str(customer), found))
            for file in Attachment.objects.there().exclude(scan=Scan.INFECTED).filter(case__customer__in=ids):
                with open_kept(file.sha256) as opened:
                    archive.writestr(f"files/{file.pk}-{Path(file.name).name}", opened.read())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    note_viewings(
        case_ids=list(cases.filter(restricted=True).values_list("pk", flat=True)), door=Door.EXPORT, by=by
    )
    counts = {name: len(rows) for name, rows in data.items()}
    record(chain=customer.chain, action="person.exported", by=by, data={"rows": counts}, reason=reason)
    return counts
