"""How long an approval may take, and what makes a case one for people of more authority."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

ORDINARY = timedelta(hours=8)
URGENT = timedelta(minutes=15)
GRAVE = frozenset({"severe", "critical"})


def approval_due(asked_at: datetime, *, urgent: bool) -> datetime:
    """An ordinary question is answered within a working day; a fast one while the customer still waits."""
    return asked_at + (URGENT if urgent else ORDINARY)


def is_sensitive(*, restricted: bool, risks: Iterable[str]) -> bool:
    """Restricted cases and legal ones: the matrix may ask more authority for them."""
    return restricted or "legal" in risks


def is_grave(severity: str) -> bool:
    return severity in GRAVE
