"""What somebody did to many cases at once, and how each of them went."""

from __future__ import annotations

from amends.casework.cases.models import BulkItem, BulkRun, Case
from amends.casework.cases.permissions import visible_to
from amends.foundation.organisation.models import Member


def run_of(run_id: int, member: Member) -> BulkRun | None:
    """Only one's own."""
    return BulkRun.objects.filter(pk=run_id, member=member).first()


def items_of(run: BulkRun, member: Member) -> list[BulkItem]:
    """Its cases, as far as they may be seen now."""
    seen = Case.objects.order_by().filter(visible_to(member)).values("pk")
    return list(run.items.filter(case__in=seen).select_related("case").order_by("done", "pk"))


def runs_of(member: Member, limit: int = 10) -> list[BulkRun]:
    return list(BulkRun.objects.filter(member=member).order_by("-pk")[:limit])
