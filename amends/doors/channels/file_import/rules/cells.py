"""Cells that only say that there is nothing."""

from __future__ import annotations

# What people write into a cell to say that there is nothing.
NOTHING = frozenset(
    {"", "-", "--", "—", "/", "\\", "无", "無", "暂无", "暫無", "未知", "n/a", "na", "nan", "null", "none"}
)


def said(value: str) -> str:
    """What a cell says, nothing if it only says that there is nothing."""
    words = value.strip()
    return "" if words.lower() in NOTHING else words
