"""What the engine found is written onto the case."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.actions.concerned import propose_concerned
from amends.casework.cases.actions.following import begun, settle, told_anew
from amends.casework.cases.actions.ordering import take_up_order
from amends.casework.cases.actions.task_beats import call_departments_in
from amends.casework.cases.choices import Direction
from amends.casework.cases.events import CaseRead, MessageRead, RiskNamedLate
from amends.casework.cases.models import Case, Grievance, Message
from amends.casework.cases.permissions import ensure_house
from amends.casework.readings.actions import read_text
from amends.casework.readings.choices import MULTIPLE
from amends.casework.readings.queries import UNDECIDED
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

SINGLE_LABELS = ("kind", "category", "emotion", "motive", "mode", "severity", "persona")
FOLLOWED_FIELDS = ("risks", "has_risk", "heat", "late_risks")
READ_FIELDS = (*SINGLE_LABELS, *FOLLOWED_FIELDS, "intensity", "demands", "language", "reading")
GRIEVANCES_AT_MOST = 12
POINT_LENGTH, ASKED_LENGTH = 400, 200


@transaction.atomic
def read_case(*, case_id: int, by: Member) -> Case:
    """Reads the complaint and writes its labels onto the case; does nothing if it was read already."""
    ensure_house(by)
    case = locked(case_id, by=by)
    if case.reading_id is not None:
        return case
    message = case.messages.order_by("id")[0]
    reading = read_text(message.body, written_at=localtime(message.sent_at))
    label_case(case, reading.data)
    case.reading = reading
    mood = begun(case, message, reading.data)
    Message.objects.filter(pk=message.pk).update(reading=reading, mood=mood)
    if case.latest_inbound_id != message.pk:
        told_anew(case)
    Grievance.objects.bulk_create(grievances_in(case, message.body, reading.data))
    facts = reading.data.get("facts") or []
    save(case, *READ_FIELDS, *take_up_order(case, facts, by=by), by_house=True)
    note_down(case, "case.read", by=by, data={"reading": reading.pk, "labels": labels_of(case)})
    propose_concerned(case, message.body, facts, by=by)
    publish(CaseRead(case_id=case.pk))
    call_departments_in(case)
    return case


@transaction.atomic
def read_message(*, message_id: int, by: Member) -> Message:
    """Reads a later message and follows the conversation on; risks it names for the first time are added to the case."""
    ensure_house(by)
    message = Message.objects.select_related("case").get(pk=message_id)
    if message.reading_id is not None or message.direction != Direction.IN:
        return message
    case = locked(message.case_id, by=by)
    message.reading = read_text(message.body, written_at=localtime(message.sent_at))
    message.save(update_fields=["reading"])
    told_anew(case)
    message.refresh_from_db(fields=["mood"])
    new = [] if message.mood["closes"] else new_risks(case, message)
    if new:
        case.risks = [*case.risks, *new]
        case.has_risk = True
        case.late_risks = [*case.late_risks, *({"risk": risk, "message": message.pk} for risk in new)]
    facts = message.reading.data.get("facts") or []
    save(case, *FOLLOWED_FIELDS, *take_up_order(case, facts, by=by), by_house=True)
    if new:
        note_down(case, "case.risk_found", by=by, data={"risks": new, "message": message.pk})
        publish(RiskNamedLate(case_id=case.pk, message_id=message.pk))
        call_departments_in(case)
    propose_concerned(case, message.body, facts, by=by)
    settle(case, message, by=by)
    publish(MessageRead(case_id=case.pk, message_id=message.pk))
    return message


def new_risks(case: Case, message: Message) -> list[str]:
    named = message.reading.data.get("risks") or [] if message.reading else []
    return [risk for risk in named if risk not in case.risks]


def label_case(case: Case, data: dict[str, Any]) -> None:
    for name in SINGLE_LABELS:
        setattr(case, name, data.get(name) or "")
    case.intensity = data.get("intensity") or 0
    case.demands = known(data, "demands")
    case.risks = known(data, "risks")
    case.has_risk = bool(case.risks)
    if (language := data.get("language") or UNDECIDED) != UNDECIDED:
        case.language = language


def known(data: dict[str, Any], field: str) -> list[str]:
    return [label for label in data.get(field) or [] if label in MULTIPLE[field].values]


def grievances_in(case: Case, text: str, data: dict[str, Any]) -> list[Grievance]:
    return [
        grievance_of(case, position, text, found)
        for position, found in enumerate((data.get("grievances") or [])[:GRIEVANCES_AT_MOST])
    ]


def grievance_of(case: Case, position: int, text: str, found: dict[str, Any]) -> Grievance:
    """In a long letter the telling sentence stands for the grievance, else all of its words do."""
    span = found["passage"] if found["page"] else found
    asked = found["asked"]
    return Grievance(
        case=case,
        position=position,
        text=text[span["start"] : span["end"]][:POINT_LENGTH],
        category=found["category"],
        demands=found["demands"],
        asked=text[asked["start"] : asked["end"]][:ASKED_LENGTH] if asked else "",
        start=span["start"],
        end=span["end"],
        page=found["page"],
        paragraph=found["paragraph"],
        mentions=found["mentions"],
    )


def labels_of(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in (*SINGLE_LABELS, "intensity", "demands", "risks")}
