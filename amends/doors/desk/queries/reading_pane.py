"""What was read, as the case page shows it: each label with its words, how sure it is, and what people said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case, Message
from amends.casework.readings.choices import LABEL_FIELDS, MULTIPLE, NO_LABEL_FIELDS
from amends.casework.readings.models import Correction, Reading
from amends.casework.readings.queries import how_sure, refinement_of, standing, texts_go_to, verdicts_on
from amends.doors.desk.words import evidence_name, fact_text, field_name, label_name

# Whether or not anything was found there: a risk, a demand or a need that was missed can be added.
ALWAYS_SHOWN = frozenset({"demands", "risks", "needs"})
QUOTES = 3
Verdicts = Mapping[str, Correction]


def reading_pane(case: Case, messages: Sequence[Message]) -> dict[str, Any]:
    """The rows of labels and facts, and what could be found right at one press."""
    if case.reading is None:
        return {"reading": [], "facts": [], "unjudged": "", "needs": ()}
    verdicts = verdicts_on(case.reading)
    text = messages[0].body if messages else ""
    rows = [label_row(case, case.reading, field, verdicts, text) for field in LABEL_FIELDS]
    rows = [row for row in rows if row["shown"]]
    facts = fact_rows(case.reading, verdicts, text)
    open_rows = {row["field"]: row["current"] for row in rows if not row["judged"]}
    return {
        "reading": rows,
        "facts": facts,
        "facts_judged": "facts" in verdicts,
        "unjudged": as_seen(open_rows) if open_rows else "",
        "needs": tuple(standing(case.reading, "needs", verdicts)),
        "texts_go_to": texts_go_to(),
    }


def label_row(case: Case, reading: Reading, field: str, verdicts: Verdicts, text: str) -> dict[str, Any]:
    current = getattr(case, field) if hasattr(case, field) else standing(reading, field, verdicts)
    several = field in MULTIPLE
    values = list(current) if several else [current]
    verdict = verdicts.get(field)
    refined = refinement_of(reading, field) if verdict is None else None
    sure = how_sure(reading, field) if verdict is None and refined is None else None
    complaint = case.kind == "complaint"
    intensity = case.intensity if field == "emotion" else 0
    said = judged_words(field, verdict) if verdict else ""
    chosen = tuple(str(value) for value in values)
    return {
        "field": field,
        "label": field_name(field),
        "current": current,
        "value": values if several else current,
        "value_label": named(field, values) or _("None found"),
        "values": [{"id": value, "label": label_name(field, value)} for value in values],
        "intensity": intensity,
        "sure": sure.value if sure else "",
        "sure_label": sure.label if sure else "",
        "evidence": evidence_of(field, refined or reading.data, text),
        "refined": refined_words(field, refined) if refined else "",
        "judged": verdict is not None,
        "right": verdict is not None and verdict.right,
        "judged_words": said,
        "multiple": several,
        "chosen": chosen,
        # All that the row's name, value and mark of judgement are drawn from.
        "face": (field, chosen, intensity, said, verdict is not None and verdict.right),
        "seen": as_seen(current),
        "seen_as": as_seen({field: current}),
        "shown": field == "kind"
        or complaint
        or (bool(current) and field in (*ALWAYS_SHOWN, *NO_LABEL_FIELDS)),
    }


def as_seen(value: object) -> str:
    """What a page showed, to be sent back with what its reader says of it."""
    return json.dumps(value, ensure_ascii=False)


def judged_words(field: str, verdict: Correction) -> str:
    """Who said it, and what stood there before."""
    if verdict.right:
        return _("%(name)s finds it right") % {"name": verdict.by}
    if field == "facts":
        return _("corrected by %(name)s") % {"name": verdict.by}
    before = verdict.was if isinstance(verdict.was, list) else [verdict.was]
    return _("corrected by %(name)s; before: %(before)s") % {
        "name": verdict.by,
        "before": named(field, before) or _("None found"),
    }


def refined_words(field: str, refined: Mapping[str, Any]) -> str:
    """Which outside model changed the label, and what our own engine had read."""
    before = refined["before"] if isinstance(refined["before"], list) else [refined["before"] or ""]
    return _("refined by %(model)s; our engine read: %(before)s") % {
        "model": refined["by"],
        "before": named(field, before) or _("None found"),
    }


def named(field: str, values: Sequence[Any]) -> str:
    return _(", ").join(label_name(field, value) for value in values if value != "")


def evidence_of(field: str, data: Mapping[str, Any], text: str) -> list[dict[str, str]]:
    names = {field, field.removesuffix("s")}
    spans = [span for span in data.get("evidence") or [] if span["label"].partition(":")[0] in names]
    return [
        {"text": text[span["start"] : span["end"]], "label": evidence_name(span["label"])}
        for span in spans[:QUOTES]
    ]


def fact_rows(reading: Reading, verdicts: Verdicts, text: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label_name("facts", fact["kind"]),
            "kind": fact["kind"],
            "chosen": (fact["kind"],),
            "plain": fact["value"],
            "value": fact_text(fact, text[fact["start"] : fact["end"]]),
            "text": text[fact["start"] : fact["end"]],
            "start": fact["start"],
            "end": fact["end"],
        }
        for fact in standing(reading, "facts", verdicts)
    ]
