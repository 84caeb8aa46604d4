"""Every change to the organisation."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import Invalid, NotPermitted
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Function, Presence, Role, Strength
from amends.foundation.organisation.events import MemberAvailable
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.permissions import ensure_may_administer

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
USERNAME = re.compile(r"[\w.-]{2,60}")
CHANGEABLE = (
    "display_name",
    "email",
    "role",
    "skills",
    "skill_levels",
    "languages",
    "strengths",
    "hot_cap",
    "calendar",
    "capacity",
    "approval_limit",
    "limits_abroad",
    "is_active",
    "line_manager",
)


@transaction.atomic
def add_department(
    *,
    code: str,
    name: str,
    parent: Department | None = None,
    name_hant: str = "",
    name_en: str = "",
    by: Member,
) -> Department:
    ensure_may_administer(by)
    ensure_usable(code, name)
    department = Department(code=code, name=name, name_hant=name_hant, name_en=name_en, parent=parent)
    department.save()
    record(chain="house", action="department.added", by=by, data={"code": code, "name": name})
    return department


def ensure_usable(code: str, name: str) -> None:
    if not CODE.fullmatch(code):
        raise Invalid(_("A code has letters, digits and hyphens, at most 40."), field="code")
    if not name.strip():
        raise Invalid(_("Give the department a name."), field="name")
    if Department.objects.filter(code__iexact=code).exists():
        raise Invalid(_("There is a department with this code already."), field="code")


@transaction.atomic
def take_in_here(*, department: Department, by: Member) -> Department:
    """From now on new complaints stand with this department until they are routed."""
    ensure_may_administer(by)
    Department.objects.exclude(pk=department.pk).filter(takes_in=True).update(takes_in=False)
    department.takes_in = True
    department.save(update_fields=["takes_in"])
    record(chain="house", action="department.takes_in", by=by, data={"code": department.code})
    return department


@transaction.atomic
def set_function(*, department: Department, function: str, by: Member) -> Department:
    """What a department does in the handling of complaints; none means that it is asked for nothing."""
    ensure_may_administer(by)
    if function and function not in Function.values:
        raise Invalid(_("Choose one of the functions offered."), field="function")
    before, department.function = department.function, function
    department.save(update_fields=["function"])
    record(
        chain="house",
        action="department.function",
        by=by,
        data={"code": department.code, "before": before, "after": function},
    )
    return department


@transaction.atomic
def set_department_hours(*, department: Department, calendar: str, by: Member) -> Department:
    """By which calendar a department works; none means that of the one above it, or the house's own.

    Whether the calendar exists is looked at by whoever offers the choice: calendars stand above the organisation.
    """
    ensure_may_administer(by)
    before, department.calendar = department.calendar, calendar
    department.save(update_fields=["calendar"])
    data = {"code": department.code, "before": before, "after": calendar}
    record(chain="house", action="department.hours", by=by, data=data)
    return department


@transaction.atomic
def add_member(
    *,
    username: str,
    password: str,
    display_name: str,
    role: str,
    department: Department | None,
    by: Member,
    **fields: Any,
) -> Member:
    ensure_may_administer(by)
    if role not in Role.values or role == Role.SYSTEM:
        raise Invalid(_("Choose one of the roles offered."), field="role")
    if not USERNAME.fullmatch(username):
        raise Invalid(
            _("A sign-in name has 2 to 60 letters, digits, dots, hyphens or underscores."), field="username"
        )
    if not display_name.strip():
        raise Invalid(_("Enter the person's name."), field="display_name")
    if Member.objects.filter(username__iexact=username).exists():
        raise Invalid(_("This username is taken. Choose another."), field="username")
    member = Member(username=username, display_name=display_name, role=role, department=department, **fields)
    check_password_strength(password, member)
    member.set_password(password)
    member.save()
    record(chain="house", action="member.added", by=by, data={"username": username, "role": role})
    return member


@transaction.atomic
def change_member(*, member: Member, changes: dict[str, Any], by: Member) -> Member:
    ensure_may_administer(by)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    ensure_makes_sense(member, changes, by)
    wanted = {name: changes[name] for name in (*CHANGEABLE, "department") if name in changes}
    before = {name: plain(getattr(member, name)) for name in wanted}
    for name, value in wanted.items():
        setattr(member, name, value)
    member.save()
    after = {name: plain(value) for name, value in wanted.items()}
    if member.is_active and before != after:
        publish(MemberAvailable(member_id=member.pk))
    record(
        chain="house",
        action="member.changed",
        by=by,
        data={"username": member.username, "before": before, "after": after},
    )
    return member


def ensure_makes_sense(member: Member, changes: dict[str, Any], by: Member) -> None:
    """The house's own members stay as they are, roles are those of people, and nobody takes their own rights away."""
    role = changes.get("role", member.role)
    ensure_leads_upward(member, changes.get("line_manager"))
    if member.role == Role.SYSTEM:
        raise NotPermitted(_("This is not a person but a part of Amends; it stays as it is."))
    if role not in Role.values or role == Role.SYSTEM:
        raise Invalid(_("Choose one of the roles offered."), field="role")
    if member.pk != by.pk:
        return
    if changes.get("is_active") is False:
        raise Invalid(_("You cannot lock yourself out. Ask another administrator."), field="is_active")
    if role != member.role:
        raise Invalid(_("You cannot change your own role. Ask another administrator."), field="role")


