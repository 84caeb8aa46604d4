"""Cases, messages and customers as the JSON that leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from amends.casework.cases.actions.correcting import value_of
from amends.casework.cases.models import Case, Message, Note, StatusLabel
from amends.casework.cases.queries import conversation, notes_of
from amends.casework.readings.choices import CASE_LABELS, JUDGED_FIELDS
from amends.casework.readings.models import Correction
from amends.casework.readings.queries import how_sure, verdicts_on

CASE_FIELDS = (
    "number",
    "subject",
    "summary",
    "phase",
    "stage",
    "channel",
    "language",
    "unread",
    "received_at",
    "due_at",
    "due_kind",
    "closed_at",
    "outcome",
    "version",
)
FILE_FIELDS = (
    "order_number",
    "happened",
    "wish",
    "first_reply_at",
    "agreed_at",
    "solved_at",
    "confirmed_at",
    "followed_up_at",
)
LABEL_FIELDS = ("code", "phase", "stage", "name_zh_hans", "name_zh_hant", "name_en", "is_active")
GRIEVANCE_FIELDS = ("text", "category", "demands", "asked", "start", "end", "page", "paragraph", "mentions")


def case_row(case: Case) -> dict[str, Any]:
    """A case as it stands in a list."""
    owner = case.owner
    return {
        **{name: getattr(case, name) for name in CASE_FIELDS},
        "url": reverse("api:case", args=[case.number]),
        "department": case.department.code,
        "owner": {"username": owner.username, "name": str(owner)} if owner else None,
        "customer": {"id": case.customer_id, "name": case.customer.name},
        "labels": {name: getattr(case, name) for name in CASE_LABELS},
        "status": label_out(case.label) if case.label else None,
    }


def label_out(label: StatusLabel) -> dict[str, Any]:
    return {name: getattr(label, name) for name in LABEL_FIELDS}


def case_file(case: Case) -> dict[str, Any]:
    """A case with everything in it."""
    messages = conversation(case)
    return {
        **case_row(case),
        **{name: getattr(case, name) for name in FILE_FIELDS},
        "messages": [message_out(message) for message in messages],
        "notes": [note_out(note) for note in notes_of(case)],
        "stages": list(case.stage_records.values("stage", "entered_at", "left_at", "record", "skip_reason")),
        "grievances": list(case.grievances.values(*GRIEVANCE_FIELDS)),
        "reading": case.reading.data if case.reading else None,
        "conversation": conversation_out(case, messages),
    }


def conversation_out(case: Case, messages: Sequence[Message]) -> dict[str, Any]:
    """How the conversation went, as it was read on with each message."""
    told = [{"message": message.pk, **message.mood} for message in messages if message.mood]
    return {
        "heat": case.heat,
        "late_risks": case.late_risks,
        "points": [one for one in told if "heat" in one],
        "effects": [one for one in told if "effect" in one],
        "changes": [
            {"message": one["message"], **change} for one in told for change in one.get("changes", ())
        ],
    }


def reading_out(case: Case) -> dict[str, Any]:
    """Each label as it counts now, with how sure the engine is and the last word of people about it."""
    if case.reading is None:
        return {"case": case.number, "language": case.language, "engine": "", "labels": []}
    verdicts = verdicts_on(case.reading)
    return {
        "case": case.number,
        "language": case.reading.language,
        "engine": case.reading.engine,
        "labels": [
            {
                "field": field,
                "value": value_of(case, case.reading, field, verdicts),
                "read": case.reading.data.get(field),
                "sure": how_sure(case.reading, field),
                "verdict": verdict_out(verdicts[field]) if field in verdicts else None,
            }
            for field in JUDGED_FIELDS
        ],
    }


def verdict_out(verdict: Correction) -> dict[str, Any]:
    return {
        "right": verdict.right,
        "was": verdict.was,
        "reason": verdict.reason,
        "by": verdict.by.username,
        "at": verdict.at,
    }


def message_out(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "direction": message.direction,
        "kind": message.kind,
        "author": str(message.author),
        "text": message.body,
        "sent_at": message.sent_at,
        "attachments": [file.name for file in message.attachments.all()],
    }


def note_out(note: Note) -> dict[str, Any]:
    return {"id": note.pk, "author": str(note.author), "text": note.body, "written_at": note.written_at}
