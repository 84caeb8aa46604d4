"""People and background jobs, for managers and administrators."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.casework.cases.models import Workload
from amends.casework.cases.queries import loads_of
from amends.casework.readings.choices import Category
from amends.foundation.calendars.models import Calendar
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.queries import dead_jobs, failing_jobs, workers_alive
from amends.foundation.organisation.choices import Function, Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import people

SHOWN_JOBS = 100
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
SURE = 2
LEVELS = (
    (1, gettext_lazy("still learning")),
    (SURE, gettext_lazy("sure")),
    (3, gettext_lazy("especially good")),
)


def members_page(*, may_change: bool) -> dict[str, Any]:
    counts = dict(Workload.objects.values_list("member", "open_cases"))
    loads = loads_of(counts)
    rows = [
        {
            "member": member,
            "skills": [Category(skill).label for skill in member.skills if skill in Category.values],
            "open_cases": counts.get(member.pk, 0),
            "load": f"{loads.get(member.pk, 0):g}",
            "share": min(1.0, loads.get(member.pk, 0) / member.capacity) if member.capacity else 0,
        }
        for member in people()
    ]
    return {"rows": rows, "may_change": may_change}


def person_page(member: Member, entered: QueryDict) -> dict[str, Any]:
    """A person's form; what was entered and refused stands in it again."""
    skills = entered.getlist("skills") if entered else member.skills
    languages = entered.getlist("languages") if entered else member.languages
    fields = ("username", "display_name", "role", "capacity", "approval_limit")
    return {
        "person": member,
        "entered": {name: entered.get(name) or getattr(member, name) for name in fields},
        "department": entered.get("department") or str(member.department_id or ""),
        "line_manager": entered.get("line_manager") or str(member.line_manager_id or ""),
        "line_managers": [(str(one.pk), one) for one in people() if one.pk != member.pk],
        "active": member.is_active,
        "roles": [(value, label) for value, label in Role.choices if value != Role.SYSTEM],
        "departments": [(str(one.pk), one) for one in Department.objects.order_by("path")],
        "categories": [(value, label, value in skills) for value, label in Category.choices],
        "languages": [(code, code in languages) for code in LANGUAGES],
        "levels": [
            (value, label, levels_in(entered).get(value) if entered else member.skill_levels.get(value))
            for value, label in Category.choices
        ],
        "level_names": LEVELS,
        "calendars": list(Calendar.objects.order_by("code")),
        "calendar": entered.get("calendar", "") if entered else member.calendar,
    }


def levels_in(data: QueryDict) -> dict[str, int]:
    """Skill → level, of those that are not simply sure."""
    known = {str(level): level for level, _name in LEVELS if level != SURE}
    found = {skill: known.get(data.get(f"level-{skill}", "")) for skill in Category.values}
    return {skill: level for skill, level in found.items() if level is not None}


def departments_page() -> dict[str, Any]:
    """All departments as a tree, each with how many people it has."""
    rows = Department.objects.annotate(people=Count("members", filter=Q(members__is_active=True))).order_by(
        "path"
    )
    return {
        "rows": [{"one": row, "depth": row.path.count("/") - 2, "people": row.people} for row in rows],
        "functions": Function.choices,
    }


def person_changes(data: QueryDict) -> dict[str, Any]:
    """The changes a person form asks for; raises Invalid where a value cannot be used."""
    capacity, limit = data.get("capacity", ""), data.get("approval_limit", "0")
    if not capacity.isdigit() or int(capacity) > 500:
        raise Invalid(_("Open cases at most: a whole number up to 500."), field="capacity")
    if data.get("role") not in Role.values or data.get("role") == Role.SYSTEM:
        raise Invalid(_("Choose one of the roles offered."), field="role")
    if not limit.replace(".", "", 1).isdigit():
        raise Invalid(
            _("“%(text)s” is not an amount. Write it like 120.50.") % {"text": limit[:20]},
            field="approval_limit",
        )
    return {
        "display_name": data.get("display_name", "").strip()[:80],
        "role": data["role"],
        "department": Department.objects.filter(pk=data.get("department") or 0).first(),
        "line_manager": people().filter(pk=whole(data.get("line_manager", ""))).first(),
        "skills": [skill for skill in data.getlist("skills") if skill in Category.values],
        "skill_levels": levels_in(data),
        "languages": [code for code in data.getlist("languages") if code in LANGUAGES],
        "calendar": Calendar.objects.filter(code=data.get("calendar", ""))
        .values_list("code", flat=True)
        .first()
        or "",
        "capacity": int(capacity),
        "approval_limit": Decimal(limit),
        "is_active": data.get("is_active") == "on",
    }


def whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def jobs_page() -> dict[str, Any]:
    return {
        "dead": list(dead_jobs()[:SHOWN_JOBS]),
        "failing": list(failing_jobs()[:SHOWN_JOBS]),
        "workers": list(workers_alive()),
    }
