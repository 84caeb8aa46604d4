"""An owner gives a case back with a reason; it is offered to others at once, and not to them again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.assigning import find_owner, give
from amends.casework.cases.actions.beats import ensure_open, locked, note_down
from amends.casework.cases.events import CaseGivenBack
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.cases.text import required
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Presence
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import absence_now

REASON_LENGTH = 400


@transaction.atomic
def give_back_case(*, case_id: int, reason: str, by: Member, version: int | None = None) -> Case:
    """The owner cannot keep the case; whoever leads sees why, and the house looks for somebody else."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if case.owner_id != by.pk:
        raise NotPermitted(
            _("Only whoever has the case gives it back. A team lead can give it to somebody else.")
        )
    note_down(case, "case.given_back", by=by, reason=words)
    give(case, None, [["given_back", str(by)], ["because", words]], by=by)
    publish(CaseGivenBack(case_id=case.pk))
    return case


@transaction.atomic
def return_reopened(*, case_id: int, by: Member) -> Case:
    """A reopened case stays with its owner if they are here; otherwise it goes by the rule, or waits."""
    ensure_house(by)
    case = locked(case_id, by=by)
    owner = case.owner
    if owner is None or not case.is_open or is_here(owner):
        return case
    find_owner(case, [["reopened_away", str(owner)]], by=by)
    return case


def is_here(member: Member) -> bool:
    return member.is_active and member.presence != Presence.AWAY and absence_now(member) is None
