"""What the bytes of a file are, whatever its name says."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from amends.casework.cases.vault.texts import decoded

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
# The same container holds recordings and films; a film names how its pictures are packed.
FILM = re.compile(rb"V_(?:VP8|VP9|AV1|MPEG4)")
MAIL, TEXT, TABLE, UNKNOWN = "message/rfc822", "text/plain", "text/csv", "application/octet-stream"
# Words say of themselves what they are only by their name; the bytes still have to be words.
ENDINGS = {".eml": MAIL, ".txt": TEXT, ".log": TEXT, ".md": TEXT, ".csv": TABLE, ".tsv": TABLE}
PROGRAM = "application/x-executable"
# What a machine runs, by its first bytes: Windows, Linux, macOS, Java, scripts.
RUNS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
# And by its name: opening such a file starts something.
RUN_BY_NAME = re.compile(
    r"\.(?:exe|msix?|bat|cmd|com|scr|pif|cpl|dll|ps1|vb[se]|jse?|ws[fh]|hta|jar|lnk|reg|chm"
    r"|apk|ipa|app|dmg|pkg|command|sh|deb|rpm|appimage|docm|xlsm|pptm)[. ]*$",
    re.I,
)
HEAD = 64 * 1024
HEADER = re.compile(rb"^(?:from|to|subject|date|received|message-id|mime-version|return-path):", re.I | re.M)
# A picture of a good phone has 12 to 50 million; what unpacks to more is made to fill the memory.
PIXELS_AT_MOST = 80_000_000


class TooManyPixels(Exception):
    """A picture that would fill the memory once it is unpacked."""


def kind_of(file: BinaryIO, name: str = "") -> str | None:
    """What the bytes are, whatever the name says; None if it is nothing that we take."""
    file.seek(0)
    head = file.read(HEAD)
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "video/mp4")
    for mark, start, content_type in MARKS:
        if head[start : start + len(mark)] == mark:
            return "video/webm" if content_type == "audio/webm" and FILM.search(head) else content_type
    return picture_kind(file) or words_kind(head, name)


def is_program(name: str, content_type: str) -> bool:
    """Whether opening it may start something, by its bytes or by its name."""
    return content_type == PROGRAM or RUN_BY_NAME.search(name) is not None


def kind_of_a_stranger(file: BinaryIO) -> str:
    """Of what we do not open ourselves: whether its bytes are made to be run."""
    file.seek(0)
    head = file.read(len(max(RUNS, key=len)))
    file.seek(0)
    return PROGRAM if head.startswith(RUNS) else UNKNOWN


def picture_kind(file: BinaryIO) -> str | None:
    file.seek(0)
    try:
        with Image.open(file) as picture:
            if picture.width * picture.height > PIXELS_AT_MOST:
                raise TooManyPixels
            picture.verify()
            return PICTURES.get(picture.format or "")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None
    finally:
        file.seek(0)


def words_kind(head: bytes, name: str) -> str | None:
    """Mail, text or a table, if the name says so and the bytes bear it out."""
    kind = ENDINGS.get(PurePath(name).suffix.lower())
    if kind == MAIL:
        return MAIL if len(set(HEADER.findall(head))) >= 2 else None
    return kind if kind and decoded(head, cut=True) is not None else None
