"""Reads an archive that anybody may have made: plain files with names we know, nothing else, nothing unpacked by name."""

from __future__ import annotations

import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from amends.config.operations.backup.manifest import ABOUT, MANIFEST, SECRET_KEY
from amends.config.operations.backup.writing import CHUNK, GZIP
from amends.foundation.kernel.errors import Invalid

BLOCK = tarfile.BLOCKSIZE
TABLE_PART = re.compile(r"tables/([a-z][a-z0-9_]*)/[0-9]{6}\.tsv", re.ASCII)
# No name begins with a dot, so none can climb out of its folder or hide in it.
FILE = re.compile(r"files((?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+)", re.ASCII)


class Damaged(Invalid):
    """The file is no backup, or not all of one, or not as it was written."""

    default_code = "damaged"


class Member:
    """One file in the archive, read once from front to back."""

    def __init__(self, name: str, size: int, source: Unpacked) -> None:
        self.name = name
        self.size = size
        self.left = size
        self.source = source

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def skip(self) -> None:
        while self.left:
            self.read(CHUNK)
        self.source.read(-self.size % BLOCK)


class Unpacked:
    """The bytes under the gzip; a file that ends too early or was changed raises Damaged."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.unpacker = zlib.decompressobj(GZIP)
        self.ready = b""

    def read(self, size: int) -> bytes:
        """Exactly so many bytes."""
        pieces = []
        while size:
            if not self.ready:
                self.more()
            piece, self.ready = self.ready[:size], self.ready[size:]
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def more(self) -> None:
        packed = self.unpacker.unconsumed_tail or self.file.read(CHUNK)
        try:
            ended = self.unpacker.eof
            self.ready = b"" if ended else self.unpacker.decompress(packed, CHUNK)
        except zlib.error:
            raise Damaged(
                _("The file is damaged, or it is no backup of Amends. Fetch it again or take another one.")
            ) from None
        if ended or not (packed or self.ready or self.unpacker.eof):
            raise Damaged(_("The file ends too early: a part of the backup is missing. Fetch it again."))

    def ensure_at_end(self) -> None:
        """Reads what is left, which makes zlib compare its own checksum, and accepts nothing behind it."""
        while not self.unpacker.eof:
            self.more()
            if self.ready:
                raise surplus()
        if self.unpacker.unused_data or self.file.read(1):
            raise surplus()


def surplus() -> Damaged:
    return Damaged(_("There is something behind the end of the backup. Fetch the file again."))


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Member]]:
    with path.open("rb") as file:
        yield members(Unpacked(file))


def members(source: Unpacked) -> Iterator[Member]:
    """Each member in turn; whatever is not a plain file with a name of ours raises Damaged."""
    while True:
        block = source.read(BLOCK)
        if not block.strip(b"\0"):
            source.read(BLOCK)
            source.ensure_at_end()
            return
        member = member_of(block, source)
        yield member
        member.skip()


def member_of(block: bytes, source: Unpacked) -> Member:
    """Only the oldest kind of header is taken: none that announces a long name, a link or a device."""
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, ValueError):
        raise Damaged(_("The file is damaged, or it is no backup of Amends.")) from None
    known = info.name in {ABOUT, MANIFEST, SECRET_KEY} or TABLE_PART.fullmatch(info.name)
    if info.type != tarfile.REGTYPE or info.size < 0 or not (known or FILE.fullmatch(info.name)):
        shown = "".join(char if char.isprintable() else "?" for char in info.name[:80])
        raise Damaged(_("The file holds “%(name)s”, which is no part of a backup.") % {"name": shown})
    return Member(info.name, info.size, source)
