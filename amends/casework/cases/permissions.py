"""Who may see and work on a case. One predicate serves lists, single cases, search, counts, export and live updates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from amends.casework.cases.choices import CONCERNED_STATES_THAT_COUNT, ConcernState
from amends.casework.cases.models import Case, StaffConcerned
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, SEE_EVERYTHING, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import ids_within, reach_values

SEES_RESTRICTED = frozenset({Role.LEGAL, Role.MANAGER, Role.SYSTEM})


class Extent(StrEnum):
    """How far a member's sight over the cases goes; their own cases are in it, those about themselves never."""

    NOTHING = "nothing"
    REACH = "reach"
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
    return Sight(Extent.REACH, member.pk, now, reach_values(member))


def within_sight(extent: Extent, member_id: int, now: datetime, *reach: str) -> Q:
    """The one predicate over cases, in SQL: what the role reaches, what is theirs, what they were let into.

    Above all of it stands that nobody sees a complaint about themselves, nor one about those they lead.
    """
    if extent == Extent.NOTHING:
        return Q(pk__in=[])
    if extent == Extent.HOUSE:
        return Q()
    seen = Q()
    if extent != Extent.ALL:
        within = Q(department__in=ids_within(reach)) if extent == Extent.REACH else Q()
        seen = (within & Q(restricted=False)) | Q(owner=member_id) | Q(pk__in=ids_let_into(member_id, now))
    return seen & ~Q(pk__in=ids_barred_to(member_id))


def ids_let_into(member_id: int, now: datetime) -> RawSQL:
    """The restricted cases that somebody was let into. Text, because it is part of every question about cases."""
    moment = connection.ops.adapt_datetimefield_value(now)
    statement = (
        "SELECT case_id FROM cases_caseaccess WHERE member_id = %s AND ended_at IS NULL"
        " AND (until IS NULL OR until > %s)"
    )
    return RawSQL(statement, (member_id, moment))  # noqa: S611 - nothing but bound values


def ids_barred_to(member_id: int) -> RawSQL:
    """The cases that are about a member, or about somebody whom the member leads."""
    statement = (
        "SELECT concerned.case_id FROM cases_staffconcerned concerned"
        " INNER JOIN organisation_member person ON person.id = concerned.member_id"
        " WHERE concerned.state = 'confirmed' AND (person.id = %s OR person.line_manager_id = %s)"
    )
    return RawSQL(statement, (member_id, member_id))  # noqa: S611 - nothing but bound values


def visible_to(member: Member) -> Q:
    """An SQL predicate over cases: the ones this member may know of."""
    sight = sight_of(member)
    return within_sight(sight.extent, sight.member_id, sight.now, *sight.reach)


def kept_from(member: Member) -> Q:
    """Cases of which a member must not even see the trail: restricted ones not theirs, and those about themselves."""
    barred = Q(pk__in=ids_barred_to(member.pk))
    if member.role in SEES_RESTRICTED:
        return barred
    let_in = Q(owner=member.pk) | Q(pk__in=ids_let_into(member.pk, clock.now()))
    return (Q(restricted=True) & ~let_in) | barred


def is_barred(case: Case, member: Member, *, proposed_too: bool = False) -> bool:
    """Whether a case is about a member or about somebody they lead; on request also while that is only proposed."""
    states = CONCERNED_STATES_THAT_COUNT if proposed_too else (ConcernState.CONFIRMED,)
    rows = StaffConcerned.objects.filter(case=case, state__in=states)
    return rows.filter(Q(member=member) | Q(member__line_manager=member)).exists()


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


def ensure_house(member: Member) -> None:
    """For what only the house itself does, such as reading a text or keeping a due time."""
    if member.role != Role.SYSTEM:
        raise NotPermitted(_("Amends does this by itself."))
