"""Names of files as people gave them, and as they can be shown without misleading anybody."""

from __future__ import annotations

from pathlib import Path

GIVEN, SHOWN = 1000, 120


def safe_name(name: str) -> str:
    """The last part of a file name, without control characters, at most 120 characters."""
    last = Path(name.replace("\\", "/")).name
    words = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*').strip(". ")
    return words[-SHOWN:] or "file"


def as_given(name: str) -> str:
    """The name as it came; what cannot be seen or stored is written out, so that a trick in it can be read."""
    return "".join(
        char if char.isprintable() and not "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04x}"
        for char in name[:GIVEN]
    )[:GIVEN]
