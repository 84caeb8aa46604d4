"""The database a backup goes into: built empty and apart, and in the installation's place only when all is well."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.utils.translation import gettext as _

from amends.config.operations.backup import schema
from amends.config.operations.backup.connection import is_postgresql, settings_with, standing_in
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.choices import Role

# What holds rows as soon as an installation is in use.
USED = {
    "cases_case": "",
    "customers_customer": "",
    "organisation_department": "",
    "organisation_member": f" WHERE role <> '{Role.SYSTEM.value}'",
}
QUICK = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-64000;"
TRIES = 60
_FUNCTIONS = """
    SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgrelid = ANY(%s::regclass[])
"""


def is_in_use() -> bool:
    """Whether there is anything here that somebody would miss."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in USED.keys() & there:
            cursor.execute(f"SELECT 1 FROM {table}{USED[table]} LIMIT 1")  # noqa: S608 - names from above
            if cursor.fetchone():
                return True
    return False


@contextmanager
def fresh_database(tables: Iterable[str]) -> Iterator[None]:
    """In the block the database is empty; it becomes the installation's own when the block ends well.

    `tables` are those the backup has; in PostgreSQL they make room together with our own, and no others do.
    """
    connections[DEFAULT_DB_ALIAS].close()
    if is_postgresql():
        with standing_in(settings_with()), transaction.atomic():
            make_room({*tables, *our_tables()})
            yield
        return
    live = Path(str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]))
    beside = live.with_name(live.name + ".restoring")
    remove(beside)
    try:
        settings = settings_with(init_command=QUICK)
        with standing_in({**settings, "NAME": str(beside)}):
            yield
        move_into(beside, live)
    finally:
        remove(beside)


def our_tables() -> set[str]:
    """Every table that this program makes, and those of the state in which the database is now."""
    try:
        models = [*schema.current_models(), *schema.models_at(schema.applied())]
    except WrongState:
        # Tables that only the newer program knows would stay, and be in its way later.
        raise WrongState(
            _("The database is newer than this program. Restore into a new, empty database.")
        ) from None
    return {model._meta.db_table for model in models} | {"django_migrations", "config_cache"}


def make_room(tables: set[str]) -> None:
    """Takes our tables away, and what their triggers call."""
    with connection.cursor() as cursor:
        # Whoever still holds one of the tables must not make this wait for ever.
        cursor.execute("SET LOCAL lock_timeout = '20s'")
        there = [
            connection.ops.quote_name(name)
            for name in connection.introspection.table_names(cursor)
            if name in tables
        ]
        cursor.execute(_FUNCTIONS, [there])
        functions = [row[0] for row in cursor.fetchall()]
        if there:
            cursor.execute(f"DROP TABLE {', '.join(there)} CASCADE")
        for function in functions:
            cursor.execute(f"DROP FUNCTION {function}")


def move_into(beside: Path, live: Path) -> None:
    """Writes all pages in one transaction of the live file, so that whoever has it open sees the old or the new."""
    tries = 0

    def impatient(status: int, _remaining: int, _total: int) -> None:
        nonlocal tries
        tries += status != sqlite3.SQLITE_DONE
        if tries > TRIES:
            raise OperationalError("database is locked")

    live.parent.mkdir(parents=True, exist_ok=True)
    source, target = sqlite3.connect(beside), sqlite3.connect(live, timeout=0.1)
    try:
        source.backup(target, pages=-1, progress=impatient, sleep=0.5)
    finally:
        target.close()
        source.close()


def remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal", "-line"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def has_worker_table() -> bool:
    return "kernel_workerbeat" in connection.introspection.table_names()
