"""The conversation of merged cases as it stands in the main one: each piece marked with the number it came in by."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.queries.related import merged_into, talk_of
from amends.doors.desk.queries.timeline import message_entry, note_entry
from amends.foundation.organisation.models import Member


def merged_entries(case: Case, member: Member) -> list[dict[str, Any]]:
    """Nothing, and no statement, for a case into which none was merged."""
    there = merged_into(case, member)
    if not there:
        return []
    messages, notes = talk_of(there)
    entries = [{**message_entry(one.case, one), "from_number": one.case.number} for one in messages]
    entries += [{**note_entry(note, member), "from_number": note.case.number} for note in notes]
    merged = [merge_entry(one) for one in there]
    return [*entries, *(entry for entry in merged if entry)]


def merge_entry(case: Case) -> dict[str, Any]:
    merge = case.merges.filter(undone_at=None).select_related("made_by").first()
    if merge is None:
        return {}
    words = _("%(name)s merged %(number)s into this case: %(why)s")
    return {
        "kind": "event",
        "id": f"merge-{merge.pk}",
        "icon": "merge",
        "summary": words % {"name": merge.made_by, "number": case.number, "why": merge.why},
        "at": merge.made_at,
        "html": "",
    }
