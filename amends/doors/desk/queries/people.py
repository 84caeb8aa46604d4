"""People and background jobs, for managers and administrators."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from amends.casework.cases.models import Workload
from amends.casework.cases.queries import loads_of
from amends.casework.cases.rules.routing import CANTONESE
from amends.casework.readings.choices import Category
from amends.doors.desk.words import money_text
from amends.foundation.calendars.models import Calendar
from amends.foundation.kernel.money import SIGNS
from amends.foundation.kernel.queries import dead_jobs, failing_jobs, workers_alive
from amends.foundation.organisation.choices import HOME_CURRENCY, Function, Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import department_hours, hours_of, people
from amends.foundation.organisation.rules import hours_for

SHOWN_JOBS = 100
LANGUAGES = ("zh-Hans", "zh-Hant", "en", CANTONESE)
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
            "limits": limits_of(member),
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
        "limits_abroad": limits_shown(member, entered),
        "currencies": [code for code in SIGNS if code != HOME_CURRENCY],
        "home": HOME_CURRENCY,
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
        "without_calendar": _hours_of_the_place(member),
    }


def _hours_of_the_place(member: Member) -> str:
    """The name of the calendar that holds for a person without one of their own; empty where the department has none."""
    code = hours_of(None, member.department)
    return str(Calendar.objects.get(code=code)) if code else ""


def limits_of(member: Member) -> list[str]:
    """Every limit of a person with its currency, the home one first."""
    codes = [HOME_CURRENCY, *sorted(member.limits_abroad)]
    return [money_text(member.limit_in(code), code) for code in codes]


def limits_shown(member: Member, entered: QueryDict) -> list[dict[str, str]]:
    """A row for each currency with a limit, and one to fill in."""
    if entered:
        rows = zip(entered.getlist("limit_currency"), entered.getlist("limit_sum"), strict=False)
    else:
        rows = zip(member.limits_abroad, member.limits_abroad.values(), strict=True)
    filled = [{"currency": code, "sum": sum_} for code, sum_ in rows if code.strip() or sum_.strip()]
    return [*filled, {"currency": "", "sum": ""}]


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
    calendars, known = list(Calendar.objects.order_by("code")), department_hours()
    names = {one.code: str(one) for one in calendars}
    return {
        "rows": [
            {
                "one": row,
                "depth": row.path.count("/") - 2,
                "people": row.people,
                "without": names.get(hours_for("", row.parent.path if row.parent else "", known), ""),
            }
            for row in rows.select_related("parent")
        ],
        "calendars": calendars,
        "functions": Function.choices,
    }


def jobs_page() -> dict[str, Any]:
    return {
        "dead": list(dead_jobs()[:SHOWN_JOBS]),
        "failing": list(failing_jobs()[:SHOWN_JOBS]),
        "workers": list(workers_alive()),
    }
