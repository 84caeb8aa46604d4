"""Questions about the people here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, cached_property

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Rows, Tuples
from amends.foundation.organisation.choices import (
    DECIDING,
    HOME_CURRENCY,
    HOUSE,
    PORTAL,
    PORTAL_NAME,
    Power,
    Presence,
    Role,
    RuleState,
)
from amends.foundation.organisation.models import Absence, AuthorityRule, Delegation, Department, Member
from amends.foundation.organisation.rules import Rule, Verdict, abroad, ceiling, hours_for, shipped, verdict


def house_member() -> Member:
    """The house itself: what nobody in particular does is done under this name."""
    return system_member(HOUSE, "Amends 修好")


def portal_member() -> Member:
    """The customers' door: what a customer does in the portal is done under this name."""
    return system_member(PORTAL, PORTAL_NAME)


def system_member(username: str, display_name: str) -> Member:
    defaults = {"display_name": display_name, "role": Role.SYSTEM, "password": "!"}
    return Member.objects.get_or_create(username=username, defaults=defaults)[0]


def reach_of(member: Member) -> QuerySet[Department]:
    """The departments whose cases concern a member: their own, all below it, and those it belongs to."""
    if member.department is None:
        return Department.objects.none()
    path = member.department.path
    return Department.objects.filter(Q(path__startswith=path) | Q(path__in=paths_above(path)))


# How many people one has to choose from: nobody reads a longer list.
COLLEAGUES_SHOWN = 40
_UNDER = Tuples(
    lambda length, path, now: (
        Member.objects.filter(is_active=True)
        .exclude(role=Role.SYSTEM)
        .annotate(
            beginning=Left("department__path", length),
            absent=Exists(Absence.objects.at(now).filter(member=OuterRef("pk"))),
        )
        .filter(beginning=path)
        .values_list("username", "display_name", "presence", "absent")[:COLLEAGUES_SHOWN]
    )
)


@dataclass(frozen=True)
class Colleague:
    username: str
    name: str
    presence: Presence
    is_absent: bool


def people_under(path: str) -> list[Colleague]:
    """Who works in the department at this path or in one below it."""
    return [
        Colleague(username, name or username, Presence(presence), bool(absent))
        for username, name, presence, absent in _UNDER(path, clock.now(), shape=(len(path),))
    ]


def paths_above(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: end + 1]) + "/" for end in range(len(codes) - 1)]


def reach_values(member: Member) -> tuple[str, ...]:
    """The same as plain values: a pattern for the own department and all below it, then the paths of those above."""
    if member.department is None:
        return ()
    path = member.department.path
    return (connection.ops.prep_for_like_query(path) + "%", *paths_above(path))


def ids_within(reach: Sequence[str]) -> RawSQL:
    """The ids of the departments that `reach_values` describe, to stand in the one predicate about cases.

    That predicate is part of every question, and a sub-query that is text already costs half of what one costs that is
    put together each time.
    """
    if not reach:
        return RawSQL("SELECT id FROM organisation_department WHERE 1 = 0", ())
    above = f" OR path IN ({', '.join(['%s'] * len(reach[1:]))})" if reach[1:] else ""
    statement = f"SELECT id FROM organisation_department WHERE path LIKE %s ESCAPE '\\'{above}"  # noqa: S608 - places are %s
    return RawSQL(statement, tuple(reach))  # noqa: S611 - nothing but bound values


_WITH_HOURS: Rows[Department] = Rows(lambda: Department.objects.exclude(calendar="").order_by("path"))


def department_hours() -> dict[str, str]:
    """Path → code of its calendar, of the departments that have one of their own."""
    return {one.path: one.calendar for one in _WITH_HOURS()}


def hours_of(member: Member | None, department: Department | None = None) -> str:
    """The code of the calendar of a person, or of a department where nobody is named; empty: the house's own."""
    place = member.department if member is not None else department
    own = member.calendar if member is not None else ""
    return own or hours_for("", place.path if place else "", department_hours())


def hours_of_all(members: Iterable[Member]) -> dict[int, str]:
    """Member → code of their calendar, for many at once."""
    known = department_hours()
    return {
        one.pk: hours_for(one.calendar, one.department.path if one.department else "", known)
        for one in members
    }


_INTAKE: Rows[Department] = Rows(lambda: Department.objects.order_by("-takes_in", "path")[:1])


