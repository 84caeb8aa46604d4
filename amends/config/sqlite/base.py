from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.utils import OperationalError

T = TypeVar("T")

# Much shorter than a short transaction; only the first in the line asks so often.
PAUSE_S: Final = 0.0005
BUSY: Final = "database is locked"
WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(SQLite):
    """Writers stand in a line: the first asks again until the file is free, the others wait for their place.

    Left to itself SQLite waits longer after every refusal, up to a tenth of a second, and whoever comes new takes the turn of
    those who have waited longest: with eight writers one in twenty waited a second. The line is a lock on a file beside the
    database; the system gives it on in the order of asking, and takes it back from a process that dies.
    """

    _line: int | None = None

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.in_turn(super()._start_transaction_under_autocommit)  # type: ignore[misc] # not in the stubs

    def in_turn(self, write: Callable[[], T]) -> T:
        """What needs the file for itself. Nobody stands before the others for longer than the limit, so nobody waits for ever."""
        limit = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        until = time.monotonic() + limit
        self.ensure_connection()
        with self._place_in_line():
            self.connection.execute("PRAGMA busy_timeout = 0")
            try:
                return _ask(write, until)
            finally:
                self.connection.execute(f"PRAGMA busy_timeout = {int(limit * 1000)}")

    @contextmanager
    def _place_in_line(self) -> Iterator[None]:
        if self._line is None:
            name = f"{self.settings_dict['NAME']}-line"
            self._line = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._line, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._line, fcntl.LOCK_UN)

    def _close(self) -> None:
        super()._close()  # type: ignore[misc] # not in the stubs
        if self._line is not None:
            os.close(self._line)
            self._line = None


class Cursor(SQLiteCursorWrapper):
    """A single statement that writes, outside a transaction, stands in the line as well."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if self.wrapper.in_atomic_block or not query.lstrip()[:7].upper().startswith(WRITES):
            return super().execute(query, params)
        execute = super().execute
        return self.wrapper.in_turn(lambda: execute(query, params))


def _ask(write: Callable[[], T], until: float) -> T:
    while True:
        try:
            return write()
        except (OperationalError, sqlite3.OperationalError) as error:
            if BUSY not in str(error) or time.monotonic() > until:
                raise
            time.sleep(PAUSE_S)
