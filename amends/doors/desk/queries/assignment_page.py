"""Pages for those who lead: what waits for somebody, how much lies on whom, and the rules of giving."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from amends.casework.cases.choices import Method
from amends.casework.cases.models import Case
from amends.casework.cases.models.assignment import SHIPPED_HOT, SHIPPED_RELIEF
from amends.casework.cases.permissions import may_set_assignment
from amends.casework.cases.queries import loads_of, need_of, visible_cases
from amends.casework.cases.queries.assignment import (
    LOOKED_BACK,
    desks_led_by,
    dry_run,
    open_reviews,
    rules_of_departments,
    waiting_cases,
)
from amends.doors.desk.queries.assignment_sheet import desks, own_words
from amends.doors.desk.reason_words import others_words
from amends.foundation.kernel import clock
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import absence_now, absent_now, people

AT_MOST = 100


def may_lead(member: Member) -> bool:
    return member.is_active and member.role in APPROVERS


def may_see_rules(member: Member) -> bool:
    return member.is_active and member.role in {Role.LEAD, Role.MANAGER, Role.QUALITY}


def waiting_page(member: Member, entered: QueryDict | None = None, wrong: str = "") -> dict[str, Any]:
    now = clock.now()
    cases = list(waiting_cases(member)[: AT_MOST + 1])
    return {
        "rows": [
            {
                "case": case,
                "why": own_words(case.assigned_reason),
                "others": others_words(case.assigned_reason),
                "read": case.reading_id is not None,
                "share": share_of(case, now),
                "effort": f"{need_of(case).effort:g}",
            }
            for case in cases[:AT_MOST]
        ],
        "more": len(cases) > AT_MOST,
        "reviews": [{"row": one, "why": own_words(one.reasons)} for one in open_reviews(member)],
        "desks": desks_led_by(member),
        "people": desks(member),
        "may_see_rules": may_see_rules(member),
        "entered": entered or QueryDict(),
        "wrong": wrong,
    }


def share_of(case: Case, now: Any) -> float | None:
    """How much of the time until it is due has passed."""
    if case.due_at is None or case.due_from is None or case.due_at <= case.due_from:
        return None
    return float((now - case.due_from) / (case.due_at - case.due_from))


def rules_page(member: Member, asked: QueryDict, entered: QueryDict | None = None) -> dict[str, Any]:
    """Each department with its rule, and, where it was asked for, how the last cases would have gone."""
    method, code = asked.get("method", ""), storable(asked.get("department", ""))
    department = Department.objects.filter(code=code).first()
    tried = dry_run(department, method, by=member) if department and method in Method.values else None
    return {
        "rows": [
            {
                "one": one,
                "depth": one.path.count("/") - 2,
                "rule": rule,
                "hot": rule.hot_per_shift if rule else SHIPPED_HOT,
                "relief": rule.relief_hours if rule else SHIPPED_RELIEF,
            }
            for one, rule in rules_of_departments()
        ],
        "methods": Method.choices,
        "shipped": {"method": Method.SCORED.label, "hot": SHIPPED_HOT, "relief": SHIPPED_RELIEF},
        "may_set": may_set_assignment(member),
        "tried": tried,
        "tried_department": department,
        "tried_method": Method(method).label if method in Method.values else "",
        "method": method,
        "department": code,
        "looked_back": LOOKED_BACK,
        "entered": entered or QueryDict(),
    }


def hand_on_page(of: Member, member: Member, entered: QueryDict | None = None) -> dict[str, Any]:
    """The open cases of somebody who is away or leaves, to be chosen from a list."""
    cases = list(
        visible_cases(member).open().owned_by(of).select_related("customer").order_by("due_at", "id")
    )
    chosen = set(entered.getlist("cases")) if entered is not None else None
    absence = absence_now(of)
    deputy = absence.deputy.username if absence and absence.deputy else ""
    others = [one for one in people() if one.is_active and one.role in CASEWORKERS and one.pk != of.pk]
    loads, absent = loads_of([one.pk for one in others]), absent_now(others)
    return {
        "of": of,
        "absence": absence,
        "rows": [
            {
                "case": one,
                "chosen": chosen is None or str(one.pk) in chosen,
                "effort": f"{need_of(one).effort:g}",
            }
            for one in cases
        ],
        "people": [
            {"one": one, "load": f"{loads.get(one.pk, 0):g}", "is_absent": one.pk in absent} for one in others
        ],
        "to": entered.get("to", "") if entered is not None else deputy,
        "entered": entered or QueryDict(),
    }
