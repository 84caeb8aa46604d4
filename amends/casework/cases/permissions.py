"""Who may see and work on a case. One predicate serves lists, single cases, search, counts, export and live updates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case, StaffConcerned
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, SEE_EVERYTHING, Function, Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.permissions import may_administer
from amends.foundation.organisation.queries import ids_within, reach_values

SEES_RESTRICTED = frozenset({Role.LEGAL, Role.MANAGER, Role.SYSTEM})


class Extent(StrEnum):
    """How far a member's sight over the cases goes; their own cases are in it, those about themselves never."""

    NOTHING = "nothing"
    REACH = "reach"
    # The same, and the cases in which their department is asked for something.
    HELPING = "helping"
    UNRESTRICTED = "unrestricted"
    ALL = "all"
    HOUSE = "house"


@dataclass(frozen=True)
class Sight:
    """What a member may know of the cases, as plain values that a prepared question can take."""

    extent: Extent
    member_id: int
    now: datetime
    reach: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[int | str | datetime, ...]:
        """What `within_sight` takes behind the extent, in its order."""
        return (self.member_id, self.now, *self.reach)


def sight_of(member: Member) -> Sight:
    now = clock.now()
    if not member.is_active or member.role not in CASEWORKERS:
        return Sight(Extent.NOTHING, member.pk, now)
    if member.role == Role.SYSTEM:
        return Sight(Extent.HOUSE, member.pk, now)
    if member.role in SEES_RESTRICTED:
        return Sight(Extent.ALL, member.pk, now)
    if member.role in SEE_EVERYTHING:
        return Sight(Extent.UNRESTRICTED, member.pk, now)
    extent = Extent.HELPING if member.department and member.department.function else Extent.REACH
    return Sight(extent, member.pk, now, reach_values(member))


def within_sight(extent: Extent, member_id: int, now: datetime, *reach: str) -> Q:
    """The one predicate over cases, in SQL: what the role reaches, what is theirs, what they were let into.

    Above all of it stands that nobody sees a complaint about themselves, nor one about those they lead.
    """
    if extent == Extent.NOTHING:
        return Q(pk__in=[])
    if extent == Extent.HOUSE:
        return Q()
    if extent == Extent.ALL:
        return not_about(member_id)
    seen = reached(extent, reach) | theirs(member_id, now) | Q(pk__in=ids_met_on(member_id))
    if extent == Extent.HELPING:
        seen |= Q(pk__in=ids_asked_of_those_within(reach), restricted=False)
    if extent != Extent.REACH:
        seen |= Q(pk__in=ids_asked_of(member_id))
    return seen & not_about(member_id)


def reached(extent: Extent, reach: Sequence[str]) -> Q:
    """What the role and the department reach: every case but the restricted ones, or those of the departments near."""
    here = Q() if extent == Extent.UNRESTRICTED else Q(department__in=ids_within(reach))
    return here & Q(restricted=False)


def theirs(member_id: int, now: datetime) -> Q:
    """What somebody has, and what they were let into one by one."""
    return Q(owner=member_id) | Q(pk__in=ids_let_into(member_id, now))


def ids_asked_of_those_within(reach: Sequence[str]) -> RawSQL:
    """The cases in which something is asked now of a member's department or of one below it."""
    if not reach:
        return RawSQL("SELECT case_id FROM cases_task WHERE 1 = 0", ())
    below = "(SELECT id FROM organisation_department WHERE path LIKE %s ESCAPE '\\')"
    statement = (
        "SELECT case_id FROM cases_task"  # noqa: S608 - places are %s
        f" WHERE department_id IN {below} AND state IN ('given', 'accepted') AND ended_at IS NULL"
        f" UNION ALL SELECT case_id FROM cases_handover WHERE department_id IN {below} AND answered_at IS NULL"
    )
    return RawSQL(statement, (reach[0], reach[0]))  # noqa: S611 - nothing but bound values


def ids_asked_of(member_id: int) -> RawSQL:
    """The cases, restricted ones too, in which something is asked now of this person by name."""
    statement = (
        "SELECT case_id FROM cases_task"
        " WHERE person_id = %s AND ended_at IS NULL AND state IN ('given', 'accepted')"
        " UNION ALL SELECT case_id FROM cases_handover WHERE person_id = %s AND answered_at IS NULL"
    )
    return RawSQL(statement, (member_id, member_id))  # noqa: S611 - nothing but bound values


def ids_let_into(member_id: int, now: datetime) -> RawSQL:
    """The restricted cases that somebody was let into. Text, because it is part of every question about cases."""
    moment = connection.ops.adapt_datetimefield_value(now)
    statement = (
        "SELECT case_id FROM cases_caseaccess WHERE member_id = %s AND ended_at IS NULL"
        " AND (until IS NULL OR until > %s)"
    )
    return RawSQL(statement, (member_id, moment))  # noqa: S611 - nothing but bound values


