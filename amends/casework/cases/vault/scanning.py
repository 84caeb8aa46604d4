"""Asks a virus scanner about a file: clamd over a socket or a port, or a command that reads the file."""

from __future__ import annotations

import shlex
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

CHUNK, SECONDS = 64 * 1024, 60
FOUND_LENGTH = 120


class ScannerAway(Exception):
    """Nobody answers, or not in a way that can be understood: the file waits, and is asked about again."""


@dataclass(frozen=True)
class Verdict:
    infected: bool
    found: str = ""


@dataclass(frozen=True)
class Clamd:
    """Speaks INSTREAM: the file in pieces with their lengths, an empty piece at the end, one line back."""

    place: str
    port: int = 0

    def scan(self, file: IO[Any]) -> Verdict:
        try:
            with self.connected() as line:
                line.sendall(b"zINSTREAM\0")
                while piece := file.read(CHUNK):
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
                return understood(answer_on(line))
        except OSError as error:
            raise ScannerAway(str(error)) from error

    @contextmanager
    def connected(self) -> Iterator[socket.socket]:
        if self.port:
            line = socket.create_connection((self.place, self.port), timeout=SECONDS)
        else:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(SECONDS)
            line.connect(self.place)
        with line:
            yield line


@dataclass(frozen=True)
class Command:
    """A program that takes the file on its standard input: 0 clean, 1 infected, anything else is no answer."""

    words: tuple[str, ...]

    def scan(self, file: IO[Any]) -> Verdict:
        try:
            ended = subprocess.run(  # noqa: S603 - the administrator's own words; the file comes by standard input
                self.words, input=file.read(), capture_output=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ScannerAway(str(error)) from error
        if ended.returncode not in (0, 1):
            raise ScannerAway(f"exit {ended.returncode}")
        said = ended.stdout.decode(errors="replace").strip()
        return Verdict(ended.returncode == 1, said[:FOUND_LENGTH] if ended.returncode else "")


def answer_on(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        piece = line.recv(4096)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")


def understood(said: str) -> Verdict:
    """`stream: OK`, `stream: NAME FOUND`; everything else is no answer about the file."""
    words = said.partition(": ")[2].strip()
    if words == "OK":
        return Verdict(infected=False)
    if words.endswith(" FOUND"):
        return Verdict(True, words.removesuffix(" FOUND")[:FOUND_LENGTH])
    raise ScannerAway(said[:200] or "no answer")


def scanner() -> Clamd | Command | None:
    """The scanner of the setting AMENDS_SCAN; None when there is none."""
    wanted: str = settings.AMENDS_SCAN
    kind, _, rest = wanted.partition(":")
    if not kind:
        return None
    if kind == "unix" and rest:
        return Clamd(rest)
    if kind == "tcp":
        host, _, port = rest.rpartition(":")
        if host and port.isdecimal():
            return Clamd(host, int(port))
    if kind == "command" and rest.strip():
        return Command(tuple(shlex.split(rest)))
    raise ImproperlyConfigured("AMENDS_SCAN is unix:/PATH, tcp:HOST:PORT or command:PROGRAM …")
