"""Writes the archive: beside its place and moved there when it is complete, readable by its owner only."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from amends.config.operations.backup.manifest import Part
from amends.foundation.kernel.errors import Conflict

# Pictures and recordings are packed already; the rows shrink well even so.
COMPRESSION = 5
GZIP = 31
CHUNK = 256 * 1024


class Archive:
    """A tar of plain files under gzip; it says nothing about owners, and grows without ever being read again."""

    def __init__(self, file: BinaryIO, *, at: float) -> None:
        self.file = file
        self.at = int(at)
        self.packer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, GZIP)

    def add(self, name: str, data: bytes) -> Part:
        return self.add_file(name, io.BytesIO(data), len(data))

    def add_file(self, name: str, source: BinaryIO, size: int) -> Part:
        """Raises EOFError when the source holds less than it said, as a file does that is cut while it is read."""
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, self.at
        self.write(info.tobuf(tarfile.USTAR_FORMAT))
        digest, left = hashlib.sha256(), size
        while left:
            data = source.read(min(left, CHUNK))
            if not data:
                raise EOFError(name)
            digest.update(data)
            self.write(data)
            left -= len(data)
        self.write(bytes(-size % tarfile.BLOCKSIZE))
        return Part(name, size, digest.hexdigest())

    def write(self, data: bytes) -> None:
        self.file.write(self.packer.compress(data))

    def finish(self) -> None:
        self.write(bytes(2 * tarfile.BLOCKSIZE))
        self.file.write(self.packer.flush())


@contextlib.contextmanager
def written(path: Path, *, at: float) -> Iterator[Archive]:
    """The archive that stands at `path` once the block has ended well; otherwise nothing changes there."""
    beside = path.with_name(path.name + ".part")
    with open(os.open(beside, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600), "wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(
                _("Another backup is writing this file. Wait for it, or name another file.")
            ) from None
        try:
            os.fchmod(file.fileno(), 0o600)
            file.truncate()
            archive = Archive(file, at=at)
            yield archive
            archive.finish()
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a renaming in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
