"""What an entry of the trail keeps beside its sentence, in the reader's words instead of the program's."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.casework.cases.choices import (
    Channel,
    Confirmed,
    DemandClass,
    LinkKind,
    LooseEnd,
    MayKnow,
    Outcome,
    PartyKind,
    PointFinding,
    Record,
    Responsible,
    Stage,
    Systemic,
    TaskKind,
)
from amends.casework.clocks.choices import ClockEnd, ClockKind
from amends.casework.customers.choices import ContractKind, IdentityKind, Position, Purpose
from amends.casework.customers.models import Customer
from amends.doors.desk.reason_words import reason_text
from amends.doors.desk.words import field_name, label_name
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import Power, Presence, Role
from amends.oversight.improvement.rules import cause_name

NAMES = {
    "about": gettext_noop("What it is about"),
    "percent": gettext_noop("Percent of the time"),
    "told": gettext_noop("Told"),
    "step": gettext_noop("Step"),
    "rule": gettext_noop("Rule"),
    "after": gettext_noop("After the change"),
    "amount": gettext_noop("Amount"),
    "before": gettext_noop("Before the change"),
    "calendar": gettext_noop("Calendar"),
    "cases": gettext_noop("Cases"),
    "cause": gettext_noop("Cause"),
    "channel": gettext_noop("Channel"),
    "clock": gettext_noop("Clock"),
    "code": gettext_noop("Code of the department"),
    "contact": gettext_noop("Number of the customer"),
    "days": gettext_noop("Days"),
    "decided_for": gettext_noop("Decided for"),
    "due": gettext_noop("Due"),
    "ended": gettext_noop("How it ended"),
    "from": gettext_noop("From"),
    "entries": gettext_noop("Entries of the trail"),
    "chains": gettext_noop("Chains"),
    "anchors": gettext_noop("Signed anchors"),
    "whole": gettext_noop("Whole"),
    "field": gettext_noop("Label corrected"),
    "file": gettext_noop("File"),
    "files": gettext_noop("Files"),
    "copy": gettext_noop("Copy"),
    "places": gettext_noop("Places blacked out"),
    "broken": gettext_noop("Missing or changed"),
    "sha256": gettext_noop("SHA-256"),
    "list": gettext_noop("List"),
    "format": gettext_noop("Format"),
    "heads": gettext_noop("Labels that changed"),
    "how": gettext_noop("How"),
    "into": gettext_noop("Number of the record that was kept"),
    "kind": gettext_noop("Kinds"),
    "kinds": gettext_noop("Kinds"),
    "main": gettext_noop("Main case"),
    "may_know": gettext_noop("What they may be told"),
    "party": gettext_noop("Number of the party"),
    "may_speak": gettext_noop("May speak for the organisation"),
    "number": gettext_noop("Number"),
    "other": gettext_noop("Number of the other record"),
    "position": gettext_noop("Role"),
    "purpose": gettext_noop("What for"),
    "record": gettext_noop("Number of the other record"),
    "value": gettext_noop("Number or address"),
    "label": gettext_noop("Label"),
    "labels": gettext_noop("Labels"),
    "may": gettext_noop("May decide"),
    "member": gettext_noop("Person"),
    "message": gettext_noop("Number of the message"),
    "missing": gettext_noop("Still missing"),
    "model": gettext_noop("Model of the outside service"),
    "name": gettext_noop("Name or title"),
    "zone": gettext_noop("Time zone"),
    "like": gettext_noop("Begun from"),
    "note": gettext_noop("Number of the note"),
    "option": gettext_noop("Option"),
    "options": gettext_noop("Options"),
    "outcome": gettext_noop("Outcome"),
    "per_minute": gettext_noop("Requests a minute"),
    "power": gettext_noop("Decision"),
    "presence": gettext_noop("Presence"),
    "reading": gettext_noop("Number of the reading"),
    "reasons": gettext_noop("Reason"),
    "reply": gettext_noop("Number of the reply"),
    "restricted": gettext_noop("Restricted cases too"),
    "risks": gettext_noop("Risks"),
    "role": gettext_noop("Role"),
    "round": gettext_noop("Round"),
    "rows": gettext_noop("Rows of each kind"),
    "scopes": gettext_noop("Scopes"),
    "sensitive": gettext_noop("Restricted and legal cases too"),
    "solution": gettext_noop("Solution"),
    "source": gettext_noop("Where it was announced"),
    "solved": gettext_noop("Solved, of 5"),
    "stage": gettext_noop("Stage"),
    "texts": gettext_noop("Texts learned from"),
    "token": gettext_noop("Token"),
    "treated": gettext_noop("Treated well, of 5"),
    "until": gettext_noop("Until"),
    "urgent": gettext_noop("By the fast channel"),
    "username": gettext_noop("Sign-in name"),
    "up_to": gettext_noop("Up to"),
    "version": gettext_noop("Version"),
    "what": gettext_noop("In words"),
    "words": gettext_noop("The words"),
    "task": gettext_noop("Number of the task"),
    "department": gettext_noop("Department"),
    "promise": gettext_noop("Promise"),
    "promises": gettext_noop("Promises"),
    "at": gettext_noop("When"),
    "place": gettext_noop("Place"),
    "participants": gettext_noop("Taking part"),
    "minutes": gettext_noop("Minutes"),
    "decisions": gettext_noop("Decisions"),
    "case": gettext_noop("Case"),
    "details": gettext_noop("Particulars"),
    "duplicate_of": gettext_noop("Repeats"),
    "evidence": gettext_noop("Evidence"),
    "judged": gettext_noop("The finding"),
    "referred_to": gettext_noop("Passed on to"),
    "left_open": gettext_noop("Closed with"),
    "why_open": gettext_noop("Why it was closed with that"),
    "year": gettext_noop("Year"),
    "voucher": gettext_noop("Voucher"),
    "ending": gettext_noop("Last four characters"),
    "currency": gettext_noop("Currency"),
    "refund": gettext_noop("Refund"),
    "batch": gettext_noop("Batch"),
    "delivery": gettext_noop("Sending"),
    "paid_on": gettext_noop("Paid on"),
    "points": gettext_noop("Points"),
    "entry": gettext_noop("Number of the entry"),
    "conditions": gettext_noop("Edition of the conditions"),
    "count": gettext_noop("How many"),
    "account": gettext_noop("Account of points"),
    "answer": gettext_noop("File of the bank"),
    "paid": gettext_noop("Counted as paid"),
    "failed": gettext_noop("Counted as failed"),
    "left_out": gettext_noop("Left out"),
    "same": gettext_noop("Known already"),
}
MOMENT = "~datetime"
CLOSED_WORDS: dict[str, dict[str, Any]] = {
    "stage": dict(Stage.choices),
    "channel": dict(Channel.choices),
    "outcome": dict(Outcome.choices),
    "clock": dict(ClockKind.choices),
    "ended": dict(ClockEnd.choices),
    "power": dict(Power.choices),
    "presence": dict(Presence.choices),
    "role": dict(Role.choices),
    "kind": {
        **dict(IdentityKind.choices),
        **dict(ContractKind.choices),
        **dict(TaskKind.choices),
        **dict(LinkKind.choices),
        **dict(PartyKind.choices),
    },
    "may_know": dict(MayKnow.choices),
    "position": dict(Position.choices),
    "purpose": dict(Purpose.choices),
}


def details(action: str, data: Mapping[str, Any], people: Mapping[int, str]) -> list[tuple[str, str]]:
    """Name and value of everything an entry holds; what is empty says nothing and is left out."""
    shown = []
    for key, value in data.items():
        text = in_words(action, key, value, data, people)
        if text:
            shown.append((name_of(key, value), text))
    return shown


def name_of(key: str, value: Any) -> str:
    """Who of us was reminded stands as names, what the customer was told as words."""
    if key == "told" and isinstance(value, str):
        return _("What the customer was told")
    return _(NAMES[key]) if key in NAMES else key


def in_words(action: str, key: str, value: Any, data: Mapping[str, Any], people: Mapping[int, str]) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict) and MOMENT in value:
        return f"{timezone.localtime(datetime.fromisoformat(value[MOMENT])):%Y-%m-%d %H:%M}"
    if key in {"before", "after"}:
        return changed(action, value, data, people)
    if key in CLOSED_WORDS:
        return str(CLOSED_WORDS[key].get(value, value))
    special = SPECIAL.get(key)
    return special(value) if special else plain(value)


def changed(action: str, value: Any, data: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """The two sides of a change: of an owner, of a stage, of a label, or of written words."""
    if action == "case.assigned":
        return people.get(value, str(value))
    if action == "point.judged":
        return str(dict(PointFinding.choices).get(value, value))
    if action in {"stage.advanced", "stage.skipped", "stage.went_back"}:
        return str(CLOSED_WORDS["stage"].get(value, value))
    if action == "customer.changed":
        return profile(value)
    if action == "case.reading_corrected":
        values = value if isinstance(value, list) else [value]
        return listed([one_label(str(data.get("field")), one) for one in values])
    return plain(value)


def profile(value: Mapping[str, Any]) -> str:
    """What was known of a customer, field by field, in the words of its form."""
    parts = []
    for field, found in value.items():
        known = Customer._meta.get_field(field)
        words = dict(getattr(known, "choices", None) or ()).get(found, found)
        if isinstance(found, bool):
            words = _("yes") if found else _("no")
        parts.append(f"{getattr(known, 'verbose_name', field)}{_(': ')}{words or '–'}")
    return _("; ").join(parts)


def labels(value: Mapping[str, Any]) -> str:
    parts = []
    for field, found in value.items():
        names = [one_label(field, one) for one in (found if isinstance(found, list) else [found])]
        if any(names):
            parts.append(f"{field_name(field)}{_(': ')}{listed(names)}")
    return _("; ").join(parts)


def one_label(field: str, value: Any) -> str:
    """A label's name; a fact is its kind with what was read."""
    if isinstance(value, list):
        return " ".join(filter(None, [label_name(field, value[0]), *map(str, value[1:])]))
    return label_name(field, value)


