"""The words of cases as they are searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from amends.casework.cases.models import Message

# As many of a case's messages are found as when the last of them was written.
MESSAGES = 200


def earliest_bodies(case_ids: Sequence[int]) -> defaultdict[int, list[str]]:
    """The messages of some cases, read one by one, because a single case may have very many."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Message.objects.filter(case_id__in=case_ids).order_by("case_id", "pk")
    for case_id, body in rows.values_list("case_id", "body").iterator():
        if len(found[case_id]) < MESSAGES:
            found[case_id].append(body)
    return found
