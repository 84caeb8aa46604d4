"""Who takes a case."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.events import CaseAssigned
from amends.casework.cases.models import Case, Workload
from amends.casework.cases.permissions import ensure_house, ensure_may_assign, is_barred, may_work
from amends.casework.cases.queries import candidates_for
from amends.casework.cases.text import cleaned
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member


@transaction.atomic
def route_case(*, case_id: int, by: Member) -> Case:
    """Gives an unowned case to the fittest person; with nobody free it waits and is offered again."""
    ensure_house(by)
    case = locked(case_id, by=by)
    if case.owner_id is not None or not case.is_open:
        return case
    choice = rules.choose_handler(candidates_for(case), category=case.category, language=case.language)
    if choice is None:
        return case
    owner = Member.objects.get(pk=choice.member_id)
    give(case, owner, [list(reason) for reason in choice.reasons], by=by)
    return case


@transaction.atomic
def assign_case(
    *, case_id: int, to: Member | None, by: Member, reason: str = "", version: int | None = None
) -> Case:
    """Gives a case to somebody, or back to the waiting queue; the draft of whoever had it stays theirs."""
    ensure_may_assign(by, to)
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if to is not None and not may_work(to):
        raise Invalid(_("%(name)s does not work on cases. Choose somebody else.") % {"name": to}, field="to")
    if to is not None and is_barred(case, to, proposed_too=True):
        raise Invalid(
            _("The complaint concerns %(name)s or somebody they lead. Choose somebody else.") % {"name": to},
            field="to",
        )
    reason = cleaned(reason)[:400]
    reasons: list[list[str | int]] = [["by_hand", str(by)]]
    if reason:
        reasons.append(["because", reason])
    give(case, to, reasons, by=by)
    return case


def give(case: Case, to: Member | None, reasons: list[list[str | int]], *, by: Member) -> None:
    """Changes the owner; the case then belongs to the owner's department, so that their team sees it."""
    before, after = case.owner_id, to.pk if to else None
    if before == after:
        return
    case.owner, case.assigned_reason = to, reasons
    if to is not None and to.department is not None:
        case.department = to.department
    save(case, "owner", "assigned_reason", "department", by_house=by.role == Role.SYSTEM)
    count_open(before, -1)
    count_open(after, 1)
    note_down(case, "case.assigned", by=by, data={"before": before, "after": after, "reasons": reasons})
    if after is not None:
        publish(CaseAssigned(case_id=case.pk, member_id=after))


def count_open(member_id: int | None, change: int) -> None:
    """Keeps the number of open cases of a member."""
    if member_id is None:
        return
    if not Workload.objects.filter(member=member_id).update(open_cases=F("open_cases") + change):
        Workload.objects.create(member_id=member_id, open_cases=max(change, 0))
