from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.cases.choices import Kept
from amends.casework.cases.models import KeepingTerm
from amends.casework.cases.permissions import ensure_may_read_terms
from amends.casework.cases.queries.keeping import house_rules, law_for, term_on
from amends.casework.cases.rules.keeping import THINGS, KeepRule, years_to_keep
from amends.casework.clocks.queries import house_profile
from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.schemas.keeping import KeepingList
from amends.foundation.kernel import clock

router = Router(tags=["keeping"])


@router.get(
    "",
    auth=Token(Scope.KEEPING_READ),
    response=KeepingList,
    openapi_extra=ERRORS,
    url_name="keeping-terms",
    summary="List how long things are kept, with every version",
)
def keeping_terms(request: HttpRequest) -> dict[str, Any]:
    """For tokens of legal and of managers."""
    ensure_may_read_terms(member_of(request))
    places = house_profile().jurisdictions
    rows = list(KeepingTerm.objects.select_related("entered_by", "decided_by").order_by("-number"))
    return {"items": [thing_out(kept, places, [row for row in rows if row.kept == kept]) for kept in Kept]}


def thing_out(kept: Kept, places: Collection[str], rows: list[KeepingTerm]) -> dict[str, Any]:
    thing, today = THINGS[kept], clock.today()
    term = term_on(kept, today)
    if thing.kind:
        length = years_to_keep(house_rules(places, today), thing.kinds)
    else:
        length = term.length if term else None
    return {
        "kept": kept.value,
        "unit": thing.unit.value,
        "length": length,
        "version": term.number if term else 0,
        "law": law_out(law_for(kept, places)),
        "versions": [version_out(row) for row in rows],
    }


def law_out(law: KeepRule | None) -> dict[str, Any] | None:
    if law is None:
        return None
    return {"code": law.code, "years": law.years, "source": law.source, "read_for_sure": law.is_on}


def version_out(row: KeepingTerm) -> dict[str, Any]:
    return {
        "version": row.number,
        "state": row.ending,
        "length": row.length,
        "begins_on": row.begins_on,
        "basis": row.basis,
        "reason": row.reason,
        "entered_by": row.entered_by.username,
        "entered_at": row.entered_at,
        "decided_by": row.decided_by.username if row.decided_by else None,
        "decided_at": row.decided_at,
    }
