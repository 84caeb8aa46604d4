"""A house is not started where another one listens, but at once where one has just been stopped."""

from __future__ import annotations

import socket
import subprocess
from typing import cast

import pytest

from amends.config.demonstration import company
from amends.config.management.commands import up
from amends.config.management.commands.up import ensure_free
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

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


class Slow:
    """A server that takes long to answer, and its process."""

    def __init__(self, refusals: int, runs_for: int) -> None:
        self.refusals, self.runs_for = refusals, runs_for

    def open(self, url: str, timeout: float) -> None:
        self.refusals -= 1
        if self.refusals >= 0:
            raise ConnectionRefusedError

    def poll(self) -> int | None:
        self.runs_for -= 1
        return None if self.runs_for >= 0 else 1


@pytest.mark.parametrize(("refusals", "runs_for", "expected"), [(5000, 9000, True), (5000, 40, False)])
def test_a_busy_machine_is_waited_for_as_long_as_everything_runs(
    monkeypatch: pytest.MonkeyPatch, refusals: int, runs_for: int, expected: bool
) -> None:
    slow = Slow(refusals, runs_for)
    monkeypatch.setattr("urllib.request.build_opener", lambda *_: slow)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    assert up.answers("http://here/healthz", cast("list[subprocess.Popen[bytes]]", [slow])) is expected


@pytest.mark.django_db
def test_only_the_house_of_the_invented_people_has_the_invented_name() -> None:
    assert not company.works_here()
    company.load_people(company.load_departments())
    assert company.works_here()
    assert company.letterhead()["AMENDS_HOUSE_NAME"] == "澄穗生活"
    Member.objects.filter(username="handler").update(display_name="真有其人")
    assert not company.works_here()


@pytest.mark.django_db
def test_a_house_that_goes_on_with_its_own_people_has_the_invented_name_no_longer() -> None:
    company.load_people(company.load_departments())
    Member.objects.create(username="amends-itself", display_name="Amends", role=Role.SYSTEM)
    assert company.works_here()
    own = Member.objects.create(username="wang", display_name="王真", role=Role.ADMINISTRATOR)
    assert not company.works_here()
    own.delete()
    Member.objects.exclude(role=Role.SYSTEM).update(is_active=False)
    assert not company.works_here()
