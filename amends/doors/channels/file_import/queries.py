from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from amends.casework.cases.models import Case, Message
from amends.casework.cases.queries import Wanted, cases_matching
from amends.casework.cases.rules import case_number
from amends.foundation.organisation.models import Member

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Known:
    """A complaint that is in already: its number and the beginning of its words."""

    number: str
    summary: str


def known_keys(keys: Iterable[str]) -> dict[str, Known]:
    """Which of these keys are in already."""
    rows = Case.objects.filter(idempotency_key__in=list(keys))
    return {
        key or "": Known(case_number(pk, received_at, settings.TIME_ZONE), summary)
        for key, pk, received_at, summary in rows.values_list(
            "idempotency_key", "id", "received_at", "summary"
        )
    }


def exported_cases(wanted: Wanted, *, member: Member) -> QuerySet[Case]:
    """The cases that this member may see and that fit, each with the words it began with as `words`."""
    first = Message.objects.filter(case=OuterRef("pk")).order_by("id").values("body")[:1]
    cases = cases_matching(wanted, member=member).select_related("customer", "owner", "department")
    return cases.annotate(words=Subquery(first)).order_by("id")


def one_by_one(cases: QuerySet[Case]) -> Generator[Case, None, None]:
    """Every case in constant memory; to be closed by whoever may stop before the end."""
    yield from cases.iterator(chunk_size=ROWS_AT_ONCE)
