from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.utils import OperationalError

# Much shorter than a short transaction; only the first in the line asks so often.
PAUSE_S: Final = 0.0005
BUSY: Final = "database is locked"


class DatabaseWrapper(SQLite):
    """Writers stand in a line: the first asks again until the file is free, the others wait for their place.

    Left to itself SQLite waits longer after every refusal, up to a tenth of a second, and whoever comes new takes the turn of
    those who have waited longest: with eight writers one in twenty waited a second. The line is a lock on a file beside the
    database; the system gives it on in the order of asking, and takes it back from a process that dies.
    """

    _line: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        limit = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        until = time.monotonic() + limit
        self.ensure_connection()
        with self._place_in_line():
            self.connection.execute("PRAGMA busy_timeout = 0")
            try:
                self._ask_until(until)
            finally:
                self.connection.execute(f"PRAGMA busy_timeout = {int(limit * 1000)}")

    def _ask_until(self, until: float) -> None:
        while True:
            try:
                super()._start_transaction_under_autocommit()  # type: ignore[misc] # not in the stubs
                return
            except OperationalError as error:
                if BUSY not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(PAUSE_S)

    @contextmanager
    def _place_in_line(self) -> Iterator[None]:
        """Nobody stands before the others for longer than their own limit, so nobody behind waits for ever."""
        if self._line is None:
            self._line = os.open(
                f"{self.settings_dict['NAME']}-line", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
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
