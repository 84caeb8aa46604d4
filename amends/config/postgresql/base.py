from __future__ import annotations

import select

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL


class DatabaseWrapper(PostgreSQL):
    """Each thread keeps its connection; before each request it is looked at, not talked to.

    An idle connection has nothing to say, so whatever can be read from it is the server's farewell, or worth asking
    about. A round trip for each request would cost more than most of the questions that follow it.
    """

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        look = select.poll()
        look.register(self.connection.pgconn.socket, select.POLLIN | select.POLLHUP | select.POLLERR)
        return not look.poll(0) or bool(super().is_usable())
