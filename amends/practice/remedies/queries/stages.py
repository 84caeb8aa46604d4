"""What is given in stages: the part after a grant, and the case in which it is given."""

from __future__ import annotations

from amends.casework.cases.models import Case
from amends.practice.remedies.models import Grant


def part_after(grant: Grant) -> Grant | None:
    """The part that follows this one, unless it was cancelled or came back."""
    return Grant.objects.that_count().filter(follows=grant.pk).order_by("-id").first()


def case_of_next(grant: Grant) -> Case:
    """Where the next part is given: after a merge, the case that stayed."""
    case: Case = grant.case
    while case.merged_into is not None:
        case = case.merged_into
    return case
