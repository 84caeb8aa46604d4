"""The conversation of a case: what the customer and we said, what colleagues noted, and how it went on."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from amends.casework.cases import rules as case_rules
from amends.casework.cases.choices import Direction, MessageKind, Preview, Stage
from amends.casework.cases.models import Attachment, Case, Grievance, Message, Note, StageRecord
from amends.casework.cases.queries import on_record
from amends.doors.desk.queries.mood import effect_of
from amends.doors.desk.rules import plain_html, with_names, with_passages
from amends.doors.desk.words import evidence_name, outcome_name
from amends.foundation.organisation.models import Member
from amends.practice.replies.letters import FORMS

AFTER_RECEIPT = timedelta(seconds=1)


def timeline(
    case: Case,
    messages: list[Message],
    notes: list[Note],
    records: list[StageRecord],
    points: Sequence[Grievance] = (),
    further: Sequence[dict[str, Any]] = (),
    *,
    reader: Member,
    reason: str = "",
) -> list[dict[str, Any]]:
    """Messages, notes, who was given the case and the stages gone through, not yet in order; each says its kind."""
    # The points are those of the complaint, the first message.
    entries = [message_entry(case, message, () if at else points) for at, message in enumerate(messages)]
    entries += given_entry(case, reason)
    entries += [note_entry(note, reader) for note in notes]
    entries += further
    ends = None if case.is_open or not records else records[-1]
    written = {message.body for message in messages if message.direction == Direction.IN}
    for record in records:
        if record.left_at and tells(record) and not (record == ends and ended_early(case, record)):
            entries.append(stage_entry(record))
        entries += turn_entries(case, record, ends=record == ends, written=written)
    return entries


def message_entry(case: Case, message: Message, points: Sequence[Grievance] = ()) -> dict[str, Any]:
    incoming = message.direction == Direction.IN
    data = message_reading(case, message)
    # Thanks are read as nothing but thanks, so no word of them stands for a label.
    evidence = [] if message.mood.get("closes") else data.get("evidence") or []
    passages = [
        (point.start, point.end, point.pk) for point in points if point.start is not None and point.end
    ]
    html = (
        with_passages(message.body, passages, evidence, evidence_name)
        if incoming
        else plain_html(message.body)
    )
    kinds = {MessageKind.ACKNOWLEDGEMENT: "system"}
    return {
        "kind": "customer" if incoming else kinds.get(MessageKind(message.kind), "reply"),
        "id": message.pk,
        "author": str(case.customer) if incoming else str(message.author),
        "at": message.sent_at,
        "html": mark_safe(html),  # noqa: S308 - escaped by marked and plain_html
        "attachments": [file_entry(file) for file in message.attachments.all()],
        "label": message.get_kind_display() if message.kind == MessageKind.PROPOSAL else "",
        "effect": None if incoming else effect_of(message),
        "papers": papers_of(case, message),
    }


def papers_of(case: Case, message: Message) -> list[tuple[str, str]]:
    """Where one of our letters is to be had on paper; the receipt is none, and a merged case has its own page."""
    if message.direction == Direction.IN or message.kind == MessageKind.ACKNOWLEDGEMENT:
        return []
    number = case.number
    return [(form.upper(), reverse("desk:letter_paper", args=[number, message.pk, form])) for form in FORMS]


def note_entry(note: Note, reader: Member) -> dict[str, Any]:
    """A note with the names of those who are told by it; the reader's own stands out."""
    own = (reader.username, reader.display_name)
    return {
        "kind": "note",
        "id": f"note-{note.pk}",
        "author": str(note.author),
        "at": note.written_at,
        "html": mark_safe(with_names(note.body, note.named, own)),  # noqa: S308 - escaped by with_names
        "attachments": [],
    }


