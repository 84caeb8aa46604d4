"""Who has to do with a case besides its customer."""

from __future__ import annotations

from amends.casework.cases.models import Case, Party


def parties_of(case: Case) -> list[Party]:
    """Those who are involved now, in the order in which they came."""
    rows = Party.objects.filter(case=case, ended_at=None)
    return list(rows.select_related("document", "added_by").order_by("pk"))


def addressee_of(case: Case) -> str:
    """Whom letters speak to: whoever represents the customer, or the customer."""
    name = (
        Party.objects.filter(case=case, addressed=True, ended_at=None).values_list("name", flat=True).first()
    )
    return name or case.customer.name
