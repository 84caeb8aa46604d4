"""Cells that a spreadsheet would take for a formula, made harmless and back again."""

from __future__ import annotations

# The full-width forms count too: some spreadsheets narrow them first.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "'"


def neutral(value: str) -> str:
    """The same text as a spreadsheet only shows it; what cannot start a formula stays as it is."""
    return MARK + value if value.lstrip(" ").startswith(STARTS) else value


def plain(value: str) -> str:
    """The text before it was made neutral."""
    if value.startswith(MARK) and value[1:].lstrip(" ").startswith(STARTS):
        return value[1:]
    return value
