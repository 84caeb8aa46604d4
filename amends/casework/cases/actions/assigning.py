"""Who takes a case: the choice of the house, and people giving cases to one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.relief import weighs_on
from amends.casework.cases.events import CaseAssigned
from amends.casework.cases.models import Case, Workload
from amends.casework.cases.permissions import ensure_house, ensure_may_assign, is_barred, may_work
from amends.casework.cases.queries import candidates_for, loads_of, need_of, policy_for
from amends.casework.cases.queries.assignment import is_told_of_rest, relief_now
from amends.casework.cases.queries.candidates import SHIFT, hot_since, need_to_route
from amends.casework.cases.rules.routing import Candidate, Choice, Need, has_room
from amends.casework.cases.text import cleaned
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import absence_now

Reasons = list[list[str | int | float]]


@transaction.atomic
def route_case(*, case_id: int, by: Member) -> Case:
    """Gives an unowned case to the fittest person; with nobody free it waits with the reasons and is offered again."""
    ensure_house(by)
    case = locked(case_id, by=by)
    if case.owner_id is None and case.is_open:
        find_owner(case, by=by)
    return case


def find_owner(case: Case, before: Reasons | None = None, *, by: Member) -> None:
    """The choice itself; `before` is what led to it and stands first among the reasons."""
    choice = choose_with_room(case)
    reasons = [*(before or []), *(list(reason) for reason in choice.reasons)]
    if choice.member_id is not None:
        give(case, Member.objects.get(pk=choice.member_id), reasons, by=by)
    elif case.owner_id is not None:
        give(case, None, reasons, by=by)
    elif case.assigned_reason != reasons:
        case.assigned_reason = reasons
        Case.objects.filter(pk=case.pk).update(assigned_reason=reasons)
        note_down(case, "case.offer_failed", by=by, data={"reasons": reasons})


def choose_with_room(case: Case) -> Choice:
    """The choice, made sure of under the lock of the chosen person's desk: two at once never fill it twice."""
    need, people = need_to_route(case), candidates_for(case)
    method = policy_for(case.department).method
    while True:
        choice = rules.choose_handler(need, people, method=method)
        if choice.member_id is None:
            return choice
        lock_desks(choice.member_id)
        one = next(person for person in people if person.member_id == choice.member_id)
        now = as_of_now(one, need)
        if has_room(need, now):
            return choice
        people = [now if person is one else person for person in people]


def as_of_now(one: Candidate, need: Need) -> Candidate:
    """The same person with what came to their desk until its lock was theirs."""
    ids = [one.member_id]
    hot = hot_since(clock.now() - SHIFT, ids).get(one.member_id, 0) if need.hot else one.hot_today
    return replace(one, load=loads_of(ids).get(one.member_id, 0.0), hot_today=hot)


@transaction.atomic
def assign_case(
    *, case_id: int, to: Member | None, by: Member, reason: str = "", version: int | None = None
) -> Case:
    """Gives a case to somebody, or back to the waiting queue; the draft of whoever had it stays theirs."""
    ensure_may_assign(by, to)
    case = locked(case_id, by=by, version=version)
    ensure_open(case)
    if to is not None:
        ensure_can_take(case, to, by=by)
        ensure_stays_here(case, to)
    reason = cleaned(reason)[:400]
    reasons: Reasons = [["by_hand", str(by)]]
    if reason:
        reasons.append(["because", reason])
    give(case, to, reasons, by=by)
    return case


def ensure_is_another(case: Case, to: Member) -> None:
    """Where a page says “given”, giving a case to whoever has it would tell of what never happened."""
    if to.pk == case.owner_id:
        raise Invalid(_("%(name)s has this case already. Choose somebody else.") % {"name": to}, field="to")


@transaction.atomic
def put_back(*, case_id: int, to: Member | None, by: Member, reason: str) -> Case:
    """Gives a case again to whoever had it, also to somebody who is absent or rests: nothing new comes to them by it."""
    ensure_may_assign(by, to)
    case = locked(case_id, by=by)
    ensure_open(case)
    if to is not None:
        ensure_may_have(case, to)
    give(case, to, [["by_hand", str(by)], ["because", reason]], by=by)
    return case


