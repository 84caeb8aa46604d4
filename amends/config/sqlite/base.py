from __future__ import annotations

import random
import time
from typing import Final

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.utils import OperationalError

# About as long as a short transaction takes.
PAUSE_S: Final = 0.003
BUSY: Final = "database is locked"


class DatabaseWrapper(SQLite):
    """Whoever wants to write asks again every few milliseconds.

    Left to itself SQLite waits longer after every refusal, up to a tenth of a second, and whoever comes new takes the turn of
    those who have waited longest: with eight writers one in twenty waited a second.
    """

    def _start_transaction_under_autocommit(self) -> None:
        limit = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        until = time.monotonic() + limit
        self.cursor().execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc] # not in the stubs
                except OperationalError as error:
                    if BUSY not in str(error) or time.monotonic() > until:
                        raise
                    time.sleep(PAUSE_S * random.uniform(0.5, 1.5))
                else:
                    return
        finally:
            self.cursor().execute(f"PRAGMA busy_timeout = {int(limit * 1000)}")
