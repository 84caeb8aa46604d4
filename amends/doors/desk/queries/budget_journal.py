"""The lines of a budget's journal as they are read: what happened, and for what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from amends.casework.cases.queries import visible_cases
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.models import Entry
from amends.practice.remedies.choices import GrantKind
from amends.practice.remedies.models import Grant


def journal_rows(entries: Sequence[Entry], member: Member) -> list[dict[str, Any]]:
    """Two questions for all lines: the grants they name, and which of their cases this member may see."""
    grants = dict(filter(None, (grant_in(one.reference) for one in entries)))
    found = {
        pk: (kind, case_id)
        for pk, kind, case_id in Grant.objects.filter(pk__in=set(grants.values())).values_list(
            "pk", "kind", "case_id"
        )
    }
    cases = visible_cases(member).filter(pk__in={case_id for _kind, case_id in found.values()})
    numbers = {one.pk: one.number for one in cases.order_by().only("received_at")}
    return [{**entry_row(one), **purpose(one, grants, found, numbers)} for one in entries]


def grant_in(reference: str) -> tuple[str, int] | None:
    """The grant that is named by "grant:123" or, at a further try, by "grant:123:2"."""
    kind, _colon, rest = reference.partition(":")
    number = rest.partition(":")[0]
    return (reference, int(number)) if kind == "grant" and number.isascii() and number.isdigit() else None


def purpose(
    entry: Entry,
    grants: dict[str, int],
    found: dict[int, tuple[str, int]],
    numbers: dict[int, str],
) -> dict[str, str]:
    """What it is for in words, and where to read on; a reference of another kind as it was written."""
    pk = grants.get(entry.reference, 0)
    if pk not in found:
        return {"purpose": entry.reference, "case": "", "url": ""}
    kind, case_id = found[pk]
    number = numbers.get(case_id, "")
    page = f"{reverse('desk:case_giving', args=[number])}#grant-{pk}" if number else ""
    return {"purpose": str(GrantKind(kind).label), "case": number, "url": page}


def entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry,
        "what": entry.get_kind_display(),
        "by_law": entry.hold is not None and entry.hold.by_law,
        "amount": entry.budget.money(entry.amount),
        "other": str(entry.other.department) if entry.other else "",
    }
