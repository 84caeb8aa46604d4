"""Taking words out of the record, where the law asks for it; that they were there stays."""

from __future__ import annotations

from collections.abc import Sequence

from amends.foundation.audit.actions.recording import Actor, record
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.rules import REDACTING


def redact(*, chain: str, entries: Sequence[int], by: Actor, reason: str) -> AuditEntry | None:
    """Takes what people wrote out of some entries of a chain for good; a new entry of the chain says which and why.

    Who did what and when stays, and the chain still holds. Entries that say what was taken out keep their words.
    """
    rows = (
        AuditEntry.objects.filter(chain=chain, n__in=list(entries)).exclude(action=REDACTING).exclude(salt="")
    )
    numbers = sorted(rows.values_list("n", flat=True))
    if not numbers:
        return None
    entry = record(chain=chain, action=REDACTING, by=by, data={"entries": numbers}, reason=reason)
    rows.filter(n__in=numbers).take_words_out()
    return entry
