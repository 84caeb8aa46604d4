"""The lines of a budget's journal as they are read: what happened, and for what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amends.doors.desk.queries.named_things import purposes_named
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.models import Entry


def journal_rows(entries: Sequence[Entry], member: Member) -> list[dict[str, Any]]:
    """A few questions for all lines: the things they name, and how much of them this member may know."""
    purposes = purposes_named((one.reference for one in entries), member)
    return [{**entry_row(one), "purpose": purposes[one.reference]} for one in entries]


def entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry,
        "what": entry.get_kind_display(),
        "by_law": entry.hold is not None and entry.hold.by_law,
        "amount": entry.budget.money(entry.amount),
        "other": str(entry.other.department) if entry.other else "",
    }
