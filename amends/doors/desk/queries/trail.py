"""The audit trail, as people read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.queries import visible_cases
from amends.casework.cases.rules import id_in_number
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.queries.trail_filter import Looked, entries_wanted, filter_fields
from amends.doors.desk.trail_details import details
from amends.doors.desk.trail_words import sentence
from amends.foundation.audit.choices import HOUSE
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import check_is_waiting, history, latest_anchors, latest_check, verify
from amends.foundation.audit.text import DAMAGES, LOOSE
from amends.foundation.kernel.paging import Page, keyset_page
from amends.foundation.organisation.choices import PORTAL, PORTAL_NAME
from amends.foundation.organisation.models import Member

SIZE, ANCHORS = 50, 7


def case_trail(case: Case, member: Member, *, after: str | None) -> dict[str, Any]:
    page = history(case.chain, after=after, size=SIZE)
    checked = verify(case.chain)
    return {
        **sheet(case, "case_audit"),
        "title": _("Trail of %(number)s") % {"number": case.number},
        "entries": entries(page, member),
        "unbroken": checked.broken is None,
        "links": checked.entries,
        **around(page),
    }


def house_trail(member: Member, looked: Looked, *, after: str | None) -> dict[str, Any]:
    """All that happened to the house, and what happened to the cases that this member may know of."""
    known = Exists(visible_cases(member).filter(pk=OuterRef("object_id")))
    # What is a person's own, such as a rest from heated cases, is on nobody's list.
    entries_shown = AuditEntry.objects.exclude(object_kind="member").filter(~Q(object_kind="case") | known)
    page = keyset_page(
        entries_shown.filter(entries_wanted(looked, member)), order=("-id",), after=after, size=SIZE
    )
    return {
        "title": _("Audit trail"),
        "entries": entries(page, member),
        **filter_fields(looked),
        **held_fast(member),
        **around(page, looked.address()),
    }


def held_fast(member: Member) -> dict[str, Any]:
    """The signed anchors, and what was found when the trail was last walked."""
    return {
        "anchors": latest_anchors(ANCHORS),
        "checking": check_is_waiting(),
        "verdict": verdict(found, member) if (found := latest_check()) else None,
    }


def verdict(entry: AuditEntry, member: Member) -> dict[str, Any]:
    data = entry.data
    return {
        "at": entry.at,
        "by": entry.actor_name,
        **{name: data.get(name) for name in ("whole", "entries", "chains", "anchors", "entry", "anchor")},
        "where": _chain_named(data.get("chain", ""), member),
        "damage": DAMAGES.get(data.get("damage", ""), ""),
        "loose": str(LOOSE.get(data.get("why", ""), ""))
        % {"chain": _chain_named(data.get("against", ""), member)},
    }


def _chain_named(chain: str, member: Member) -> str:
    kind, _colon, pk = chain.partition(":")
    if kind != "case":
        return _("the house") if kind == HOUSE else chain
    case = visible_cases(member).filter(pk=pk).first()
    return case.number if case else _("a case out of your sight")


def around(page: Page[AuditEntry], looked: str = "") -> dict[str, str]:
    """The addresses of the pages beside this one, of what is looked for."""
    said = f"{looked}&" if looked else ""
    return {
        "next_url": f"?{said}after={page.next}" if page.next else "",
        "previous_url": f"?{said}after={page.previous}" if page.previous else "",
    }


def entries(page: Page[AuditEntry], member: Member) -> list[dict[str, Any]]:
    """The entries of a page, with people and cases by the names they are known by, and no case that is out of sight."""
    rows = list(page.items)
    bodies = without_hidden([json.loads(row.body) for row in rows], member)
    owners = {
        body.get(side)
        for row, body in zip(rows, bodies, strict=True)
        if row.action == "case.assigned"
        for side in ("before", "after")
    }
    named = [one for one in owners if one is not None]
    people = {one.pk: str(one) for one in Member.objects.filter(Q(pk__in=named) | Q(username=PORTAL))}
    ids = {row.chain.partition(":")[2] for row in rows if row.chain.startswith("case:")}
    numbers = {case.chain: case.number for case in Case.objects.filter(pk__in=ids)}
    return [shown(row, body, people, numbers) for row, body in zip(rows, bodies, strict=True)]


def without_hidden(bodies: list[dict[str, Any]], member: Member) -> list[dict[str, Any]]:
    """What was recorded, where a linked or merged case that this member may not know of is not named."""
    ids = {found for found in map(id_in_number, texts_in(bodies)) if found is not None}
    if not ids:
        return bodies
    known = set(visible_cases(member).filter(pk__in=ids).values_list("pk", flat=True))

    def said(value: Any) -> Any:
        if isinstance(value, str):
            hidden = (found := id_in_number(value)) is not None and found not in known
            return _("a case out of your sight") if hidden else value
        if isinstance(value, list):
            return [said(one) for one in value]
        return {name: said(one) for name, one in value.items()} if isinstance(value, dict) else value

    return [said(body) for body in bodies]


def reasons_told(case: Case, member: Member) -> list[list[Any]]:
    """Why a case is with its owner, where a case that this member may not know of is not named."""
    [told] = without_hidden([{"reasons": case.assigned_reason}], member)
    return list(told["reasons"])


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


def shown(
    entry: AuditEntry, data: dict[str, Any], people: dict[int, str], numbers: dict[str, str]
) -> dict[str, Any]:
    return {
        "n": entry.n,
        "at": entry.at,
        "actor": people[entry.actor_id]
        if entry.actor_name == PORTAL_NAME and entry.actor_id in people
        else entry.actor_name,
        "action": entry.action,
        "sentence": sentence(entry.action, data),
        "data": details(entry.action, data, people),
        "reason": entry.reason,
        "chain": numbers.get(entry.chain, ""),
        "hash": entry.hash,
    }
