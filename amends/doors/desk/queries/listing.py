"""The list: its views, its filters and its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case, CaseQuerySet
from amends.casework.cases.permissions import Extent, sight_of, within_sight
from amends.casework.cases.queries import SEARCH_KIND, Wanted, cases_matching
from amends.casework.cases.queries.attention import ids_snoozed_by, ids_watched_by
from amends.casework.clocks.rules.lights import light, share_used
from amends.doors.desk.words import label_name, outcome_name, time_left
from amends.foundation.kernel import clock, search
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.paging import Page, keyset_page
from amends.foundation.kernel.prepared import Counts
from amends.foundation.organisation.models import Member
from amends.oversight.insights.queries import view_counts

PAGE_SIZE = 25
# A search with more hits than some pages of them is a search for too little; nobody reads the exact number.
SEARCH_CAP = 200
SOON = timedelta(hours=8)
NEWEST = ("-id",)
DUE_FIRST = ("due_at", "id")
STAGE_NAMES = dict(Stage.choices)
STAGE_PLACES = {stage.value: place for place, stage in enumerate(Stage, 1)}


@dataclass(frozen=True)
class View:
    """A list that people come back to: which cases, and in which order."""

    label: str | Promise
    icon: str
    narrow: Callable[[CaseQuerySet, int, datetime, datetime], CaseQuerySet]
    order: tuple[str, ...] = NEWEST
    phase: str = "open"


VIEWS: Mapping[str, View] = {
    "mine": View(
        gettext_lazy("My cases"),
        "user",
        lambda cases, me, now, soon: cases.filter(owner=me).exclude(pk__in=ids_snoozed_by(me)),
        DUE_FIRST,
    ),
    "watched": View(
        gettext_lazy("Watched by me"),
        "eye",
        lambda cases, me, now, soon: cases.filter(pk__in=ids_watched_by(me)),
    ),
    "snoozed": View(
        gettext_lazy("Put aside by me"),
        "snooze",
        lambda cases, me, now, soon: cases.filter(pk__in=ids_snoozed_by(me)),
        DUE_FIRST,
    ),
    "due": View(
        gettext_lazy("Due within 8 hours"),
        "timer",
        lambda cases, me, now, soon: cases.filter(due_at__gte=now, due_at__lt=soon),
        DUE_FIRST,
    ),
    "overdue": View(
        gettext_lazy("Overdue"), "alarm-clock", lambda cases, me, now, soon: cases.overdue(at=now), DUE_FIRST
    ),
    "waiting": View(gettext_lazy("Nobody's yet"), "inbox", lambda cases, me, now, soon: cases.unassigned()),
    "risk": View(gettext_lazy("At risk"), "shield-alert", lambda cases, me, now, soon: cases.at_risk()),
    "raised": View(gettext_lazy("Escalated"), "flag", lambda cases, me, now, soon: cases.raised()),
    "answer": View(
        gettext_lazy("Customer wrote"), "message-circle", lambda cases, me, now, soon: cases.awaiting_us()
    ),
    "open": View(gettext_lazy("All open"), "folder-open", lambda cases, me, now, soon: cases),
    "closed": View(
        gettext_lazy("Closed"), "archive", lambda cases, me, now, soon: cases.standing_alone(), phase="closed"
    ),
    "all": View(gettext_lazy("All cases"), "layers", lambda cases, me, now, soon: cases, phase=""),
}
UNCOUNTED = frozenset({"closed", "all"})


def _counted(
    extent: Extent, now: datetime, soon: datetime, me: int, *further: Any
) -> dict[str, CaseQuerySet]:
    """The views that show a number; all of them are views of the open cases."""
    open_cases = Case.objects.open().filter(within_sight(extent, me, *further))
    return {
        key: view.narrow(open_cases, me, now, soon) for key, view in VIEWS.items() if key not in UNCOUNTED
    }


_COUNTS = Counts(_counted, cap=99)


@dataclass(frozen=True)
class Row:
    """One line of the list; all that it shows, so that equal lines need to be drawn once."""

    id: int
    number: str
    url: str
    subject: str
    snippet: str
    customer_name: str
    emotion: str
    emotion_label: str
    intensity: int
    severity: str
    severity_label: str
    category: str
    category_label: str
    risks: tuple[tuple[str, str], ...]
    stage: str
    stage_label: str
    stage_position: int
    outcome: str
    label: str
    round: int
    owner_name: str
    since: datetime
    due_at: datetime | None
    due_text: str
    due_light: str
    clock_share: float
    version: int
    unread: bool
    is_open: bool


def row_of(case: Case, now: datetime) -> Row:
    share = share_used(case.due_from, case.due_at, now) if case.due_at and case.due_from else 0.0
    number = case.number
    return Row(
        id=case.pk,
        number=number,
        url=case_url(number),
        subject=case.subject,
        snippet=case.summary,
        customer_name=str(case.customer),
        emotion=case.emotion,
        emotion_label=label_name("emotion", case.emotion),
        intensity=case.intensity,
        severity=case.severity,
        severity_label=label_name("severity", case.severity),
        category=case.category,
        category_label=label_name("category", case.category),
        risks=tuple((risk, label_name("risks", risk)) for risk in case.risks),
        stage=case.stage,
        stage_label=str(STAGE_NAMES[case.stage]),
        stage_position=STAGE_PLACES[case.stage],
        outcome=outcome_name(case.outcome),
        label=case.label.name_in(interface_language()) if case.label else "",
        round=case.rounds,
        owner_name=str(case.owner) if case.owner else "",
        since=case.closed_at or case.received_at,
        due_at=case.due_at,
        due_text=time_left(case.due_at, now) if case.due_at else "",
        due_light=light(share).value if case.due_at else "",
        clock_share=round(share, 3),
        version=case.pulse,
        unread=case.unread,
        is_open=case.is_open,
    )


def case_url(number: str) -> str:
    return f"{list_url(get_script_prefix())}{number}/"


@cache
def list_url(prefix: str) -> str:
    """The list's address, which the lines of a list would otherwise work out one by one."""
    return reverse("desk:list")


