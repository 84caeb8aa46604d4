"""What was found of each point: whether it is right, why, who answers for it, what is given for it, and the evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.points import the_point
from amends.casework.cases.actions.promises import add_promise
from amends.casework.cases.choices import PointFinding, PromiseSource, Responsible
from amends.casework.cases.models import Case, Grievance, PointEvidence, Promise
from amends.casework.cases.rules import is_cause
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.models import Member

REASON_LENGTH: Final = 4000
REMEDY_LENGTH: Final = 400
PASSAGE_LENGTH: Final = 400
EVIDENCE_AT_MOST: Final = 20
JUDGED: Final = ("finding", "reason", "cause", "responsible", "remedy")


@transaction.atomic
def judge_point(
    *,
    case_id: int,
    point_id: int,
    finding: str,
    reason: str,
    by: Member,
    cause: str = "",
    responsible: str = "",
    remedy: str = "",
    version: int | None = None,
) -> Grievance:
    """Says of one point whether it is right, with the reason that the closing letter will need."""
    if finding not in PointFinding.values:
        raise Invalid(_("Choose what was found of this point."), field="finding")
    if responsible not in {"", *Responsible.values}:
        raise Invalid(_("Choose one of the values offered."), field="responsible")
    if cause and not is_cause(cause):
        raise Invalid(_("Choose one of the causes offered."), field="cause")
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    point = the_point(case, point_id)
    before = judged(point)
    point.finding, point.reason, point.cause, point.responsible = finding, words, cause, responsible
    point.remedy = cleaned(remedy)[:REMEDY_LENGTH]
    point.found_by, point.found_at = by, clock.now()
    point.save()
    save(case)
    data = {"text": point.text, "before": before["finding"], "after": finding, "judged": judged(point)}
    note_down(case, "point.judged", by=by, data=data, reason=words)
    return point


@transaction.atomic
def promise_for_point(
    *,
    case_id: int,
    point_id: int,
    text: str,
    due_at: datetime | None,
    by: Member,
    owner: Member | None = None,
    remind_at: datetime | None = None,
) -> Promise:
    """What is to be given or done for a point that was judged is owed to the customer from now on."""
    case = locked(case_id, by=by)
    ensure_open(case)
    if not the_point(case, point_id).finding:
        raise WrongState(_("Say first what was found of this point; then promise something for it."))
    return add_promise(
        case_id=case.pk,
        text=text,
        due_at=due_at,
        owner=owner,
        remind_at=remind_at,
        source=PromiseSource.FINDING,
        by=by,
    )


@transaction.atomic
def add_evidence(
    *,
    case_id: int,
    point_id: int,
    by: Member,
    attachment_id: int | None = None,
    message_id: int | None = None,
    passage: str = "",
) -> PointEvidence:
    """Ties a file of the case, or a passage that stands in one of its messages, to a point."""
    case = locked(case_id, by=by, helping=True)
    ensure_open(case)
    point = the_point(case, point_id)
    if point.evidence.count() >= EVIDENCE_AT_MOST:
        raise Invalid(_("A point takes up to %(n)d pieces of evidence.") % {"n": EVIDENCE_AT_MOST})
    found = PointEvidence(point=point, added_by=by, added_at=clock.now())
    if attachment_id is not None:
        found.attachment = case.attachments.filter(pk=attachment_id).first()
        if found.attachment is None:
            raise NotFound(_("This file is not in this case."))
    else:
        found.message = case.messages.filter(pk=message_id).first() if message_id else None
        found.passage = cleaned(passage)
        if not found.passage or len(found.passage) > PASSAGE_LENGTH:
            raise Invalid(
                _("Copy the passage out of the message: up to %(n)d characters.") % {"n": PASSAGE_LENGTH},
                field="passage",
            )
        if found.message is None:
            found.message = case.messages.filter(body__contains=found.passage).order_by("id").first()
        if found.message is None or found.passage not in found.message.body:
            raise Invalid(_("These words do not stand in the messages of this case."), field="passage")
    if point.evidence.filter(
        attachment=found.attachment, message=found.message, passage=found.passage
    ).exists():
        raise Invalid(_("This stands with the point already."), field="passage")
    found.save()
    save(case)
    data = {"text": point.text, "evidence": named(found)}
    note_down(case, "point.evidence_added", by=by, data=data)
    return found


@transaction.atomic
def drop_evidence(*, case_id: int, evidence_id: int, by: Member) -> Case:
    """Unties a piece of evidence from its point; the file and the message stay."""
    case = locked(case_id, by=by)
    ensure_open(case)
    found = (
        PointEvidence.objects.select_related("point", "attachment")
        .filter(pk=evidence_id, point__case=case)
        .first()
    )
    if found is None:
        raise NotFound(_("Somebody has removed this evidence in the meantime."))
    data = {"text": found.point.text, "evidence": named(found)}
    found.delete()
    save(case)
    note_down(case, "point.evidence_dropped", by=by, data=data)
    return case


def judged(point: Grievance) -> dict[str, Any]:
    return {name: getattr(point, name) for name in JUDGED}


def named(evidence: PointEvidence) -> str:
    return evidence.passage or (evidence.attachment.name if evidence.attachment else "")