def intake_department() -> Department | None:
    """Where a complaint stands until it is routed."""
    found = _INTAKE()
    return found[0] if found else None


@cache
def all_but_the_name(path: str) -> tuple[str, ...]:
    """What to defer of the member behind `path` where a page shows no more than who it was."""
    shown = {"id", "username", "display_name"}
    return tuple(f"{path}__{field.name}" for field in Member._meta.concrete_fields if field.name not in shown)


def people() -> QuerySet[Member]:
    return (
        Member.objects.exclude(role=Role.SYSTEM)
        .select_related("department")
        .order_by("department__path", "id")
    )


def departments_doing(function: str = "") -> QuerySet[Department]:
    """Those that do this in the handling of complaints; without a function all that do something."""
    chosen = Department.objects.exclude(function="").order_by("path")
    return chosen.filter(function=function) if function else chosen


def department_doing(function: str) -> Department | None:
    """The first department of this function; None where the house has none."""
    return departments_doing(function).first()


def lead_of(department: Department) -> Member | None:
    """Who leads it: a team lead or manager there, whoever its people report to, or the lead of what stands above."""
    for path in (department.path, *reversed(paths_above(department.path))):
        there = Member.objects.filter(department__path=path, is_active=True).order_by("id")
        lead = there.filter(role__in=(Role.LEAD, Role.MANAGER)).first()
        lead = lead or Member.objects.filter(is_active=True, reports__in=there).order_by("id").first()
        if lead is not None:
            return lead
    return None


_IN_FORCE: Rows[AuthorityRule] = Rows(
    lambda power, role, currency, now: AuthorityRule.objects.filter(
        power=power, role=role, currency=currency, state=RuleState.CONFIRMED, valid_from__lte=now
    ).order_by("-valid_from", "-id")[:1]
)


def rule_in_force(
    power: str, role: str, at: datetime | None = None, *, currency: str = HOME_CURRENCY
) -> Rule:
    """What a role may decide in a currency now, or at a moment of the past or future as far as it is known."""
    found = _IN_FORCE(power, role, currency, at or clock.now())
    if not found:
        home = currency == HOME_CURRENCY
        return shipped(power, role) if home else abroad(rule_in_force(power, role, at))
    return Rule(may=found[0].may, up_to=found[0].up_to, sensitive_too=found[0].sensitive_too)


def ceiling_of(member: Member, power: str, currency: str = HOME_CURRENCY) -> Decimal:
    """Up to which sum of a currency a member decides alone: the matrix, capped by their own limit; the house itself is not limited."""
    if member.role == Role.SYSTEM:
        return Decimal(10) ** 10
    return ceiling(rule_in_force(power, member.role, currency=currency), member.limit_in(currency))


def verdict_on(
    member: Member,
    power: str,
    *,
    amount: Decimal | None = None,
    currency: str = HOME_CURRENCY,
    sensitive: bool,
    rule_of: Callable[..., Rule] = rule_in_force,
) -> Verdict:
    """Whether a member may decide this alone; the currency matters where there is an amount."""
    if member.role == Role.SYSTEM:
        return Verdict.YES
    if not member.is_active:
        return Verdict.NOT_THIS_ROLE
    rule = rule_of(power, member.role, currency=currency)
    return verdict(rule, amount=amount, sensitive=sensitive, cap=member.limit_in(currency))


def stood_in_for_by(member: Member) -> list[Member]:
    """Those in whose place a member decides now."""
    now = clock.now()
    rows = Delegation.objects.filter(delegate=member, ended_at=None, starts_at__lte=now, ends_at__gt=now)
    return [row.member for row in rows.filter(member__is_active=True).select_related("member__department")]


def stand_ins_of(member: Member) -> list[Member]:
    """Those who decide in a member's place now."""
    now = clock.now()
    rows = Delegation.objects.filter(member=member, ended_at=None, starts_at__lte=now, ends_at__gt=now)
    return [row.delegate for row in rows.order_by("id").select_related("delegate__department")]


def delegations_of(member: Member) -> list[Delegation]:
    """Whom a member lets stand in, now or later."""
    rows = Delegation.objects.filter(member=member, ended_at=None, ends_at__gt=clock.now())
    return list(rows.select_related("delegate").order_by("starts_at"))


