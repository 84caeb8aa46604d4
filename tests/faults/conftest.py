from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.fixture
def visitor() -> Client:
    """A browser that sees the answer to an error instead of the error."""
    return Client(raise_request_exception=False)


@pytest.fixture
def database_away() -> Iterator[Callable[[], None]]:
    """From the call on every statement fails, as it does while a database restarts."""

    def refuse(*_: Any) -> Any:
        raise OperationalError("connection refused: 10.0.0.5 port 5432, user amends")

    with ExitStack() as stack:
        yield lambda: stack.enter_context(connection.execute_wrapper(refuse))
