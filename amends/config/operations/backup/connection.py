"""Another database, or another connection to the same one, in the place of the usual connection for a while."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend


@contextmanager
def standing_in(settings: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """In this thread everything that asks the database asks the one that these settings name."""
    usual = connections[DEFAULT_DB_ALIAS]
    other: BaseDatabaseWrapper = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield other
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = usual


def settings_with(**options: Any) -> dict[str, Any]:
    """The usual connection's settings with other options, and without a pool, which would hand the options on."""
    settings = copy.deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    settings["OPTIONS"].pop("pool", None)
    settings["OPTIONS"].update(options)
    return settings


def is_postgresql() -> bool:
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
