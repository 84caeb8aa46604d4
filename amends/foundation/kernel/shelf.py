"""Where the bytes lie: a folder by default, a store that speaks S3 by setting. The database never holds them."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage

CHUNK = 256 * 1024
# What lies where: what belongs to cases and what belongs to articles never share bytes, so neither takes away the other's.
EVIDENCE, PICTURES = "attachments", "pictures"


def folder() -> Path | None:
    """The folder that the bytes lie in; None when they lie in another house."""
    try:
        return Path(default_storage.path(""))
    except NotImplementedError:
        return None


def elsewhere() -> str:
    """What the store outside the house is called; nothing when the bytes lie in a folder of ours."""
    if folder() is not None:
        return ""
    return str(getattr(default_storage, "bucket_name", "") or type(default_storage).__name__)


def is_there(sha256: str, room: str = EVIDENCE) -> bool:
    return bool(default_storage.exists(path_of(sha256, room)))


def store(file: BinaryIO, digest: str, room: str = EVIDENCE) -> None:
    """Writes beside and moves into place, so that half a file (full disk, crash) never stands under a hash."""
    if folder() is None:
        store_elsewhere(file, path_of(digest, room))
        return
    place = Path(default_storage.path(path_of(digest, room)))
    if place.exists():
        return
    beside = f"attachments/incoming/{secrets.token_hex(16)}"
    file.seek(0)
    try:
        default_storage.save(beside, File(file))
        place.parent.mkdir(parents=True, exist_ok=True)
        Path(default_storage.path(beside)).replace(place)
    except OSError:
        default_storage.delete(beside)
        raise


def store_elsewhere(file: BinaryIO, path: str) -> None:
    """An object appears there whole or not at all; a second one of the same name would be a copy of the first."""
    if default_storage.exists(path):
        return
    file.seek(0)
    kept_as = default_storage.save(path, File(file))
    if kept_as != path:
        default_storage.delete(kept_as)


def path_of(sha256: str, room: str = EVIDENCE) -> str:
    return f"{room}/{sha256[:2]}/{sha256}"


def open_kept(sha256: str, room: str = EVIDENCE) -> File[Any]:
    return default_storage.open(path_of(sha256, room), "rb")


def read_kept(sha256: str) -> bytes:
    with open_kept(sha256) as file:
        data: bytes = file.read()
        return data


def remove(sha256: str, room: str = EVIDENCE) -> None:
    """Deletes bytes for good; those that are gone already are no trouble."""
    default_storage.delete(path_of(sha256, room))


def digest_of(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def is_whole(sha256: str) -> bool:
    """Whether the bytes are there and still the ones that came."""
    try:
        with open_kept(sha256) as file:
            return digest_of(file) == sha256  # type: ignore[arg-type]
    except FileNotFoundError:
        return False
