"""Brings a backup back: looked at in full first, built apart, checked, and only then put in its place."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from amends.config.operations import searching
from amends.config.operations.backup import rows, schema
from amends.config.operations.backup.connection import is_postgresql
from amends.config.operations.backup.files import Staged, broken_attachments, broken_pictures
from amends.config.operations.backup.manifest import SECRET_KEY, Manifest, Rows
from amends.config.operations.backup.opening import TABLE_PART, Damaged, Member, opened
from amends.config.operations.backup.target import fresh_database, has_worker_table, is_in_use
from amends.config.operations.backup.verifying import changed
from amends.foundation.audit.actions import record
from amends.foundation.audit.queries import Verification
from amends.foundation.audit.queries import verify as verify_trail
from amends.foundation.kernel.errors import Conflict, Refused, WrongState
from amends.foundation.kernel.queries import worker_is_alive
from amends.foundation.organisation.queries import house_member

Step = Callable[[int], None]
SHOWN = 20


@dataclass
class Restored:
    """What came back, and what was not well with it already when the backup was made."""

    manifest: Manifest
    cases: int = 0
    trail: Verification = field(default_factory=Verification)
    broken_files: list[str] = field(default_factory=list)
    broken_files_count: int = 0
    secret_key: bool = False


@dataclass
class Packed:
    """Where the rows of a table go while they are read."""

    model: type[Model]
    table: schema.Table
    rows: Rows


Destinations = dict[str, Packed]


def ensure_can_restore(manifest: Manifest, *, force: bool) -> Destinations:
    """Where every table of the backup goes; refuses when the program does not know it or when somebody would lose something."""
    try:
        models = schema.models_at(manifest.migrations)
    except KeyError as error:
        name = ".".join(error.args[0])
        raise WrongState(
            _(
                "The backup was made by a newer program (%(version)s, migration %(name)s). Install that one first."
            )
            % {"version": manifest.version, "name": name}
        ) from None
    if not force and is_in_use():
        raise Conflict(
            _(
                "There are people or cases here already. Restore into an empty installation, or replace everything here with --force."
            )
        )
    if has_worker_table() and worker_is_alive():
        raise Conflict(
            _(
                "A worker is running here. Stop `amends work` and `amends serve`, wait 20 seconds and start again."
            )
        )
    needed, free = 2 * manifest.size, shutil.disk_usage(settings.VAR).free
    if needed > free:
        raise Refused(
            _("There is not enough room: about %(needed)s MB are needed and %(free)s MB are free.")
            % {"needed": needed // 1_000_000, "free": free // 1_000_000}
        )
    return destinations(manifest, models)


def restore(path: Path, manifest: Manifest, packed: Destinations, step: Step) -> Restored:
    """Puts a verified backup in the place of what is here; when anything fails, what is here stays as it is."""
    done = Restored(manifest)
    with alone(), staged_files() as staged, kept_key() as key:
        with fresh_database(manifest.tables):
            build(path, manifest, packed, staged, key, step)
            check(done, staged)
            note_restore(path, manifest)
            staged.place()
        done.secret_key = put_key(key)
    return done


def build(
    path: Path, manifest: Manifest, packed: Destinations, staged: Staged, key: Path, step: Step
) -> None:
    schema.bring_to(manifest.migrations)
    with no_order_of_rows():
        for one in packed.values():
            empty(one.table)
        unpack(path, packed, staged, key, step)
    for one in packed.values():
        found = rows.count(one.table)
        if found != one.rows.count:
            raise changed(f"tables/{one.table.name}")
        rows.continue_numbering(one.model, one.table, one.rows.last_number)
    schema.bring_up_to_date()


def destinations(manifest: Manifest, models: list[type[Model]]) -> Destinations:
    """Each table of the backup with its model; raises Damaged for a table or column the models do not have."""
    known = {model._meta.db_table: model for model in models}
    found: Destinations = {}
    for name, said in manifest.tables.items():
        model = known.get(name)
        table = schema.table_of(model) if model else None
        if model is None or table is None or {*said.columns} != {column.name for column in table.columns}:
            raise changed(f"tables/{name}")
        found[name] = Packed(model, table, said)
    return found


@contextmanager
def no_order_of_rows() -> Iterator[None]:
    """Rows may come before those they point to; at the end every pointer must point somewhere."""
    connection.disable_constraint_checking()
    if is_postgresql():
        # A migration that adds a foreign key leaves it checked at once for the rest of its transaction.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    try:
        yield
    finally:
        connection.enable_constraint_checking()
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise Damaged(_("The rows in the backup do not fit together: %(why)s") % {"why": error}) from error


def empty(table: schema.Table) -> None:
    """What a migration put in on its way; the backup has its own."""
    if rows.count(table):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {rows.quoted([table.name])}")  # noqa: S608


def unpack(path: Path, packed: Destinations, staged: Staged, key: Path, step: Step) -> None:
    with opened(path) as members:
        for member in members:
            if part := TABLE_PART.fullmatch(member.name):
                load(member, packed[part[1]])
            elif member.name.startswith("files/"):
                staged.take(member)
            elif member.name == SECRET_KEY:
                write_key(key, member.read())
            step(1)


def load(member: Member, target: Packed) -> None:
    data = member.read()
    said = {part.name: part.sha256 for part in target.rows.parts}
    # The file was looked at in full, but it may have been exchanged since.
    if said.get(member.name) != hashlib.sha256(data).hexdigest():
        raise changed(member.name)
    try:
        rows.load(target.table, target.rows.columns, data)
    except (ValueError, KeyError, DatabaseError) as error:
        raise Damaged(
            _("“%(name)s” cannot be taken into this database: %(why)s") % {"name": member.name, "why": error}
        ) from error


def check(done: Restored, staged: Staged) -> None:
    """What the restored house says about itself, before it takes the place of the one that is here."""
    done.cases = searching.rebuild()
    done.trail = verify_trail()
    for sha256 in chain(broken_attachments(staged.top), broken_pictures(staged.top)):
        done.broken_files_count += 1
        if len(done.broken_files) < SHOWN:
            done.broken_files.append(sha256)


@transaction.atomic
def note_restore(path: Path, manifest: Manifest) -> None:
    data = {"file": path.name, "made_at": manifest.made_at, "rows": manifest.rows}
    record(chain="house", action="house.restored", by=house_member(), data=data)


@contextmanager
def alone() -> Iterator[None]:
    """Two restores at once would build in the same place."""
    descriptor = os.open(settings.VAR, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Conflict(_("Another restore is running here. Wait until it has ended.")) from None
    finally:
        os.close(descriptor)


@contextmanager
def staged_files() -> Iterator[Staged]:
    staged = Staged()
    try:
        yield staged
    except BaseException:
        staged.undo()
        raise
    finally:
        staged.close()


@contextmanager
def kept_key() -> Iterator[Path]:
    """Where the restored key waits until the database is in its place."""
    beside: Path = settings.SECRET_KEY_PATH.with_name("secret_key.restoring")
    beside.unlink(missing_ok=True)
    try:
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def write_key(place: Path, key: bytes) -> None:
    with open(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())


def put_key(beside: Path) -> bool:
    """True when the key of the backup is the installation's own from now on."""
    if not beside.exists():
        return False
    beside.replace(settings.SECRET_KEY_PATH)
    return True
