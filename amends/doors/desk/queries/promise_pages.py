"""The promise ledger: the sheet of one case, and the page of all that is owed, kept and broken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases.choices import PromiseState
from amends.casework.cases.models import Case, Promise
from amends.casework.cases.permissions import may_work, of_a_case_in_sight, sight_of
from amends.casework.cases.rules.promises import share_kept
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.queries.task_words import share_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import people

SIZE, TEAMS_SHOWN = 25, 40
SHARE_OF = timedelta(days=90)
VIEWS = ("mine", "due", "confirm", "kept", "broken")
ORDERS: dict[str, tuple[str, ...]] = {
    "mine": ("due_at", "id"),
    "due": ("due_at", "id"),
    "confirm": ("due_at", "id"),
    "kept": ("-ended_at", "-id"),
    "broken": ("-ended_at", "-id"),
}


def promise_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    rows = Promise.objects.filter(case=case).select_related(
        "message", "made_by", "owner", "confirmed_by", "ended_by"
    )
    found = [promise_row(one) for one in rows.order_by("ended_at", "due_at", "id")]
    return {
        **sheet(case, "case_promises"),
        "to_confirm": [one for one in found if one["promise"].state == PromiseState.TO_CONFIRM],
        "owed": [one for one in found if one["promise"].state == PromiseState.OPEN],
        "ended": [one for one in reversed(found) if not one["promise"].is_open],
        "keepers": keepers(case),
        "entered": entered or QueryDict(),
        "entered_at": (entered or QueryDict()).get("form", ""),
        "wrong": wrong,
    }


def keepers(case: Case) -> list[Member]:
    """Who may keep a promise in this case: its owner first, then the people of its department."""
    near = [
        one for one in people() if one.is_active and may_work(one) and one.department_id == case.department_id
    ]
    owner = [case.owner] if case.owner else []
    return [*owner, *(one for one in near if one.pk != case.owner_id)]


def promise_row(promise: Promise) -> dict[str, Any]:
    now = clock.now()
    return {
        "promise": promise,
        "share": share_of(promise.made_at, promise.due_at, now) if promise.is_open else None,
        "late": promise.is_open and promise.due_at is not None and promise.due_at < now,
    }


def promise_page(member: Member, data: QueryDict) -> dict[str, Any]:
    view = data.get("view", "") if data.get("view", "") in VIEWS else "mine"
    page = keyset_page(
        promises_in(view, member).select_related("case", "case__customer", "owner", "owner__department"),
        order=ORDERS[view],
        after=data.get("after"),
        size=SIZE,
    )
    base = f"{reverse('desk:promises')}?view={view}"
    return {
        "view": view,
        "views": [
            {
                "label": label,
                "icon": icon,
                "url": f"{reverse('desk:promises')}?view={key}",
                "here": key == view,
            }
            for key, (label, icon) in labels().items()
        ],
        "rows": [
            {**promise_row(one), "url": reverse("desk:case_promises", args=[one.case.number])}
            for one in page.items
        ],
        "teams": shares(member),
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def labels() -> dict[str, tuple[str, str]]:
    return {
        "mine": (_("Mine, due first"), "user"),
        "due": (_("All that is owed"), "hourglass"),
        "confirm": (_("To confirm"), "pencil"),
        "kept": (str(PromiseState.KEPT.label), "ok"),
        "broken": (str(PromiseState.BROKEN.label), "warning"),
    }


def promises_in(view: str, member: Member) -> QuerySet[Promise]:
    rows = Promise.objects.filter(in_sight(member))
    match view:
        case "due":
            return rows.open().filter(state=PromiseState.OPEN)
        case "confirm":
            return rows.open().filter(state=PromiseState.TO_CONFIRM)
        case "kept" | "broken":
            return rows.filter(state=view, ended_at__isnull=False)
    return rows.open().filter(owner=member)


def in_sight(member: Member) -> Exists:
    sight = sight_of(member)
    return of_a_case_in_sight(sight.extent, *sight.values)


def shares(member: Member) -> list[dict[str, Any]]:
    """Of the promises that ended in the last 90 days, how many each team kept, in the cases this member may know of."""
    rows = Promise.objects.filter(
        in_sight(member),
        state__in=(PromiseState.KEPT, PromiseState.BROKEN),
        ended_at__gte=clock.now() - SHARE_OF,
    )
    counted = (
        rows.order_by()
        .values("owner__department", "owner__department__path")
        .annotate(
            kept=Count("id", filter=Q(state=PromiseState.KEPT)),
            broken=Count("id", filter=Q(state=PromiseState.BROKEN)),
        )
        .order_by("owner__department__path")[:TEAMS_SHOWN]
    )
    teams = Department.objects.in_bulk([one["owner__department"] for one in counted])
    return [
        {
            "name": str(teams.get(one["owner__department"], "")) or _("without a department"),
            "kept": one["kept"],
            "broken": one["broken"],
            "share": share_kept(one["kept"], one["broken"]),
        }
        for one in counted
    ]