def ensure_can_take(case: Case, to: Member, *, by: Member) -> None:
    """Refuses, with what to do, who may not have it, who is not here, and who rests from such cases."""
    ensure_may_have(case, to)
    absence = absence_now(to) if to.pk != by.pk else None
    if absence is not None and absence.deputy is not None:
        raise Invalid(
            _("%(name)s is absent. Their deputy is %(deputy)s; choose them, or somebody else.")
            % {"name": to, "deputy": absence.deputy},
            field="to",
        )
    if absence is not None:
        raise Invalid(_("%(name)s is absent. Choose somebody else.") % {"name": to}, field="to")
    if to.pk != by.pk and by.role != Role.SYSTEM and need_of(case).hot:
        ensure_not_at_rest(to, by=by)


def ensure_may_have(case: Case, to: Member) -> None:
    """Refuses who does not work on cases, and whom it is about."""
    if not may_work(to):
        raise Invalid(_("%(name)s does not work on cases. Choose somebody else.") % {"name": to}, field="to")
    if is_barred(case, to, proposed_too=True):
        raise Invalid(
            _("The complaint concerns %(name)s or somebody they lead. Choose somebody else.") % {"name": to},
            field="to",
        )


def ensure_not_at_rest(to: Member, *, by: Member) -> None:
    """A rest holds against a heated case given by hand too; only the person themselves ends it, and why it is told to few."""
    rest = relief_now(to)
    if rest is None:
        return
    if not is_told_of_rest(by, to):
        raise Invalid(
            _("%(name)s has no room for a heated case now. Choose somebody else.") % {"name": to}, field="to"
        )
    until = date_format(localtime(rest.ends_at), "m-d H:i")
    raise Invalid(
        _(
            "%(name)s rests from heated cases until %(until)s. Choose somebody else, or ask whether they can take them again."
        )
        % {"name": to, "until": until},
        field="to",
    )


def ensure_stays_here(case: Case, to: Member) -> None:
    """First come, first responsible: what somebody has goes to another department only when that one accepts it."""
    there = to.department
    if case.owner_id is None or there is None or not there.function:
        return
    own = case.department.path
    if not (there.path.startswith(own) or own.startswith(there.path)):
        raise WrongState(
            _(
                "%(name)s belongs to another department. Ask for a hand-over on the sheet “Tasks”; until it is accepted, the case stays here."
            )
            % {"name": to}
        )


def give(case: Case, to: Member | None, reasons: Reasons, *, by: Member) -> None:
    """Changes the owner; the case then belongs to the owner's department, so that their team sees it."""
    before, after = case.owner_id, to.pk if to else None
    if before == after:
        return
    lock_desks(*(one for one in (before, after) if one is not None))
    case.owner, case.assigned_reason = to, reasons
    if to is not None and to.department is not None:
        case.department = to.department
    save(case, "owner", "assigned_reason", "department", by_house=by.role == Role.SYSTEM)
    count_open(before, -1)
    count_open(after, 1)
    if to is not None:
        Workload.objects.filter(member=to).update(last_given_at=clock.now())
        weighs_on(case, to)
    note_down(case, "case.assigned", by=by, data={"before": before, "after": after, "reasons": reasons})
    if after is not None:
        publish(CaseAssigned(case_id=case.pk, member_id=after))


def lock_desks(*member_ids: int) -> None:
    """Locks the desks of these people, always in the same order, so that two who give at once wait for each other."""
    wanted = sorted(set(member_ids))
    rows = Workload.objects.select_for_update().filter(member__in=wanted).order_by("member")
    if len(rows) < len(wanted):
        new = [Workload(member_id=one) for one in wanted]
        Workload.objects.bulk_create(new, ignore_conflicts=True)
        list(rows.all())


def count_open(member_id: int | None, change: int) -> None:
    """Keeps the number of open cases of a member."""
    if member_id is None:
        return
    if not Workload.objects.filter(member=member_id).update(open_cases=F("open_cases") + change):
        Workload.objects.create(member_id=member_id, open_cases=max(change, 0))


def lock_many(case_ids: Iterable[int], *, by: Member) -> list[Case]:
    """Several cases, locked in the order of their numbers."""
    return [locked(case_id, by=by) for case_id in sorted(set(case_ids))]
