"""Where the house works, which changes wait, and how many cases a rule is for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from amends.casework.cases.models import Case
from amends.casework.clocks.models import DryRun, Move, PolicyChange
from amends.casework.clocks.rules.legal import House
from amends.casework.clocks.rules.policy import Rule
from amends.foundation.calendars.models import HoursChange, Notice
from amends.foundation.organisation.models import Department

CAP = 9_999
# What waits for a second person once it was counted, and where its count points to it.
Waiting = PolicyChange | Notice | HoursChange
COUNTED_AS: Mapping[type, str] = {PolicyChange: "change", Notice: "notice", HoursChange: "hours"}


def house_profile() -> House:
    """Where the house works and in which trades, as confirmed last."""
    confirmed = PolicyChange.objects.filter(confirmed=True, house__isnull=False).order_by(
        "-decided_at", "-pk"
    )
    kept: Mapping[str, list[str]] = confirmed.values_list("house", flat=True).first() or {}
    return House(frozenset(kept.get("jurisdictions", ())), frozenset(kept.get("industries", ())))


def waiting_changes() -> QuerySet[PolicyChange]:
    """Changes that nobody has confirmed or turned down yet."""
    found = PolicyChange.objects.filter(confirmed=None).select_related("entered_by").order_by("pk")
    return found.prefetch_related("rules")


def open_cases_for(rule: Rule) -> int:
    """How many open cases a rule's conditions fit, counted up to a cap."""
    return Case.objects.open().filter(_fits(rule))[:CAP].count()


def _fits(rule: Rule) -> Q:
    wanted = Q()
    for name, values in rule.conditions.items():
        if not values:
            continue
        if name == "department":
            wanted &= Q(department__in=_below(values))
        elif name == "risk":
            wanted &= reduce(or_, (Q(risks__icontains=f'"{risk}"') for risk in values), Q(pk__in=[]))
        else:
            wanted &= Q(**{f"{'customer__tier' if name == 'tier' else name}__in": values})
    return wanted


def _below(codes: tuple[str, ...]) -> QuerySet[Department]:
    within = Q(pk__in=[])
    for path in Department.objects.filter(code__in=codes).values_list("path", flat=True):
        within |= Q(path__startswith=path)
    return Department.objects.filter(within)


def newest_dry_run(waiting: Waiting) -> DryRun | None:
    """The newest count of what it would move; it may not be done yet."""
    return DryRun.objects.filter(**{COUNTED_AS[type(waiting)]: waiting.pk}).order_by("-pk").first()


def is_counted(waiting: Waiting) -> bool:
    """Whether what it would move stands there to be looked at."""
    return DryRun.objects.filter(**{COUNTED_AS[type(waiting)]: waiting.pk}, done_at__isnull=False).exists()


def moves_of(dry_run: DryRun) -> QuerySet[Move]:
    """The clocks that would move, those that become overdue first."""
    return Move.objects.filter(dry_run=dry_run).select_related("clock__case")
