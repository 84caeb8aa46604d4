"""What is fair in a case: the same advice that the desk shows, in codes and figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.schemas.fairness import FairnessOut
from amends.practice.remedies.queries import Advice, Precedents, advice
from amends.practice.remedies.rules import Range
from amends.practice.remedies.rules.entitlements import Due

router = Router(tags=["cases"])


@router.get(
    "/{number}/fair-range",
    auth=Token(Scope.CASES_READ),
    response=FairnessOut,
    openapi_extra=ERRORS,
    url_name="case-fair-range",
    summary="Get what is fair in a case: range, like cases, what laws may give",
)
def fair_range(request: HttpRequest, number: str) -> dict[str, Any]:
    """For a person to decide by. Like cases are those that the token's member may see."""
    member = member_of(request)
    case = the_case(number, member)
    found = advice(case, member=member)
    return {
        "case": case.number,
        "edition": found.edition,
        "facts": facts_out(found),
        "range": range_out(found.fair) if found.fair else None,
        "precedents": precedents_out(found.precedents),
        "entitlements": [entitlement_out(one) for one in found.entitlements],
        "remarks": [reason_out(one.code, one.values) for one in found.warnings],
    }


def facts_out(found: Advice) -> dict[str, Any]:
    return {
        "severity": found.severity,
        "fault": found.fault.value,
        "spent": found.spent.amount if found.spent else None,
        "currency": found.currency,
        "tier": found.tier,
        "late_hours": found.late_hours,
    }


def range_out(fair: Range) -> dict[str, Any]:
    return {
        "lowest": fair.lowest,
        "highest": fair.highest,
        "currency": fair.currency,
        "reasons": [reason_out(code, values) for code, values in fair.reasons],
    }


def reason_out(code: str, values: Mapping[str, str]) -> dict[str, Any]:
    return {"code": code, "values": dict(values)}


def precedents_out(found: Precedents) -> dict[str, Any]:
    figures = found.figures
    return {
        "count": found.count,
        "lowest": figures.lowest if figures else None,
        "highest": figures.highest if figures else None,
        "median": figures.median if figures else None,
        "by": figures.by.value if figures else None,
        "is_small": found.is_small,
        "cases": [one.case.number for one in found.cases],
    }


def entitlement_out(due: Due) -> dict[str, Any]:
    return {
        "code": due.entitlement.code,
        "jurisdiction": due.entitlement.jurisdiction,
        "state": due.state.value,
        "gives": due.entitlement.gives,
        "to_ask": list(due.to_ask),
        "amount": due.amount.amount if due.amount else None,
        "currency": due.amount.currency if due.amount else None,
        "last_day": due.last_day,
        "source": due.entitlement.source,
        "confidence": due.entitlement.confidence,
    }
