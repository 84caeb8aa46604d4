"""A PostgreSQL database of its own with many open cases and their clocks, copied from one real case by the database itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from peerbench import postgres

PROJECT = Path(__file__).resolve().parent.parent.parent
COMPLAINT = "锅用了三次就冒烟，要求退款。"


@contextmanager
def house(name: str) -> Iterator[None]:
    """An empty installation, with Django set up for it; the database is dropped afterwards."""
    postgres.recreate(name)
    sys.path.insert(0, str(PROJECT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "amends.config.settings",
        "SECRET_KEY": "only-for-a-measurement" * 3,
        "DATABASE_URL": postgres.url(name),
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    try:
        yield
    finally:
        connections.close_all()
        with psycopg.connect(dbname="postgres", autocommit=True, **postgres.PG) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def first_case() -> int:
    """One complaint with its clocks, as the house itself makes them."""
    from amends.casework.cases.actions import register_complaint
    from amends.casework.clocks.actions import apply_effect
    from amends.casework.customers.actions import find_or_add_customer
    from amends.foundation.calendars.actions import set_up_mainland
    from amends.foundation.organisation.models import Department
    from amends.foundation.organisation.queries import house_member, portal_member

    set_up_mainland(by=house_member())
    Department(code="care", name="care", takes_in=True).save()
    customer = find_or_add_customer(name="王小明", phone="13800138000", email="", by=portal_member())
    case = register_complaint(text=COMPLAINT, customer=customer, channel="portal", by=portal_member())
    apply_effect(case_id=case.pk, happening="complaint_registered", at=case.received_at, by=house_member())
    return case.pk


def copies(count: int) -> None:
    """So many cases like the first one, each with its clocks."""
    copy("cases_case", f"generate_series(2, {count}) n", {"id": "n", "token": "md5(n::text)"}, "id = 1")
    for kind, place in (("first_response", 0), ("solution", 1)):
        changed = {"id": f"{place} * {count} + 1000 + n", "case_id": "n"}
        copy("clocks_clock", f"generate_series(2, {count}) n", changed, f"case_id = 1 AND kind = '{kind}'")


def copy(table: str, series: str, changed: dict[str, str], which: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        values = ", ".join(changed.get(name, f"one.{name}") for name in columns)
        names = ", ".join(columns)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} one, {series} WHERE {which}"
        )


def spread(due: int) -> None:
    """So many clocks whose moment has come, the others' within the next weeks."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE clocks_clock SET next_at = now() + interval '1 minute' * (1 + id %% 40000)", []
        )
        cursor.execute(
            "UPDATE clocks_clock SET next_at = now() - interval '1 second' WHERE id IN"
            " (SELECT id FROM clocks_clock ORDER BY md5(id::text) LIMIT %s)",
            [due],
        )
        cursor.execute("ANALYZE")
