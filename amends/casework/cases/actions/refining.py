"""What an outside service makes of a reading is taken up where neither a person nor a sure reading stands against it."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.actions.correcting import ON_THE_CASE
from amends.casework.cases.actions.task_beats import call_departments_in
from amends.casework.cases.events import CaseRefined
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.readings import rules
from amends.casework.readings.actions import seek_opinion
from amends.casework.readings.choices import Sureness
from amends.casework.readings.models import Opinion
from amends.casework.readings.queries import how_sure, verdicts_on
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

MOST_TRIES: Final = 4
JOB: Final = "amends.casework.cases.actions.refining.seek_refinement"


def seek_refinement(case_id: int, tries: int = 1) -> None:
    """Asks the outside service about a case that has been read; comes back later, some times, if it does not answer."""
    case = Case.objects.select_related("reading").get(pk=case_id)
    if case.reading is None or case.reading.opinion_id is not None:
        return
    first = case.messages.order_by("id")[0]
    asked = seek_opinion(reading=case.reading, text=first.body)
    if asked.opinion is not None:
        refine_case(case_id=case_id, opinion_id=asked.opinion.pk, by=house_member())
    elif asked.again_at is not None and tries < MOST_TRIES:
        enqueue(JOB, {"case_id": case_id, "tries": tries + 1}, run_at=asked.again_at)


@transaction.atomic
def refine_case(*, case_id: int, opinion_id: int, by: Member) -> Case:
    """Takes an opinion up once; people's words and what was read surely stand, severity never falls, no risk goes."""
    ensure_house(by)
    case = locked(case_id, by=by)
    reading = case.reading
    if reading is None or reading.opinion_id is not None:
        return case
    opinion = Opinion.objects.get(pk=opinion_id)
    verdicts = verdicts_on(reading)
    changed_since = {
        field
        for field in ON_THE_CASE
        if field != "risks" and not rules.same(getattr(case, field), reading.data.get(field))
    }
    sure = {field for field in ON_THE_CASE if how_sure(reading, field) == Sureness.SURE}
    now = {**reading.data, "risks": case.risks}
    new = rules.refinement(now, opinion.labels, {*verdicts, *changed_since, *sure})
    if "risks" in verdicts:
        new.pop("risks", None)
    reading.opinion = opinion
    reading.refined = {
        field: {
            "before": now.get(field),
            "after": value,
            "by": opinion.model,
            "evidence": [one for one in opinion.evidence if one["label"].partition(":")[0] == field],
        }
        for field, value in new.items()
    }
    reading.save(update_fields=["opinion", "refined"])
    if new:
        for field, value in new.items():
            setattr(case, field, value)
        case.has_risk = bool(case.risks)
        save(case, *new, "has_risk", by_house=True)
        note_down(case, "case.reading_refined", by=by, data={"model": opinion.model, "labels": new})
        publish(CaseRefined(case_id=case.pk))
        call_departments_in(case)
    return case
