"""Makes a backup: one moment of the database, then the attachments, then what the file says about itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from amends.config import env
from amends.config.operations.backup import rows, schema
from amends.config.operations.backup.connection import is_postgresql, settings_with, standing_in
from amends.config.operations.backup.files import kept_files
from amends.config.operations.backup.manifest import (
    ABOUT,
    FORMAT,
    MANIFEST,
    PRODUCT,
    SECRET_KEY,
    Files,
    Manifest,
    Part,
    Rows,
    about,
)
from amends.config.operations.backup.verifying import FilesDigest
from amends.config.operations.backup.writing import Archive, written
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock, shelf
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.queries import house_member

Step = Callable[[int], None]


def save(path: Path, step: Step = lambda _parts: None) -> Manifest:
    """Writes everything that makes this installation into one file; while it runs, work goes on."""
    now = clock.now()
    with written(path, at=now.timestamp()) as archive:
        archive.add(ABOUT, about())
        with one_moment():
            migrations = schema.applied()
            if not migrations:
                raise WrongState(_("There is no database to back up yet. Run `amends setup` first."))
            models = schema.models_at(migrations)
            tables = {table.name: saved(table, archive, step) for table in schema.tables_of(models)}
        key = add_secret_key(archive)
        # After the rows: whatever attachment a row names was stored before that row was.
        files = add_files(archive, step)
        manifest = described(now, migrations, tables, files, key)
        archive.add(MANIFEST, manifest.as_json())
    note_backup(path, manifest)
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """All questions in the block are answered as of its beginning, and nobody has to wait for it."""
    if is_postgresql():
        from psycopg import IsolationLevel

        usual = settings_with(isolation_level=IsolationLevel.REPEATABLE_READ)
    else:
        # The house's own transactions take the right to write at once, which would keep everybody out.
        usual = settings_with(transaction_mode="DEFERRED")
    with standing_in(usual), transaction.atomic():
        yield


def saved(table: schema.Table, archive: Archive, step: Step) -> Rows:
    found = Rows([column.name for column in table.columns], last_number=rows.last_number(table))
    for data, lines in rows.parts_of(table):
        found.parts.append(archive.add(f"tables/{table.name}/{len(found.parts):06}.tsv", data))
        found.count += lines
        step(1)
    return found


def add_secret_key(archive: Archive) -> Part | None:
    """The key the installation keeps itself; one from the environment stays where it is kept."""
    kept: Path = settings.SECRET_KEY_PATH
    if not kept.exists() or kept.read_text(encoding="ascii").strip() != settings.SECRET_KEY:
        return None
    return archive.add(SECRET_KEY, settings.SECRET_KEY.encode("ascii"))


def add_files(archive: Archive, step: Step) -> Files:
    digest = FilesDigest()
    for name, path in kept_files():
        with path.open("rb") as file:
            digest.take(archive.add_file(name, file, os.fstat(file.fileno()).st_size))
        step(1)
    return digest.files


def described(
    now: datetime, migrations: list[schema.Key], tables: dict[str, Rows], files: Files, key: Part | None
) -> Manifest:
    return Manifest(
        format=FORMAT,
        product=PRODUCT,
        version=version("amends"),
        made_at=now.isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=migrations,
        tables=tables,
        files=files,
        secret_key=key,
        environment=env.names_set(),
        left_out=list(schema.LEFT_OUT),
        files_elsewhere=shelf.elsewhere(),
    )


@transaction.atomic
def note_backup(path: Path, manifest: Manifest) -> None:
    """Who took everything out of the house is on record."""
    data = {"file": path.name, "rows": manifest.rows, "files": manifest.files.count}
    record(chain="house", action="house.backed_up", by=house_member(), data=data)