def cases_in(view: str, wanted: Wanted, member: Member, now: datetime) -> CaseQuerySet:
    """The cases of a view that also fit the filters."""
    chosen = VIEWS[view]
    cases = cases_matching(replace(wanted, phase=chosen.phase), member=member)
    return chosen.narrow(cases, member.pk, now, now + SOON)


def list_page(
    view: str, wanted: Wanted, *, after: str | None, member: Member
) -> tuple[Page[Case], list[Row]]:
    """One page of a view, by keyset: as fast on the last page as on the first."""
    now = clock.now()
    # A search shows the newest hits first, whatever the view's own order is.
    order = NEWEST if wanted.query.strip() else VIEWS[view].order
    cases = cases_in(view, wanted, member, now).for_list()
    page = keyset_page(cases, order=order, after=after, size=PAGE_SIZE)
    return page, [row_of(case, now) for case in page.items]


def views_with_counts(active: str, member: Member) -> list[dict[str, Any]]:
    """The saved views with their capped counts, all counted in one statement."""
    now = clock.now()
    sight = sight_of(member)
    counts = view_counts(_COUNTS, now, now + SOON, *sight.values, shape=(sight.extent,))
    address = list_url(get_script_prefix())
    return [
        {
            "key": key,
            "label": view.label,
            "icon": view.icon,
            "count": counts.get(key, ""),
            "active": key == active,
            "url": f"{address}?view={key}",
        }
        for key, view in VIEWS.items()
    ]


def hits_of(view: str, wanted: Wanted, rows: list[Row], *, whole: bool, member: Member) -> str:
    """How many visible cases a search found, counted up to a cap; `whole` says that the page shows them all."""
    if not wanted.query:
        return ""
    where = cases_in(view, replace(wanted, query=""), member, clock.now())
    found = len(rows) if whole else search.count(SEARCH_KIND, wanted.query, cap=SEARCH_CAP, where=where)
    if found >= SEARCH_CAP:
        return _("%(n)s hits or more") % {"n": f"{SEARCH_CAP:,}"}
    return ngettext("%(n)s hit", "%(n)s hits", found) % {"n": found}