def ids_met_on(member_id: int) -> RawSQL:
    """The cases, restricted ones too, on which a joint meeting is convened that this person takes part in by name."""
    statement = (
        "SELECT meeting.case_id FROM cases_meeting_participants part"
        " INNER JOIN cases_meeting meeting ON meeting.id = part.meeting_id"
        " WHERE part.member_id = %s AND meeting.state = 'convened'"
    )
    return RawSQL(statement, (member_id,))  # noqa: S611 - nothing but bound values


def ids_barred_to(member_id: int) -> RawSQL:
    """The cases that are about a member, or about somebody whom the member leads."""
    statement = (
        "SELECT concerned.case_id FROM cases_staffconcerned concerned"
        " INNER JOIN organisation_member person ON person.id = concerned.member_id"
        " WHERE concerned.state = 'confirmed' AND (person.id = %s OR person.line_manager_id = %s)"
    )
    return RawSQL(statement, (member_id, member_id))  # noqa: S611 - nothing but bound values


def not_about(member_id: int) -> Q:
    """An SQL predicate over cases: those that are neither about a member nor about anybody whom the member leads."""
    return ~Q(pk__in=ids_barred_to(member_id))


def of_a_case_in_sight(extent: Extent, *viewer: Any) -> Exists:
    """An SQL predicate over what belongs to a case: row by row, because a page shows few of many."""
    return Exists(Case.objects.order_by().filter(within_sight(extent, *viewer), pk=OuterRef("case_id")))


def visible_to(member: Member) -> Q:
    """An SQL predicate over cases: the ones this member may know of."""
    sight = sight_of(member)
    return within_sight(sight.extent, sight.member_id, sight.now, *sight.reach)


def is_barred(case: Case, member: Member, *, proposed_too: bool = False) -> bool:
    """Whether a case is about a member or about somebody they lead; on request also while that is only proposed."""
    return StaffConcerned.objects.barring(member, proposed_too=proposed_too).filter(case=case).exists()


def may_restrict(member: Member, case: Case) -> bool:
    """Legal and managers; a team lead in the departments below their own."""
    if not member.is_active or member.role in SEES_RESTRICTED:
        return member.is_active
    return (
        member.role == Role.LEAD
        and member.department is not None
        and case.department.path.startswith(member.department.path)
    )


def ensure_may_restrict(member: Member, case: Case) -> None:
    if not may_restrict(member, case):
        raise NotPermitted(_("The team lead of the department, legal or a manager decides who sees a case."))


def may_lift(member: Member) -> bool:
    return member.is_active and member.role in SEES_RESTRICTED


def ensure_may_lift(member: Member) -> None:
    if not may_lift(member):
        raise NotPermitted(_("Legal or a manager lifts a restriction."))


def may_read_log(member: Member, case: Case) -> bool:
    """Who looked at a restricted case is for legal, managers and its owner."""
    return member.role in SEES_RESTRICTED or case.owner_id == member.pk


def ensure_may_clear(member: Member) -> None:
    if not member.is_active or member.role not in {*APPROVERS, Role.SYSTEM}:
        raise NotPermitted(_("A team lead, legal or a manager takes this back."))


def knows_by_a_case(member: Member) -> Q:
    """An SQL predicate over customers: those of a case that this member may know of."""
    seen = Case.objects.order_by().filter(visible_to(member), customer=OuterRef("pk"))
    return Q(Exists(seen))


def handled_by(member: Member) -> Q:
    """An SQL predicate over cases: those this member works on.

    What is seen only because something is asked, or because of a joint meeting, is not among them.
    """
    sight = sight_of(member)
    if sight.extent in {Extent.NOTHING, Extent.HOUSE, Extent.ALL}:
        return visible_to(member)
    worked_on = reached(sight.extent, sight.reach) | theirs(member.pk, sight.now)
    return worked_on & not_about(member.pk)


def handles(member: Member, case: Case) -> bool:
    """Whether this member, who sees the case, works on it, or only helps because they are asked or take part in a meeting."""
    extent = sight_of(member).extent
    if extent in {Extent.HOUSE, Extent.ALL} or case.owner_id == member.pk:
        return True
    if not case.restricted and (extent == Extent.UNRESTRICTED or is_near(member, case)):
        return True
    return Case.objects.filter(handled_by(member), pk=case.pk).exists()


def is_near(member: Member, case: Case) -> bool:
    """Whether the department that has the case is the member's own, or one below or above it."""
    own, there = member.department.path if member.department else "", case.department.path
    return bool(own) and (there.startswith(own) or own.startswith(there))


def may_answer(member: Member, asked: Department, person_id: int | None) -> bool:
    """Whether it was asked of this person, of their department, or of one that they lead from above."""
    if not may_work(member) or member.department is None:
        return False
    leads = member.role in {Role.LEAD, Role.MANAGER} and asked.path.startswith(member.department.path)
    return person_id == member.pk or member.department_id == asked.pk or leads


def ensure_may_answer(member: Member, asked: Department, person_id: int | None) -> None:
    if not may_answer(member, asked, person_id):
        raise NotPermitted(
            _("This was asked of %(department)s. Somebody there answers it.") % {"department": asked}
        )


