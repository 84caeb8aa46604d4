"""Keeps the bytes of attachments outside the database, each under its SHA-256, after looking at what they are."""

from __future__ import annotations

import hashlib
import io
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from amends.foundation.kernel.errors import Invalid, TooLarge

PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
# What other kinds begin with; the middle value is where in the file the mark stands.
MARKS: tuple[tuple[bytes, int, str], ...] = (
    (b"%PDF-", 0, "application/pdf"),
    (b"ID3", 0, "audio/mpeg"),
    (b"\xff\xfb", 0, "audio/mpeg"),
    (b"OggS", 0, "audio/ogg"),
    (b"\x1aE\xdf\xa3", 0, "audio/webm"),
    (b"WAVE", 8, "audio/wav"),
)
# The container of phones: recordings and pictures of iPhones name themselves, everything else in it is a film.
BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
}
CHUNK = 256 * 1024


@dataclass(frozen=True)
class Kept:
    """A file that was looked at and kept."""

    name: str
    content_type: str
    size: int
    sha256: str


def keep(name: str, file: BinaryIO, size: int) -> Kept:
    """Checks and stores one uploaded file; raises Invalid or TooLarge with what the sender can do."""
    shown = safe_name(name)
    limit = settings.AMENDS_ATTACHMENT_BYTES
    if size == 0:
        raise Invalid(_("“%(name)s” is empty. Choose the file again.") % {"name": shown}, field="files")
    if size > limit:
        raise TooLarge(
            _("“%(name)s” is larger than %(limit)s MB. Send a smaller picture or a shorter recording.")
            % {"name": shown, "limit": limit // 1024 // 1024}
        )
    content_type = kind_of(file)
    if content_type is None:
        raise Invalid(
            _("“%(name)s” is not a picture, PDF or recording that can be opened. Save it anew and try again.")
            % {"name": shown},
            field="files",
        )
    digest = digest_of(file)
    store(file, digest)
    return Kept(shown, content_type, size, digest)


def store(file: BinaryIO, digest: str) -> None:
    """Writes beside and moves into place, so that half a file (full disk, crash) never stands under a hash."""
    place = Path(default_storage.path(path_of(digest)))
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


def kind_of(file: BinaryIO) -> str | None:
    """What the bytes are, whatever the name says; None if it is nothing that we take."""
    file.seek(0)
    head = file.read(16)
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "video/mp4")
    for mark, start, content_type in MARKS:
        if head[start : start + len(mark)] == mark:
            return content_type
    file.seek(0)
    try:
        with Image.open(io.BytesIO(file.read())) as picture:
            picture.verify()
            return PICTURES.get(picture.format or "")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def digest_of(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def path_of(sha256: str) -> str:
    return f"attachments/{sha256[:2]}/{sha256}"


def open_kept(sha256: str) -> File[bytes]:
    return default_storage.open(path_of(sha256), "rb")


def safe_name(name: str) -> str:
    """The last part of a file name, without control characters, at most 120 characters."""
    last = Path(name.replace("\\", "/")).name
    words = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*').strip(". ")
    return words[-120:] or "file"
