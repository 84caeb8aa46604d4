"""Handing a case to another department: asked for, then accepted or returned. Until then owner and clocks stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.assigning import give
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.task_beats import REASON_LENGTH, ensure_can_be_asked
from amends.casework.cases.choices import HandoverState
from amends.casework.cases.events import HandoverAccepted, HandoverAsked, HandoverReturned
from amends.casework.cases.models import Case, Handover
from amends.casework.cases.permissions import ensure_may_answer, may_assign, visible_to
from amends.casework.cases.queries import due_after
from amends.casework.cases.rules.tasks import TO_ACCEPT
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import hours_of


@transaction.atomic
def ask_handover(
    *,
    case_id: int,
    department: Department,
    reason: str,
    by: Member,
    person: Member | None = None,
    answer_by: datetime | None = None,
    version: int | None = None,
) -> Handover:
    """Asks another department to take the case over; who has it now stays responsible until they accept."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    ensure_can_go_to(case, department)
    ensure_can_be_asked(case, department, person)
    now = clock.now()
    if answer_by is not None and answer_by <= now:
        raise Invalid(_("Choose a time to come."), field="answer_by")
    handover = Handover.objects.create(
        case=case,
        department=department,
        person=person,
        reason=words,
        asked_by=by,
        asked_at=now,
        answer_by=answer_by or due_after(TO_ACCEPT, now, hours_of(person, department)),
    )
    _note(handover, "asked", by=by, reason=words)
    publish(HandoverAsked(case_id=case.pk, handover_id=handover.pk))
    return handover


@transaction.atomic
def accept_handover(*, handover_id: int, by: Member) -> Handover:
    """Somebody of the other department takes the case: from this moment it is theirs."""
    handover = locked_handover(handover_id, by=by)
    ensure_may_answer(by, handover.department, handover.person_id)
    _answer(handover, HandoverState.ACCEPTED, "", by=by)
    to = who_takes(handover, by)
    reasons: list[list[str | int | float]] = [
        ["handed_over", str(handover.asked_by)],
        ["because", handover.reason],
    ]
    handover.case.department = handover.department
    save(handover.case, "department", by_house=True)
    give(handover.case, to, reasons, by=by)
    _note(handover, "accepted", by=by)
    publish(HandoverAccepted(case_id=handover.case_id, handover_id=handover.pk))
    return handover


def who_takes(handover: Handover, by: Member) -> Member:
    """Whoever accepts has the case then; for the person who was asked by name only they, or somebody who leads, accepts."""
    named = handover.person
    return named if named and (named == by or may_assign(by)) else by


@transaction.atomic
def return_handover(*, handover_id: int, reason: str, by: Member) -> Handover:
    """The other department does not take the case, and says why."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    handover = locked_handover(handover_id, by=by)
    ensure_may_answer(by, handover.department, handover.person_id)
    _answer(handover, HandoverState.RETURNED, words, by=by)
    _note(handover, "returned", by=by, reason=words)
    publish(HandoverReturned(case_id=handover.case_id, handover_id=handover.pk))
    return handover


@transaction.atomic
def take_back_handover(*, handover_id: int, by: Member) -> Handover:
    """Whoever handles the case keeps it after all."""
    handover = locked_handover(handover_id, by=by, helping=False)
    take_back(handover, by=by)
    return handover


def take_back(handover: Handover, *, by: Member) -> None:
    _answer(handover, HandoverState.WITHDRAWN, "", by=by)
    _note(handover, "withdrawn", by=by)
    publish(HandoverReturned(case_id=handover.case_id, handover_id=handover.pk))


def locked_handover(handover_id: int, *, by: Member, helping: bool = True) -> Handover:
    cases = Case.objects.filter(visible_to(by))
    case_id = (
        Handover.objects.filter(pk=handover_id, case__in=cases).values_list("case_id", flat=True).first()
    )
    if case_id is None:
        raise NotFound(_("This request does not exist, or it belongs to a case of another team."))
    case = locked(case_id, by=by, helping=helping)
    rows = Handover.objects.select_for_update(of=("self",)).select_related("department", "person", "asked_by")
    handover = rows.get(pk=handover_id)
    handover.case = case
    return handover


def ensure_can_go_to(case: Case, department: Department) -> None:
    if not department.function:
        raise Invalid(_("This department takes no cases. Choose another one."), field="department")
    if department.pk == case.department_id:
        raise Invalid(_("The case is with this department already. Choose another one."), field="department")
    if Handover.objects.filter(case=case, answered_at=None).exists():
        raise WrongState(
            _("A department is asked already to take this case. Take that request back first, or wait.")
        )


def _answer(handover: Handover, state: HandoverState, words: str, *, by: Member) -> None:
    if not handover.is_open:
        raise WrongState(_("This request is answered already. Reload the page."))
    handover.state, handover.answer = state, words
    handover.answered_by, handover.answered_at = by, clock.now()
    handover.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _note(handover: Handover, what: str, *, by: Member, reason: str = "") -> None:
    if what != "accepted":
        save(handover.case)
    data = {"department": handover.department.code}
    if handover.person is not None:
        data["member"] = str(handover.person)
    note_down(handover.case, f"handover.{what}", by=by, data=data, reason=reason)
