"""Makes every case findable anew from what is in the case file."""

from __future__ import annotations

from collections.abc import Callable

from amends.casework.cases.actions.registering import search_text
from amends.casework.cases.models import Case
from amends.casework.cases.queries import SEARCH_KIND
from amends.foundation.kernel import search

BATCH = 500
# As many of a case's messages are found as when the last of them was written.
MESSAGES = 200


def rebuild(step: Callable[[int], None] = lambda _cases: None) -> int:
    """How many cases can be found now."""
    search.remove_kind(SEARCH_KIND)
    last = done = 0
    while True:
        cases = list(
            Case.objects.filter(pk__gt=last)
            .select_related("customer")
            .prefetch_related("messages")
            .order_by("pk")[:BATCH]
        )
        if not cases:
            return done
        search.put_many(SEARCH_KIND, ((case.pk, words_of(case)) for case in cases))
        last = cases[-1].pk
        done += len(cases)
        step(len(cases))


def words_of(case: Case) -> str:
    messages = sorted(case.messages.all(), key=lambda message: message.pk)
    return search_text(case, [message.body for message in messages[:MESSAGES]])
