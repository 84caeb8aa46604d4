"""A virus scanner stands before every file: clean ones open, infected ones never, and without it everything waits."""

from __future__ import annotations

import io
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from amends.casework.cases.actions import keep_files, open_file, open_original
from amends.casework.cases.actions.looking_into import look_into, look_into_waiting
from amends.casework.cases.choices import Preview, Scan, Touched
from amends.casework.cases.models import Attachment, Case, Touch
from amends.casework.cases.vault import keep, open_kept
from amends.casework.cases.vault.scanning import Clamd, Command, ScannerAway, scanner
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.jobs import run_due

VIRUS = b"From: a\nSubject: b\n\nthis is the test virus"


class FakeClamd:
    """Speaks INSTREAM on the loopback: finds whatever holds the word virus."""

    def __init__(self) -> None:
        self.line = socket.create_server(("127.0.0.1", 0))
        self.port = self.line.getsockname()[1]
        self.answer: bytes | None = None
        self.seen: list[bytes] = []
        self.thread = threading.Thread(target=self.go, daemon=True)
        self.thread.start()

    def go(self) -> None:
        while True:
            try:
                caller, _address = self.line.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                data = b""
                while (size := struct.unpack("!I", said.read(4))[0]) > 0:
                    data += said.read(size)
                self.seen.append(data)
                found = b"stream: Test.Virus-1 FOUND\0" if b"virus" in data else b"stream: OK\0"
                caller.sendall(self.answer or found)

    def close(self) -> None:
        self.line.close()


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    fake = FakeClamd()
    settings.AMENDS_SCAN = f"tcp:127.0.0.1:{fake.port}"
    yield fake
    fake.close()


@pytest.fixture
def case(company: Any, register: Callable[..., Case]) -> Case:
    case = register()
    Case.objects.filter(pk=case.pk).update(owner=company.handler)
    return case


def lay(case: Case, company: Any, name: str, data: bytes) -> Attachment:
    (file,) = keep_files(
        case_id=case.pk, files=[keep(name, io.BytesIO(data), len(data))], by=company.handler
    ).files
    return file


def test_a_clean_file_is_opened_after_it_was_scanned_and_not_before(
    clamd: FakeClamd, case: Case, company: Any, files: Any, photo: bytes
) -> None:
    file = lay(case, company, "a.jpg", photo)
    assert file.scan == Scan.WAITING
    with pytest.raises(WrongState):
        open_file(attachment_id=file.pk, by=company.handler)
    look_into(file.pk)
    file.refresh_from_db()
    assert (file.scan, file.preview, clamd.seen) == (Scan.CLEAN, Preview.MADE, [photo])
    with open_file(attachment_id=file.pk, by=company.handler).file as kept:
        assert kept.read() == photo


def test_an_infected_file_is_kept_locked_away_and_named(
    clamd: FakeClamd, case: Case, company: Any, files: Any
) -> None:
    file = lay(case, company, "信.eml", VIRUS)
    look_into(file.pk)
    file.refresh_from_db()
    assert (file.scan, file.scan_found, file.preview) == (Scan.INFECTED, "Test.Virus-1", Preview.WAITING)
    for opening in (open_file, open_original):
        with pytest.raises(WrongState):
            opening(attachment_id=file.pk, by=company.legal)
    assert Touch.objects.filter(attachment=file, what=Touched.LOCKED).count() == 1
    with open_kept(file.sha256) as kept:
        assert kept.read() == VIRUS


def test_while_the_scanner_is_away_files_wait_and_are_taken_up_when_it_is_back(
    settings: Any, case: Case, company: Any, files: Any, photo: bytes
) -> None:
    settings.AMENDS_SCAN = "tcp:127.0.0.1:1"
    file = lay(case, company, "a.jpg", photo)
    look_into(file.pk)
    look_into_waiting()
    file.refresh_from_db()
    assert file.scan == Scan.WAITING
    fake = FakeClamd()
    settings.AMENDS_SCAN = f"tcp:127.0.0.1:{fake.port}"
    look_into_waiting()
    fake.close()
    file.refresh_from_db()
    assert (file.scan, file.preview) == (Scan.CLEAN, Preview.MADE)


def test_an_answer_that_nobody_understands_is_no_answer(clamd: FakeClamd) -> None:
    clamd.answer = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(ScannerAway):
        Clamd("127.0.0.1", clamd.port).scan(io.BytesIO(b"x"))


def test_what_comes_by_the_portal_is_scanned_as_well(
    clamd: FakeClamd, company: Any, register: Callable[..., Case], files: Any, photo: bytes
) -> None:
    case = register(files=[keep("a.jpg", io.BytesIO(photo), len(photo))])
    run_due(reraise=True)
    assert Attachment.objects.get(case=case).scan == Scan.CLEAN


@pytest.mark.parametrize(
    ("program", "infected"),
    [("import sys; sys.exit(0)", False), ("import sys; print('Bad'); sys.exit(1)", True)],
)
def test_a_command_says_by_its_end_what_it_found(program: str, infected: bool) -> None:
    verdict = Command((sys.executable, "-c", program)).scan(io.BytesIO(b"x"))
    assert verdict.infected is infected


def test_a_command_that_fails_is_away() -> None:
    for words in ((sys.executable, "-c", "import sys; sys.exit(2)"), ("/nowhere/scanner",)):
        with pytest.raises(ScannerAway):
            Command(words).scan(io.BytesIO(b"x"))


def test_settings_that_mean_nothing_are_refused(settings: Any) -> None:
    for word in ("clamd", "tcp:host", "tcp:host:x", "unix:", "command: "):
        settings.AMENDS_SCAN = word
        with pytest.raises(ImproperlyConfigured):
            scanner()
    settings.AMENDS_SCAN = ""
    assert scanner() is None
    settings.AMENDS_SCAN = "unix:/run/clamd.ctl"
    assert scanner() == Clamd("/run/clamd.ctl")
