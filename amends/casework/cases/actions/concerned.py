"""Whom of the house a complaint is about; confirmed by a person, they and their line manager stay out of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.assigning import give
from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.choices import CONCERNED_STATES_THAT_COUNT, ConcernSource, ConcernState
from amends.casework.cases.events import StaffBarred
from amends.casework.cases.models import Case, StaffConcerned
from amends.casework.cases.permissions import ensure_may_clear, is_barred
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

REASON_LENGTH = 400


def propose_concerned(case: Case, text: str, facts: Iterable[dict[str, Any]], *, by: Member) -> None:
    """Proposes members whose name the customer's words contain, with the words; a person has to confirm each."""
    people = Member.objects.filter(is_active=True).exclude(role=Role.SYSTEM)
    found = rules.named_members(
        text, facts, people.values_list("display_name", flat=True), customer=case.customer.name
    )
    if not found:
        return
    people = people.filter(display_name__in=list(found))
    known = set(case.staff_concerned.values_list("member", flat=True))
    for member in people:
        if member.pk in known:
            continue
        start, end = found[member.display_name]
        words = rules.words_around(text, start, end)
        name_concerned(case, member, ConcernState.PROPOSED, ConcernSource.ENGINE, words, "", by=by)
        note_down(case, "concerned.proposed", by=by, data={"member": member.display_name, "words": words})


@transaction.atomic
def mark_concerned(*, case_id: int, member: Member, reason: str, by: Member) -> StaffConcerned:
    """A person says that the complaint is about a member, or about themselves; it counts at once."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by, helping=member.pk == by.pk)
    if member.role == Role.SYSTEM:
        raise Invalid(_("Choose one of the people here."), field="member")
    row = case.staff_concerned.filter(member=member, state__in=CONCERNED_STATES_THAT_COUNT).first()
    if row is not None and row.state == ConcernState.CONFIRMED:
        raise WrongState(_("%(name)s is marked as concerned already.") % {"name": member})
    if row is None:
        source = ConcernSource.SELF if member.pk == by.pk else ConcernSource.PERSON
        try:
            with transaction.atomic():
                row = name_concerned(case, member, ConcernState.PROPOSED, source, "", words, by=by)
        except IntegrityError as error:
            raise WrongState(_("%(name)s is marked as concerned already.") % {"name": member}) from error
    confirm(case, row, words, by=by)
    return row


@transaction.atomic
def decide_concerned(
    *, case_id: int, concerned_id: int, confirm_it: bool, by: Member, reason: str = ""
) -> StaffConcerned:
    """A person says whether somebody named in the words is indeed the member of that name."""
    case = locked(case_id, by=by)
    row = row_of(case, concerned_id)
    if row.state != ConcernState.PROPOSED:
        raise WrongState(_("Somebody has decided this already."))
    if row.member_id == by.pk:
        raise NotPermitted(_("This is about you. Somebody else decides it."))
    words = cleaned(reason)[:REASON_LENGTH]
    if confirm_it:
        confirm(case, row, words, by=by)
    else:
        decide(row, ConcernState.DECLINED, required(words, limit=REASON_LENGTH, field="reason"), by=by)
        save(case)
        note_down(
            case,
            "concerned.declined",
            by=by,
            data={"member": row.member.display_name},
            reason=row.decided_reason,
        )
    return row


@transaction.atomic
def clear_concerned(*, case_id: int, concerned_id: int, reason: str, by: Member) -> StaffConcerned:
    """Takes a confirmed mark back, with the reason: the person may know of the case again."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by)
    ensure_may_clear(by)
    row = row_of(case, concerned_id)
    if row.state != ConcernState.CONFIRMED:
        raise WrongState(_("This mark does not count any more."))
    decide(row, ConcernState.WITHDRAWN, words, by=by)
    save(case)
    note_down(case, "concerned.cleared", by=by, data={"member": row.member.display_name}, reason=words)
    return row


def confirm(case: Case, row: StaffConcerned, reason: str, *, by: Member) -> None:
    """From now on the member stays out; a case they or their line manager had goes back to the waiting queue."""
    decide(row, ConcernState.CONFIRMED, reason, by=by)
    note_down(case, "concerned.confirmed", by=by, data={"member": row.member.display_name}, reason=reason)
    if case.owner is not None and is_barred(case, case.owner):
        give(case, None, [["conflict", row.member.display_name]], by=by)
    else:
        save(case)
    publish(StaffBarred(case_id=case.pk, member_id=row.member_id))


def decide(row: StaffConcerned, state: ConcernState, reason: str, *, by: Member) -> None:
    row.state, row.decided_by, row.decided_at, row.decided_reason = state, by, clock.now(), reason
    row.save(update_fields=["state", "decided_by", "decided_at", "decided_reason"])


def name_concerned(
    case: Case,
    member: Member,
    state: ConcernState,
    source: ConcernSource,
    evidence: str,
    reason: str,
    *,
    by: Member,
) -> StaffConcerned:
    return StaffConcerned.objects.create(
        case=case,
        member=member,
        state=state,
        source=source,
        evidence=evidence[:200],
        reason=reason,
        by=by,
        named_at=clock.now(),
    )


def row_of(case: Case, concerned_id: int) -> StaffConcerned:
    row = case.staff_concerned.select_related("member").filter(pk=concerned_id).first()
    if row is None:
        raise NotFound(_("This entry does not exist in this case."))
    return row
