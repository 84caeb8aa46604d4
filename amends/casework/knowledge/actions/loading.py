"""Loading clauses that ship, all at once; what a house has already stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from amends.casework.knowledge.choices import SURE, ClauseKind
from amends.casework.knowledge.models import Clause, ClauseVersion
from amends.casework.knowledge.permissions import ensure_may_keep_clauses
from amends.content.clauses import shipped
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member


@transaction.atomic
def set_up_clauses(*, by: Member) -> int:
    """Lays the shipped clauses that are not there yet beside those of the house; how many there were."""
    rows = ({**row, "kind": ClauseKind.LAW, "sureness": row["confidence"]} for row in shipped())
    return lay_in(rows, by=by)


def lay_in(rows: Iterable[Mapping[str, Any]], *, by: Member) -> int:
    """Clauses as rows of plain values; one whose code is there already is left alone."""
    ensure_may_keep_clauses(by)
    now = clock.now()
    known = set(Clause.objects.values_list("code", flat=True))
    wanted = {row["code"]: row for row in rows if row["code"] not in known}
    Clause.objects.bulk_create(
        Clause(
            code=code,
            kind=row["kind"],
            jurisdiction=row.get("jurisdiction", ""),
            is_on=row["sureness"] in SURE,
            changed_at=now,
            told_on=clock.today(),
        )
        for code, row in wanted.items()
    )
    made = Clause.objects.filter(code__in=wanted)
    ClauseVersion.objects.bulk_create(
        ClauseVersion(
            clause=clause,
            number=1,
            names=wanted[clause.code]["names"],
            words=wanted[clause.code]["words"],
            source=wanted[clause.code]["source"],
            sources=wanted[clause.code].get("sources", {}),
            sureness=wanted[clause.code]["sureness"],
            effective_from=wanted[clause.code].get("effective_from"),
            effective_until=wanted[clause.code].get("effective_until"),
            changed_by=by,
            changed_at=now,
        )
        for clause in made
    )
    if wanted:
        record(chain="house", action="clauses.laid_in", by=by, data={"clauses": len(wanted)})
    return len(wanted)
