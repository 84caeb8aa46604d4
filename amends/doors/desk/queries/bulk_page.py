"""The pages of an act on many cases: what is chosen, and how it went in each."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from amends.casework.cases.actions.many import AT_MOST, can_undo
from amends.casework.cases.choices import BULK_OUTCOMES, BulkKind, Confirmed
from amends.casework.cases.models import BulkRun, Case, new_token
from amends.casework.cases.permissions import may_assign, visible_to
from amends.casework.cases.queries.many import items_of, runs_of
from amends.doors.desk.queries.assignment_sheet import desks
from amends.doors.desk.queries.listing import case_url
from amends.foundation.organisation.models import Member

ICONS = {"assign": "assign", "watch": "eye", "snooze": "snooze", "note": "note", "close": "do-close"}


def ids_in(data: QueryDict) -> list[int]:
    """The cases that were marked; what is no number is left out."""
    return [int(value) for value in data.getlist("cases") if value.isdecimal() and len(value) < 19][
        : AT_MOST + 1
    ]


def choosing(data: QueryDict, member: Member, *, wrong: str = "") -> dict[str, Any]:
    """What is asked before anything is done: the cases by name, and what the act needs."""
    kind = data.get("kind", "")
    ids = ids_in(data)
    return {
        "kind": kind,
        "kind_label": BulkKind(kind).label if kind in BulkKind.values else "",
        "kinds": [(one.value, one.label, ICONS[one.value]) for one in BulkKind],
        "cases": list(
            Case.objects.filter(visible_to(member), pk__in=ids).select_related("customer").order_by("-pk")
        ),
        "people": who_may_get_them(member) if kind == BulkKind.ASSIGN else [],
        "may_give_back": may_assign(member),
        "outcomes": [(one.value, one.label) for one in BULK_OUTCOMES],
        "ways": Confirmed.choices,
        "shown_of": data.get("of", "") if data.get("of", "").isdecimal() else "",
        "entered": data,
        "key": data.get("idempotency_key") or new_token(),
        "wrong": wrong,
    }


def who_may_get_them(member: Member) -> list[dict[str, Any]]:
    return [one for one in desks(member) if may_assign(member) or one["one"].pk == member.pk]


def result(run: BulkRun, member: Member) -> dict[str, Any]:
    """Counts all that were chosen; names only those that may still be seen, and says how many are not named."""
    items, every = items_of(run, member), list(run.items.all())
    untouched = run.given.get("chosen", len(every)) - len(every)
    return {
        "run": run,
        "kind_label": BulkKind(run.kind).label,
        "icon": ICONS[run.kind],
        "items": [{"item": one, "url": case_url(one.case.number)} for one in items],
        "done": sum(one.done for one in every),
        "total": len(every) + untouched,
        "refused": sum(not one.done for one in every) + untouched,
        "untouched": untouched,
        "out_of_sight": len(every) - len(items),
        "undone": sum(bool(one.undone) for one in every),
        "not_undone": sum(one.undone is False for one in every),
        "can_undo": can_undo(run) and any(one.done for one in every),
        "runs": runs_of(member),
    }