def ensure_leads_upward(member: Member, above: Member | None) -> None:
    """Nobody leads themselves, neither directly nor around a ring."""
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if above.pk == member.pk:
            raise Invalid(
                _("Nobody can be their own line manager, not even through others."), field="line_manager"
            )
        seen.add(above.pk)
        above = above.line_manager


@transaction.atomic
def set_password(*, member: Member, password: str, by: Member) -> Member:
    """An administrator gives somebody a new password; whoever is signed in under the old one is signed out."""
    ensure_may_administer(by)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.role == Role.SYSTEM:
        raise NotPermitted(_("This is not a person but a part of Amends; it stays as it is."))
    check_password_strength(password, member)
    member.set_password(password)
    member.save(update_fields=["password"])
    record(chain="house", action="member.password_set", by=by, data={"username": member.username})
    return member


@transaction.atomic
def set_presence(*, presence: str, by: Member) -> Member:
    if presence not in Presence.values:
        raise Invalid(_("Choose one of the states offered."), field="presence")
    Member.objects.filter(pk=by.pk).update(presence=presence)
    by.presence = presence
    record(chain="house", action="member.presence", by=by, data={"presence": presence})
    if presence == Presence.PRESENT:
        publish(MemberAvailable(member_id=by.pk))
    return by


@transaction.atomic
def describe_oneself(*, strengths: list[str], hot_cap: int | None, by: Member) -> Member:
    """What somebody says they are good at with people, and how many heated cases a shift they can take at most."""
    if not by.is_active or by.role == Role.SYSTEM:
        raise NotPermitted(_("Only people describe themselves."))
    if not set(strengths) <= set(Strength.values):
        raise Invalid(_("Choose from the strengths offered."), field="strengths")
    if hot_cap is not None and not 0 <= hot_cap <= 50:
        raise Invalid(_("Heated cases a shift: a whole number up to 50, or empty."), field="hot_cap")
    before = {"strengths": by.strengths, "hot_cap": by.hot_cap}
    by.strengths, by.hot_cap = sorted(set(strengths)), hot_cap
    by.save(update_fields=["strengths", "hot_cap"])
    after = {"strengths": by.strengths, "hot_cap": by.hot_cap}
    data = {"username": by.username, "before": before, "after": after}
    record(chain="house", action="member.described", by=by, data=data)
    return by


def check_password_strength(password: str, member: Member) -> None:
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error


def plain(value: object) -> object:
    if isinstance(value, Department):
        return value.code
    if isinstance(value, Member):
        return value.username
    return str(value) if isinstance(value, Decimal) else value
