from __future__ import annotations

import select
from datetime import UTC
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper
from psycopg import adapters
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format
from psycopg.types.datetime import TimestamptzLoader

# A statement that came so often on one connection is planned once for all that follow; so many of them are kept.
PLANNED_AFTER, KEPT = 3, 400


class Operations(DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """For the log: of a statement that the server knows already only its name was sent."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class TimesInUtc(Loader):
    """The driver's own way of reading a moment; Django's can turn it to another zone, and takes three times as long.

    Only for a connection that speaks UTC; Django asks each reader for its zone before it takes its own instead.
    """

    timezone = UTC

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        self.fastest = (adapters.get_loader(oid, Format.TEXT) or TimestamptzLoader)(oid, context)

    def load(self, data: Buffer) -> Any:
        return self.fastest.load(data)


class DatabaseWrapper(PostgreSQL):
    """Each thread keeps its connection; before each request it is looked at, not talked to.

    An idle connection has nothing to say, so whatever can be read from it is the server's farewell, or worth asking
    about. A round trip for each request would cost more than most of the questions that follow it.
    """

    ops_class = Operations

    def get_connection_params(self) -> dict[str, Any]:
        """`?planned_after=0` in the address is for a pooler that hands each transaction another connection."""
        params: dict[str, Any] = super().get_connection_params()
        params["prepare_threshold"] = int(params.pop("planned_after", PLANNED_AFTER)) or None
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = KEPT
        if self.timezone == UTC:
            connection.adapters.register_loader("timestamptz", TimesInUtc)
        return connection

    def cursor_for_repeated(self) -> CursorWrapper:
        """For a statement that comes again and again with other values: the server plans it once, not each time."""
        self.ensure_connection()
        with self.wrap_database_errors:
            opened: CursorWrapper = self._prepare_cursor(ServerBindingCursor(self.connection))  # type: ignore[attr-defined, call-arg]
            return opened

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        look = select.poll()
        look.register(self.connection.pgconn.socket, select.POLLIN | select.POLLHUP | select.POLLERR)
        return not look.poll(0) or bool(super().is_usable())
