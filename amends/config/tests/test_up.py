"""A house is not started where another one listens, but at once where one has just been stopped."""

from __future__ import annotations

import socket

import pytest

from amends.config.management.commands.up import ensure_free

HERE = "127.0.0.1"


@pytest.fixture
def listener() -> socket.socket:
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((HERE, 0))
    server.listen()
    return server


def test_a_port_that_somebody_listens_on_is_refused(listener: socket.socket) -> None:
    with listener, pytest.raises(SystemExit, match="in use"):
        ensure_free(HERE, listener.getsockname()[1])


def test_connections_that_a_stopped_house_left_behind_are_not_in_the_way(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    with socket.create_connection((HERE, port)) as visitor:
        listener.accept()[0].close()  # the side that closes first keeps the address for a minute
        visitor.recv(1)
    listener.close()
    ensure_free(HERE, port)
