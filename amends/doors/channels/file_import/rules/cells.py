"""Cells that a spreadsheet would take for a formula, made harmless and back again."""

from __future__ import annotations

# The full-width forms count too: some spreadsheets narrow them first.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "'"
# What people write into a cell to say that there is nothing.
NOTHING = frozenset(
    {"", "-", "--", "—", "/", "\\", "无", "無", "暂无", "暫無", "未知", "n/a", "na", "nan", "null", "none"}
)


def neutral(value: str) -> str:
    """The same text as a spreadsheet only shows it; what cannot start a formula stays as it is."""
    return MARK + value if value.lstrip(" ").startswith(STARTS) else value


def plain(value: str) -> str:
    """The text before it was made neutral."""
    if value.startswith(MARK) and value[1:].lstrip(" ").startswith(STARTS):
        return value[1:]
    return value


def said(value: str) -> str:
    """What a cell says, nothing if it only says that there is nothing."""
    words = value.strip()
    return "" if words.lower() in NOTHING else words
