"""A member's own page: absences, strengths, the limit of heated cases, a rest; and the same of somebody one leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import QueryDict

from amends.casework.cases.queries import loads_of, policy_for
from amends.casework.cases.queries.assignment import relief_now
from amends.casework.cases.queries.candidates import SHIFT, hot_since
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, Strength
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import leads
from amends.foundation.organisation.queries import absences_of, people

LENGTHEN = (2, 4, 8, 24)


def own_page(of: Member, member: Member, entered: QueryDict | None = None) -> dict[str, Any]:
    """`of` is whose page it is; somebody else's page shows absences only, and a rest never."""
    mine, data = of.pk == member.pk, entered or QueryDict()
    now, works = clock.now(), of.role in CASEWORKERS
    strengths = data.getlist("strengths") if data.get("form") == "strengths" else of.strengths
    policy = policy_for(of.department) if of.department else None
    return {
        "of": of,
        "mine": mine,
        "works": works,
        "decides": mine and of.role in APPROVERS,
        "leads": leads(member, of),
        "absences": absences_of(of),
        "deputies": [
            one for one in people() if one.is_active and one.role in CASEWORKERS and one.pk != of.pk
        ],
        "strengths": [(code, label, code in strengths) for code, label in Strength.choices],
        "hot_cap": data.get("hot_cap", "") if data.get("form") == "strengths" else of.hot_cap,
        "house_cap": policy.hot_per_shift if policy else None,
        "relief": relief_now(of) if mine else None,
        "lengthen": LENGTHEN,
        "load": f"{loads_of([of.pk]).get(of.pk, 0):g}" if mine and works else "",
        "hot": hot_since(now - SHIFT, [of.pk]).get(of.pk, 0) if mine and works else 0,
        "entered": data,
        "tomorrow": clock.today() + timedelta(days=1),
    }
