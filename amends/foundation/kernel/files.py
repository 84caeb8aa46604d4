"""How a stored file is handed to a browser: whole, or the part of it that a player asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

CHUNK = 64 * 1024
ONE_PART = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class NoSuchPart(Exception):
    """A part that begins behind the end of the file."""


def inline_answer(
    file: File[Any], *, name: str, content_type: str, inline: bool = True, part: str = ""
) -> HttpResponseBase:
    """A file that cannot run anything in the reader's browser, whatever it contains; not `inline`, it is only saved.

    `part` is what the browser's Range header says: players jump in a recording, and a broken download goes on.
    """
    kind = content_type if inline else "application/octet-stream"
    size = size_of(file)
    try:
        response = answer(file, part_in(part, size), size, name=name, kind=kind, inline=inline)
    except NoSuchPart:
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def answer(
    file: File[Any], part: tuple[int, int] | None, size: int, *, name: str, kind: str, inline: bool
) -> HttpResponseBase:
    if part is None:
        return FileResponse(file, content_type=kind, filename=name, as_attachment=not inline)
    first, last = part
    headers = {
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Length": str(last - first + 1),
        "Content-Disposition": content_disposition_header(not inline, name) or "inline",
    }
    return StreamingHttpResponse(bytes_of(file, first, last), status=206, content_type=kind, headers=headers)


def part_in(wanted: str, size: int) -> tuple[int, int] | None:
    """First and last byte of one part; None where nothing or something else is asked for, which may be ignored."""
    found = ONE_PART.fullmatch(wanted.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if found[1]:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
        if found[2] and int(found[2]) < first:
            return None
    else:
        first, last = max(size - int(found[2]), 0), size - 1
    if first > last:
        raise NoSuchPart
    return first, last


def size_of(file: File[Any]) -> int:
    size: int = file.seek(0, 2)
    file.seek(0)
    return size


def bytes_of(file: File[Any], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