def may_urge(member: Member, owner_id: int | None) -> bool:
    """The case's owner urges; a lead, a manager and the management office may too."""
    return may_work(member) and (owner_id == member.pk or may_raise(member))


def ensure_may_urge(member: Member, owner_id: int | None) -> None:
    if not may_urge(member, owner_id):
        raise NotPermitted(_("Whoever has the case urges. Ask them, or a team lead."))


def may_raise(member: Member) -> bool:
    office = member.department is not None and member.department.function == Function.OFFICE
    return may_work(member) and (office or member.role in {Role.LEAD, Role.MANAGER, Role.SYSTEM})


def ensure_may_raise(member: Member) -> None:
    if not may_raise(member):
        raise NotPermitted(
            _("A team lead, a manager or the management office raises a task. Urge it, or ask one of them.")
        )


def may_work(member: Member) -> bool:
    return member.is_active and member.role in CASEWORKERS


def ensure_may_work(member: Member) -> None:
    if not may_work(member):
        raise NotPermitted(_("Your role does not work on cases. Ask a team lead."))


def may_assign(member: Member) -> bool:
    return member.is_active and member.role in {*APPROVERS, Role.SYSTEM}


def ensure_may_assign(member: Member, to: Member | None) -> None:
    """A handler may take a case; giving it to somebody else is for team leads."""
    ensure_may_work(member)
    if not may_assign(member) and (to is None or to.pk != member.pk):
        raise NotPermitted(_("You may take a case yourself; a team lead gives it to somebody else."))


def may_set_assignment(member: Member) -> bool:
    return member.is_active and member.role == Role.MANAGER


def ensure_may_set_assignment(member: Member) -> None:
    if not may_set_assignment(member):
        raise NotPermitted(_("A manager decides how cases are given."))


def ensure_house(member: Member) -> None:
    """For what only the house itself does, such as reading a text or keeping a due time."""
    if member.role != Role.SYSTEM:
        raise NotPermitted(_("Amends does this by itself."))


def may_keep_labels(member: Member) -> bool:
    """The house's own labels are for administrators and managers."""
    return member.is_active and member.role in {Role.ADMINISTRATOR, Role.MANAGER}


def ensure_may_keep_labels(member: Member) -> None:
    if not may_keep_labels(member):
        raise NotPermitted(_("An administrator or a manager keeps the labels."))


def may_take_up(member: Member) -> bool:
    """What went up is taken up by somebody who leads."""
    return member.is_active and member.role in APPROVERS


def ensure_may_take_up(member: Member) -> None:
    if not may_take_up(member):
        raise NotPermitted(_("A team lead, legal or a manager takes this up."))


def may_hold(member: Member) -> bool:
    """Legal decides what has to stay as it is."""
    return member.is_active and member.role == Role.LEGAL


def ensure_may_hold(member: Member) -> None:
    if not may_hold(member):
        raise NotPermitted(_("Legal sets and lifts a legal hold. Ask a colleague there."))


def may_dispose(member: Member) -> bool:
    """Who lists what has been kept long enough, and who, as a second person, lets it go."""
    return member.is_active and member.role in {Role.LEGAL, Role.MANAGER}


def ensure_may_dispose(member: Member) -> None:
    if not may_dispose(member):
        raise NotPermitted(_("Legal and managers decide what is not kept any longer."))


def may_enter_terms(member: Member) -> bool:
    """Administrators propose how long things are kept."""
    return may_administer(member)


def ensure_may_enter_terms(member: Member) -> None:
    if not may_enter_terms(member):
        raise NotPermitted(_("An administrator enters how long things are kept."))


def may_confirm_terms(member: Member) -> bool:
    return member.is_active and member.role == Role.MANAGER


def may_read_terms(member: Member) -> bool:
    """Whoever enters or confirms how long things are kept, and legal."""
    return may_enter_terms(member) or may_dispose(member)


def ensure_may_read_terms(member: Member) -> None:
    if not may_read_terms(member):
        raise NotPermitted(_("How long things are kept is for administrators, managers and legal."))


def ensure_may_decide_term(member: Member, entered_by: int, *, confirm: bool) -> None:
    """A manager, never who entered it; who entered it may take it back."""
    if member.pk == entered_by and confirm:
        raise NotPermitted(_("A second person has to confirm what you entered yourself."))
    if not may_confirm_terms(member) and not (member.pk == entered_by and not confirm and member.is_active):
        raise NotPermitted(_("A manager decides how long things are kept."))


def may_open_original(member: Member, case: Case) -> bool:
    """Once there is a redacted copy, the original is for legal, managers and whoever has the case."""
    return member.role in SEES_RESTRICTED or case.owner_id == member.pk


def ensure_may_open_original(member: Member, case: Case) -> None:
    if not may_open_original(member, case):
        raise NotPermitted(
            _(
                "The original is for legal, managers and whoever has the case. Others look at the file on its page; where there is a redacted copy, they see that."
            )
        )
