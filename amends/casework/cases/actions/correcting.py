"""People say of what was read that it is right, or wrong and what it should be; the case follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.actions.reading import SINGLE_LABELS
from amends.casework.cases.actions.task_beats import call_departments_in
from amends.casework.cases.events import ReadingConfirmed, ReadingCorrected
from amends.casework.cases.models import Case
from amends.casework.cases.text import cleaned
from amends.casework.readings import rules
from amends.casework.readings.actions import confirm, correct, ensure_fits
from amends.casework.readings.choices import JUDGED_FIELDS, MULTIPLE, PRIVATE_FACTS
from amends.casework.readings.models import Correction, Reading
from amends.casework.readings.queries import standing, verdicts_on
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

ON_THE_CASE: Final = (*SINGLE_LABELS, "intensity", "demands", "risks")
UNSEEN: Final = object()
"""For a caller who does not say what stood there when they looked."""
REASON_LENGTH = 400


@transaction.atomic
def correct_reading(
    *, case_id: int, field: str, value: Any, by: Member, was: object = UNSEEN, reason: str = ""
) -> Case:
    """A person says what a label should be; refuses who judges what somebody else has changed meanwhile."""
    case, reading = read_and_locked(case_id, by=by)
    ensure_judged(field)
    verdicts = verdicts_on(reading)
    ensure_seen(was, value_of(case, reading, field, verdicts), verdicts.get(field))
    return put_right(case, reading, field, value, verdicts, by=by, reason=reason)


@transaction.atomic
def change_labels(
    *,
    case_id: int,
    field: str,
    by: Member,
    add: Iterable[str] = (),
    drop: Iterable[str] = (),
    reason: str = "",
) -> Case:
    """Adds labels that were missed and drops wrong ones; what others changed meanwhile stays."""
    case, reading = read_and_locked(case_id, by=by)
    if field not in MULTIPLE:
        raise Invalid(_("Choose one of the labels offered."), field="field")
    verdicts = verdicts_on(reading)
    value = rules.with_and_without(value_of(case, reading, field, verdicts), add, drop)
    return put_right(case, reading, field, value, verdicts, by=by, reason=reason)


@transaction.atomic
def correct_fact(
    *,
    case_id: int,
    place: tuple[str, int, int],
    change: Mapping[str, Any] | None,
    by: Member,
    reason: str = "",
) -> Case:
    """Says what a fact of the text should be, or with None that it is none; `place` is its kind, start and end."""
    case, reading = read_and_locked(case_id, by=by)
    verdicts = verdicts_on(reading)
    facts = rules.changed_facts(value_of(case, reading, "facts", verdicts), place, change)
    if facts is None:
        raise Conflict(_("This fact has been corrected in the meantime. Look at what stands there now."))
    return put_right(case, reading, "facts", facts, verdicts, by=by, reason=reason)


@transaction.atomic
def add_fact(*, case_id: int, words: str, kind: str, value: str, by: Member, reason: str = "") -> Case:
    """Takes down a fact that was missed: the words that stand for it in the complaint, its kind and what it says."""
    case, reading = read_and_locked(case_id, by=by)
    verdicts = verdicts_on(reading)
    words, known = cleaned(words), value_of(case, reading, "facts", verdicts)
    body = case.messages.order_by("id")[0].body
    start = body.find(words) if words else -1
    if start < 0:
        raise Invalid(_("Copy the words out of the complaint, exactly as they stand there."), field="words")
    said = cleaned(value) or words
    fact = {"kind": kind, "value": said, "unit": None, "start": start, "end": start + len(words)}
    if any(one["kind"] == kind and (one["start"], one["end"]) == (start, fact["end"]) for one in known):
        raise Conflict(_("This fact stands there already. Correct it where it is wrong."))
    facts = sorted([*known, fact], key=lambda one: (one["start"], one["end"]))
    return put_right(case, reading, "facts", facts, verdicts, by=by, reason=reason)


@transaction.atomic
def confirm_reading(
    *, case_id: int, by: Member, fields: Sequence[str] = (), was: Mapping[str, object] | None = None
) -> Case:
    """A person finds labels right: those named, or all that nobody has judged yet."""
    case, reading = read_and_locked(case_id, by=by)
    for field in fields:
        ensure_judged(field)
    verdicts = verdicts_on(reading)
    wanted = fields or [field for field in fields_shown(case, reading, verdicts) if field not in verdicts]
    new = {
        field: value_of(case, reading, field, verdicts) for field in wanted if not stands(verdicts.get(field))
    }
    for field, seen in (was or {}).items():
        if field in new:
            ensure_seen(seen, new[field], verdicts.get(field))
    return put_down_as_right(case, reading, new, by=by)


def read_and_locked(case_id: int, *, by: Member) -> tuple[Case, Reading]:
    case = locked(case_id, by=by)
    if case.reading is None:
        raise WrongState(_("This case has not been read yet."))
    return case, case.reading


def ensure_judged(field: str) -> None:
    if field not in JUDGED_FIELDS:
        raise Invalid(_("Choose one of the labels offered."), field="field")


def ensure_seen(seen: object, present: object, last: Correction | None) -> None:
    if seen is UNSEEN or rules.same(seen, present):
        return
    raise Conflict(
        _("%(name)s has judged this label in the meantime. Look at what stands there now, then decide.")
        % {"name": last.by if last else _("Somebody")}
    )


def put_right(
    case: Case,
    reading: Reading,
    field: str,
    value: Any,
    verdicts: Mapping[str, Correction],
    *,
    by: Member,
    reason: str,
) -> Case:
    was = value_of(case, reading, field, verdicts)
    ensure_fits(field, value)
    if rules.same(was, value):
        # Who chooses what stands there already finds it right.
        return put_down_as_right(case, reading, {} if stands(verdicts.get(field)) else {field: was}, by=by)
    reason = cleaned(reason)[:REASON_LENGTH]
    correct(reading=reading, field=field, value=value, was=was, by=by, reason=reason)
    if field in ON_THE_CASE:
        setattr(case, field, value)
        case.has_risk = bool(case.risks)
        save(case, field, "has_risk")
    else:
        save(case)
    data = {"field": field, "before": on_record(field, was), "after": on_record(field, value)}
    note_down(case, "case.reading_corrected", by=by, data=data, reason=reason)
    publish(ReadingCorrected(case_id=case.pk, field=field))
    if field == "risks":
        call_departments_in(case)
    return case


def put_down_as_right(case: Case, reading: Reading, values: Mapping[str, Any], *, by: Member) -> Case:
    """Finding the same right twice changes nothing."""
    if not values:
        return case
    for field, value in values.items():
        confirm(reading=reading, field=field, value=value, by=by)
    save(case)
    labels = {field: on_record(field, value) for field, value in values.items()}
    note_down(case, "case.reading_confirmed", by=by, data={"labels": labels})
    publish(ReadingConfirmed(case_id=case.pk))
    return case


def on_record(field: str, value: Any) -> Any:
    """As the trail keeps it: of facts that tell who somebody is, only that there was one."""
    if field != "facts":
        return value
    return [[one["kind"], "" if one["kind"] in PRIVATE_FACTS else one["value"]] for one in value]


def value_of(case: Case, reading: Reading, field: str, verdicts: Mapping[str, Correction]) -> Any:
    """What counts of a field now: the case's own label, or what stands in the reading as corrected."""
    return getattr(case, field) if field in ON_THE_CASE else standing(reading, field, verdicts)


def fields_shown(case: Case, reading: Reading, verdicts: Mapping[str, Correction]) -> list[str]:
    """What a person has before them: of a text that is no complaint only its kind and its facts."""
    if case.kind != "complaint":
        return [field for field in ("kind", "risks", "facts") if value_of(case, reading, field, verdicts)]
    needed = {"needs", "facts", "category_all", "motive_all"}
    return [
        field for field in JUDGED_FIELDS if field not in needed or value_of(case, reading, field, verdicts)
    ]


def stands(verdict: Correction | None) -> bool:
    """Whether the last word about a field was that it is right."""
    return verdict is not None and verdict.right
