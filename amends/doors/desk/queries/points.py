"""What is complained about, point by point, and what the customer will count as solved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.cases.models import Case, Grievance
from amends.doors.desk.queries.expectation_words import BEYOND, ESCALATION, LEAST, ORIGINS, REDRESS, WISHES
from amends.doors.desk.words import label_name

LEAST_SHOWN = 3


def points_pane(case: Case, points: Sequence[Grievance]) -> dict[str, Any]:
    return {"grievances": [point_row(point) for point in points], "expectation": expectation(case)}


def point_row(point: Grievance) -> dict[str, Any]:
    names = [label_name("demands", demand) for demand in point.demands]
    times = ngettext("said %(n)s time", "said %(n)s times", point.mentions) % {"n": point.mentions}
    return {
        "id": point.pk,
        "text": point.text,
        "category": point.category,
        "chosen_category": (point.category,),
        "chosen_demands": tuple(point.demands),
        "asks": _(", ").join(names),
        "asked": point.asked,
        "place": place_of(point),
        "times": times if point.mentions > 1 else "",
        "in_text": point.start is not None,
        "by_hand": point.by_hand,
    }


def place_of(point: Grievance) -> str:
    if point.page is None:
        return ""
    return _("page %(page)s, paragraph %(paragraph)s") % {"page": point.page, "paragraph": point.paragraph}


def expectation(case: Case) -> dict[str, Any]:
    """The three levels and the likely wishes in plain words; what is asked follows the labels as corrected by people."""
    found = (case.reading.data.get("expectation") if case.reading else None) or {}
    if not found or case.kind != "complaint":
        return {}
    return {
        "least": said(LEAST, found["least"])[:LEAST_SHOWN],
        "asked": [label_name("demands", demand) for demand in case.demands],
        "beyond": said(BEYOND, found["beyond"]),
        "wishes": [
            {
                "origin": str(ORIGINS[one["origin"]]),
                "wish": str(WISHES[one["wish"]]),
                "asked": one["asked"],
            }
            for one in found["wishes"]
        ],
        "hints": [*said(ESCALATION, [found["escalation"]]), *said(REDRESS, found["redress"])],
    }


def said(words: dict[str, Any], names: Sequence[str]) -> list[str]:
    return [str(words[name]) for name in dict.fromkeys(names) if name in words]