PARTICULARS: dict[str, tuple[str, Mapping[str, Any]]] = {
    "how": (gettext_noop("How the customer confirmed it"), dict(Confirmed.choices)),
    "answer": (gettext_noop("What the customer said to it"), {}),
    "cause": (gettext_noop("Cause"), {}),
    "responsible": (gettext_noop("Who answers for it"), dict(Responsible.choices)),
    "extent": (gettext_noop("Single or systemic"), dict(Systemic.choices)),
    "scope": (gettext_noop("Whom and what else it touches"), {}),
    "finding": (gettext_noop("The finding"), dict(PointFinding.choices)),
    "reason": (gettext_noop("Reason"), {}),
    "remedy": (gettext_noop("Given for it"), {}),
}


def particulars(value: Mapping[str, Any]) -> str:
    """What belonged to a record or a finding, part by part."""
    parts = []
    for name, found in value.items():
        label, words = PARTICULARS.get(name, (str(dict(DemandClass.choices).get(name, name)), {}))
        if found:
            parts.append(f"{_(label)}{_(': ')}{words.get(found, cause_name(found, interface_language()))}")
    return _("; ").join(parts)


def subject(value: Any) -> str:
    """What a clock runs for: a task or a promise by its number, a duty by its code."""
    kind, colon, number = str(value).partition(":")
    return f"{dict(ClockKind.choices)[kind]} {number}" if colon and kind in ClockKind else plain(value)


def listed(names: list[str]) -> str:
    return _(", ").join(names)


def plain(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return listed([str(one) for one in value])
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


SPECIAL: dict[str, Callable[[Any], str]] = {
    "about": subject,
    "labels": labels,
    "kinds": lambda value: listed([str(dict(IdentityKind.choices).get(one, one)) for one in value]),
    "heads": lambda value: listed([field_name(one) for one in value]),
    "reasons": reason_text,
    "cause": lambda value: cause_name(value, interface_language()),
    "details": particulars,
    "judged": particulars,
    "field": field_name,
    "missing": lambda value: listed([str(dict(Record.choices).get(one, one)) for one in value]),
    "left_open": lambda value: listed([str(dict(LooseEnd.choices).get(one, one)) for one in value]),
    "risks": lambda value: listed([label_name("risks", one) for one in value]),
}