def file_entry(file: Attachment) -> dict[str, Any]:
    """A file of a message: what nobody may open yet has no address, and says why."""
    made = file.preview == Preview.MADE
    return {
        "name": file.name,
        "is_image": file.is_picture,
        "is_audio": file.is_sound,
        "is_program": file.is_program,
        "url": reverse("desk:look_at_file" if made or file.is_program else "desk:attachment", args=[file.pk])
        if file.is_there
        else "",
        "small": reverse("desk:thumbnail", args=[file.pk])
        if file.is_there and made and file.is_picture and not file.is_program
        else "",
        "state": ""
        if file.is_there
        else file.get_scan_display()
        if file.gone_at is None
        else _("bytes deleted"),
    }


def message_reading(case: Case, message: Message) -> dict[str, Any]:
    """What was read in a customer's message; the complaint's own reading came with the case."""
    reading = case.reading if message.reading_id == case.reading_id else message.reading
    return dict(reading.data) if reading else {}


def given_entry(case: Case, reason: str) -> list[dict[str, Any]]:
    """Who has the case, and the reason in words."""
    if case.owner is None or not reason:
        return []
    words = _("Given to %(name)s: %(reason)s") % {"name": case.owner, "reason": reason}
    return [
        {
            "kind": "event",
            "id": "given",
            "icon": "user",
            "summary": words,
            "at": case.received_at + AFTER_RECEIPT,
            "html": "",
        }
    ]


def tells(record: StageRecord) -> bool:
    """Whether a stage that is over says more than the milestones that ended it, which stand there themselves."""
    return bool(record.record or record.skip_reason or not record.details.get("chosen"))


def stage_entry(record: StageRecord) -> dict[str, Any]:
    """A stage that was gone through or skipped, with what was recorded there."""
    names = {"name": record.left_by or "", "stage": Stage(record.stage).label}
    skipped = bool(record.skip_reason)
    words = _("%(name)s skipped “%(stage)s”") if skipped else _("%(name)s finished “%(stage)s”")
    return {
        "kind": "event",
        "id": f"stage-{record.pk}",
        "icon": f"stage-{record.stage}",
        "summary": words % names + written_by_another(record),
        "at": record.left_at,
        "html": mark_safe(plain_html(record.skip_reason or record.record)),  # noqa: S308 - escaped there
    }


def written_by_another(record: StageRecord) -> str:
    """Who wrote what was recorded, where somebody else left the stage."""
    if record.recorded_by is None or record.recorded_by_id == record.left_by_id or record.skip_reason:
        return ""
    return _(" (recorded by %(name)s)") % {"name": record.recorded_by}


def ended_early(case: Case, last: StageRecord | None) -> bool:
    """Whether a closed case ended before its last stage had what it needs: withdrawn, passed on, a duplicate."""
    return bool(case_rules.missing_for(Stage(case.stage), on_record(case, last)))


def turn_entries(
    case: Case, record: StageRecord, *, ends: bool, written: Set[str] = frozenset()
) -> list[dict[str, Any]]:
    """That the case ended in this stage and how; and that it was taken up again from there.

    A reason that stands in the conversation as a message of its own is not said again.
    """
    told, found = record.details, []
    ended = case.outcome if ends else told.get("ended_as")
    if ended and record.left_at:
        why = case.ending.get("reason", "") if ends else told.get("ended_why", "")
        words = _("%(name)s closed the case: %(outcome)s") % {
            "name": record.left_by or "",
            "outcome": outcome_name(ended),
        }
        found.append(turn_entry(f"closed-{record.pk}", "ok", words, record.left_at, why))
    if at := told.get("reopened_at"):
        words = _("%(name)s took the case up again") % {"name": told["reopened_by"]}
        why = "" if told["reopened"] in written else told["reopened"]
        found.append(turn_entry(f"reopened-{record.pk}", "undo", words, datetime.fromisoformat(at), why))
    return found


def turn_entry(name: str, icon: str, summary: str, at: datetime, why: str) -> dict[str, Any]:
    html = mark_safe(plain_html(why))  # noqa: S308 - escaped there
    return {"kind": "event", "id": name, "icon": icon, "summary": summary, "at": at, "html": html}
