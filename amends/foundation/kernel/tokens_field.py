from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    TextOrNull = models.TextField[str | None, str | None]
else:
    TextOrNull = models.TextField


class TokensField(TextOrNull):
    """What PostgreSQL looks up in its index; SQLite keeps its own table for that and leaves this empty."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"