class Authority:
    """What a member may decide now, alone or standing in for others: however much is asked, each rule is read once."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self._rule_of = cache(rule_in_force)

    @cached_property
    def names(self) -> tuple[Member, ...]:
        return (self.member, *stood_in_for_by(self.member))

    def decides_as(
        self,
        power: str,
        *,
        amount: Decimal | None,
        currency: str = HOME_CURRENCY,
        sensitive: bool,
        not_for: Collection[int] = (),
    ) -> Member | None:
        """Who of the member and those they stand in for may decide this; None if nobody. Never in the place of the asker."""
        return next(
            (
                one
                for one in self.names
                if one.pk not in not_for
                and verdict_on(
                    one, power, amount=amount, currency=currency, sensitive=sensitive, rule_of=self._rule_of
                )
                == Verdict.YES
            ),
            None,
        )


def line_above(member: Member) -> list[Member]:
    """Whom to ask upwards, the nearest first: the line of managers, then leads up the departments, then managers."""
    found: dict[int, Member] = {}
    above = member.line_manager
    while above is not None and above.pk not in found and above.pk != member.pk:
        found[above.pk] = above
        above = above.line_manager
    places = (
        [member.department.path, *reversed(paths_above(member.department.path))] if member.department else []
    )
    leads = Member.objects.filter(role=Role.LEAD, department__path__in=places, is_active=True)
    nearest = sorted(
        leads, key=lambda one: (places.index(one.department.path if one.department else ""), one.pk)
    )
    managers = Member.objects.filter(role=Role.MANAGER, is_active=True).order_by("id")
    for one in (*nearest, *managers):
        found.setdefault(one.pk, one)
    found.pop(member.pk, None)
    return [one for one in found.values() if one.is_active]


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix: what holds now, what is confirmed for later, and what waits for its second person.

    `abroad` holds what is set for other currencies, by currency.
    """

    power: str
    role: str
    rule: Rule
    is_shipped: bool
    abroad: dict[str, Rule]
    later: list[AuthorityRule]
    waiting: list[AuthorityRule]


def matrix() -> list[tuple[Power, list[Cell]]]:
    """All of it, in one statement."""
    now = clock.now()
    rows = list(
        AuthorityRule.objects.exclude(state=RuleState.DECLINED)
        .select_related("entered_by", "decided_by")
        .order_by("valid_from", "id")
    )
    return [(power, [_cell(power, role, rows, now) for role in DECIDING]) for power in Power]


def _cell(power: Power, role: str, rows: list[AuthorityRule], now: datetime) -> Cell:
    mine = [row for row in rows if (row.power, row.role) == (power, role)]
    confirmed = [row for row in mine if row.state == RuleState.CONFIRMED]
    held = {
        row.currency: Rule(row.may, row.up_to, row.sensitive_too)
        for row in confirmed
        if row.valid_from <= now
    }
    home = held.pop(HOME_CURRENCY, None)
    return Cell(
        power=power,
        role=role,
        rule=home or shipped(power, role),
        is_shipped=home is None,
        abroad=dict(sorted(held.items())),
        later=[row for row in confirmed if row.valid_from > now],
        waiting=[row for row in mine if row.state == RuleState.WAITING],
    )


def absences_of(member: Member) -> list[Absence]:
    """What runs or is to come, the nearest first."""
    rows = Absence.objects.filter(member=member, ended_at=None, ends_at__gt=clock.now())
    return list(rows.select_related("deputy").order_by("starts_at"))


def absence_now(member: Member) -> Absence | None:
    return Absence.objects.at(clock.now()).filter(member=member).select_related("deputy").first()


def absent_now(members: Iterable[Member]) -> dict[int, Absence]:
    """Member → the absence they are in now, for many at once."""
    rows = Absence.objects.at(clock.now()).filter(member__in=[one.pk for one in members])
    return {row.member_id: row for row in rows.select_related("deputy").order_by("ends_at")}


def led_by(member: Member) -> QuerySet[Member]:
    """Those whom a lead or manager leads, without themselves: by department from above, or as their line manager."""
    everybody = people().filter(is_active=True).exclude(pk=member.pk)
    if member.role == Role.MANAGER:
        return everybody
    below = Q(line_manager=member)
    if member.role == Role.LEAD and member.department is not None:
        below |= Q(department__path__startswith=member.department.path)
    return everybody.filter(below)
