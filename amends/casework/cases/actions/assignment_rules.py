"""A department's rule for giving cases, set by a manager."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Method
from amends.casework.cases.models import AssignmentPolicy
from amends.casework.cases.permissions import ensure_may_set_assignment
from amends.casework.cases.text import required
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Department, Member


@transaction.atomic
def set_assignment_rule(
    *, department: Department, method: str, hot_per_shift: int, relief_hours: int, reason: str, by: Member
) -> AssignmentPolicy:
    """From now on the cases of the department, and of those below without a rule of their own, are given this way."""
    ensure_may_set_assignment(by)
    words = required(reason, limit=400, field="reason")
    if method not in Method.values:
        raise Invalid(_("Choose one of the ways offered."), field="method")
    if not 0 <= hot_per_shift <= 50:
        raise Invalid(_("Heated cases a shift: a whole number up to 50."), field="hot_per_shift")
    if not 0 <= relief_hours <= 72:
        raise Invalid(_("Hours of rest: a whole number up to 72; 0 means no rest."), field="relief_hours")
    old = AssignmentPolicy.objects.select_for_update(of=("self",)).filter(department=department).first()
    policy = old or AssignmentPolicy(department=department)
    before = values_of(policy) if old else None
    policy.method, policy.hot_per_shift, policy.relief_hours = method, hot_per_shift, relief_hours
    policy.changed_by, policy.changed_at = by, clock.now()
    policy.save()
    data = {"code": department.code, "before": before, "after": values_of(policy)}
    record(chain="house", action="assignment.rule_set", by=by, data=data, reason=words)
    return policy


def values_of(policy: AssignmentPolicy) -> dict[str, object]:
    return {
        "method": policy.method,
        "hot_per_shift": policy.hot_per_shift,
        "relief_hours": policy.relief_hours,
    }
