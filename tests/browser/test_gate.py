"""Between two tests nobody is inside: an emptied table must not meet a page that still asks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING
from unittest.mock import Mock

from tests.browser.conftest import Gate

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


def test_the_gate_closes_behind_who_is_still_inside() -> None:
    inside, answered = threading.Event(), threading.Event()

    def slow(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        inside.set()
        answered.wait(20)
        yield b"done"

    answer = Mock()
    gate = Gate(slow)
    gate.open()
    asking = threading.Thread(target=lambda: list(gate({}, answer)))
    asking.start()
    inside.wait(20)
    closing = threading.Thread(target=gate.close)
    closing.start()
    closing.join(0.05)
    assert closing.is_alive()
    answered.set()
    closing.join(20)
    assert not closing.is_alive()
    answer.assert_not_called()
    assert list(gate({}, answer)) == []
    answer.assert_called_once_with("503 Service Unavailable", [])
    asking.join(20)
