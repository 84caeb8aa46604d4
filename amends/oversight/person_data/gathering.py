"""Everything about one person in one archive: JSON for machines, a page for people, and the files."""

from __future__ import annotations

import html
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

# Keys to somebody else's or to the portal; they say nothing about the person.
LEFT_OUT = frozenset({"token", "idempotency_key"})


def gathered(customer: Customer) -> dict[str, list[dict[str, Any]]]:
    """Table → its rows about this person."""
    ids = whole_person(customer)
    found: dict[str, list[Any]] = {
        "customers.Customer": list(Customer.objects.filter(pk__in=ids).order_by("pk")),
        **{table.name: list(table.rows(ids)) for table in tables()},
    }
    return {name: [row_of(row) for row in rows] for name, rows in found.items() if rows}


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
    data = gathered(customer)
    beside = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
            archive.writestr("index.html", page(customer, data))
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


def page(customer: Customer, data: dict[str, list[dict[str, Any]]]) -> str:
    """A page that any browser shows without a network; everything in it is escaped."""
    parts = [f"<h1>{html.escape(str(customer))}</h1>"]
    for name, rows in data.items():
        parts.append(f"<h2>{html.escape(name)} ({len(rows)})</h2>")
        for row in rows:
            cells = "".join(
                f"<tr><th>{html.escape(key)}</th><td>{html.escape(shown(value))}</td></tr>"
                for key, value in row.items()
                if value not in (None, "", [], {})
            )
            parts.append(f"<table>{cells}</table>")
    style = "body{font:15px/1.6 sans-serif;max-width:960px;margin:2em auto}table{margin:0 0 1.5em}th{text-align:start;vertical-align:top;padding-inline-end:1em;white-space:nowrap}td{white-space:pre-wrap}"
    return f'<!doctype html><meta charset="utf-8"><title>{html.escape(str(customer))}</title><style>{style}</style>{"".join(parts)}\n'


def shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
