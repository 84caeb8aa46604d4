"""How a stored file is handed to a browser."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.http import FileResponse


def inline_answer(file: File[Any], *, name: str, content_type: str) -> FileResponse:
    """A file that cannot run anything in the reader's browser, whatever it contains."""
    response = FileResponse(file, content_type=content_type, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
