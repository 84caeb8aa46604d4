"""Text that every database takes."""

from __future__ import annotations

import re

# PostgreSQL takes neither NUL nor half of a surrogate pair; a broken e-mail or form can carry both.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The same text without the characters that no database can keep."""
    # Most text holds none of them, and to look is far cheaper than to replace.
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text
