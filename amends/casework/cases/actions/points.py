"""People put right what the customer complains about: a point that was missed, one that is worded wrongly, one that is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.reading import POINT_LENGTH
from amends.casework.cases.models import Case, Grievance
from amends.casework.cases.text import cleaned
from amends.casework.readings.choices import Category, Demand
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.organisation.models import Member

POINTS_AT_MOST: Final = 30


@transaction.atomic
def add_point(
    *,
    case_id: int,
    text: str,
    by: Member,
    category: str = "",
    demands: Iterable[str] = (),
    version: int | None = None,
) -> Grievance:
    """Takes down one more thing complained about; words that stand in the complaint are found there."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    points = list(case.grievances.all())
    if len(points) >= POINTS_AT_MOST:
        raise Invalid(
            _("A case holds up to %(n)s points. Put some of them together first.") % {"n": POINTS_AT_MOST}
        )
    position = max((point.position for point in points), default=-1) + 1
    point = Grievance(case=case, position=position, by_hand=True)
    word(point, case, text, category, demands)
    point.save()
    save(case)
    note_down(case, "case.point_added", by=by, data=said_of(point))
    return point


@transaction.atomic
def correct_point(
    *,
    case_id: int,
    point_id: int,
    text: str,
    by: Member,
    category: str = "",
    demands: Iterable[str] = (),
    version: int | None = None,
) -> Grievance:
    """Words a point anew, or says what it is about and what is asked for it."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    point = the_point(case, point_id)
    before = said_of(point)
    word(point, case, text, category, demands)
    point.by_hand = True
    point.save()
    save(case)
    note_down(case, "case.point_corrected", by=by, data={"before": before["text"], **said_of(point)})
    return point


@transaction.atomic
def remove_point(*, case_id: int, point_id: int, by: Member, version: int | None = None) -> Case:
    """Takes away what is no complaint; the trail keeps its words."""
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    point = the_point(case, point_id)
    gone = said_of(point)
    point.delete()
    save(case)
    note_down(case, "case.point_removed", by=by, data=gone)
    return case


def the_point(case: Case, point_id: int) -> Grievance:
    point = case.grievances.filter(pk=point_id).first()
    if point is None:
        raise NotFound(_("Somebody has removed this point in the meantime."))
    return point


def word(point: Grievance, case: Case, text: str, category: str, demands: Iterable[str]) -> None:
    text, asked = cleaned(text).strip(), list(dict.fromkeys(demands))
    if not text:
        raise Invalid(_("Write what is complained about."), field="text")
    if len(text) > POINT_LENGTH:
        raise Invalid(_("Keep a point under %(n)s characters.") % {"n": POINT_LENGTH}, field="text")
    if category not in {"", *Category.values} or not set(asked) <= set(Demand.values):
        raise Invalid(_("Choose one of the labels offered."), field="category")
    if text != point.text:
        at = case.messages.order_by("id")[0].body.find(text)
        point.start, point.end = (at, at + len(text)) if at >= 0 else (None, None)
        point.page = point.paragraph = None
    if asked != point.demands:
        point.asked = ""
    point.text, point.category, point.demands = text, category, asked


def said_of(point: Grievance) -> dict[str, Any]:
    return {"text": point.text, "category": point.category, "demands": point.demands}
