"""How a stored file is handed to a browser."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.http import FileResponse


def inline_answer(file: File[Any], *, name: str, content_type: str, inline: bool = True) -> FileResponse:
    """A file that cannot run anything in the reader's browser, whatever it contains; not `inline`, it is only saved."""
    kind = content_type if inline else "application/octet-stream"
    response = FileResponse(file, content_type=kind, filename=name, as_attachment=not inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
