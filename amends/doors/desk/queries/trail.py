"""The audit trail, as people read it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.doors.desk.trail_words import sentence
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import history, verify
from amends.foundation.kernel.paging import Page, keyset_page

SIZE = 50


def case_trail(case: Case, *, after: str | None) -> dict[str, Any]:
    page = history(case.chain, after=after, size=SIZE)
    checked = verify(case.chain)
    return {
        "case": case,
        "number": case.number,
        "title": _("Trail of %(number)s") % {"number": case.number},
        "entries": [shown(entry) for entry in page.items],
        "unbroken": checked.broken is None,
        "links": checked.entries,
        **around(page),
    }


def house_trail(*, after: str | None) -> dict[str, Any]:
    page = keyset_page(AuditEntry.objects.all(), order=("-id",), after=after, size=SIZE)
    return {"title": _("Audit trail"), "entries": [shown(entry) for entry in page.items], **around(page)}


def around(page: Page[AuditEntry]) -> dict[str, str]:
    return {
        "next_url": f"?after={page.next}" if page.next else "",
        "previous_url": f"?after={page.previous}" if page.previous else "",
    }


def shown(entry: AuditEntry) -> dict[str, Any]:
    data = json.loads(entry.body)
    return {
        "n": entry.n,
        "at": entry.at,
        "actor": entry.actor_name,
        "action": entry.action,
        "sentence": sentence(entry.action),
        "data": [
            (key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            for key, value in data.items()
        ],
        "reason": entry.reason,
        "chain": entry.chain,
        "hash": entry.hash,
    }
