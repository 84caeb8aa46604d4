"""How fast a budget is spent: day by day against an even pace, and where that leads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.budget.choices import GRANTING, AccountKind, EntryKind
from amends.practice.remedies.budget.models import Budget, Posting
from amends.practice.remedies.budget.rules.pace import days_until_gone, even_pace, outlook

USED = (AccountKind.COMMITTED, AccountKind.SPENT)


@dataclass(frozen=True)
class Day:
    """At the end of a day: what was granted by then, what of it was committed or spent, and what an even pace would be."""

    on: date
    granted: Money
    used: Money
    even: Money

    @property
    def left(self) -> Money:
        return self.granted - self.used


@dataclass(frozen=True)
class Forecast:
    """At the end of the period, if it goes on as so far; without figures where the days are too few to tell."""

    days: int
    expected: Money | None = None
    lowest: Money | None = None
    highest: Money | None = None
    used_up_on: date | None = None
    over: bool = False


def by_day(budget: Budget, *kinds: AccountKind, entries: tuple[str, ...] = ()) -> dict[date, int]:
    """Day → whole coins that came to these accounts, or left them, in the time zone of the house."""
    rows = Posting.objects.filter(account__budget=budget, account__kind__in=kinds)
    if entries:
        rows = rows.filter(entry__kind__in=entries)
    day = TruncDate("entry__at", tzinfo=timezone.get_default_timezone())
    return dict(rows.annotate(day=day).values_list("day").annotate(total=Sum("amount")).order_by())


def burn_down(budget: Budget) -> list[Day]:
    """From the first day of the period until today or its last day; what happened before or after counts at the edge."""
    first, last = budget.starts_on, min(budget.ends_on, clock.today())
    used, granted = _within(by_day(budget, *USED), first, budget.ends_on), _granted(budget, first)
    days: list[Day] = []
    so_far, given = 0, 0
    for n in range((last - first).days + 1):
        on = first + timedelta(days=n)
        so_far, given = so_far + used[on], given + granted[on]
        even = budget.money(even_pace(given, n + 1, budget.days))
        days.append(Day(on, budget.money(given), budget.money(so_far), even))
    return days


def _granted(budget: Budget, first: date) -> dict[date, int]:
    later = tuple(kind for kind in GRANTING if kind != EntryKind.OPENED)
    rows = by_day(budget, AccountKind.GRANTED, entries=later)
    found = _within({on: -total for on, total in rows.items()}, first, budget.ends_on)
    # What it was opened with is for the whole period, also where somebody opened it after its first day.
    found[first] -= sum(by_day(budget, AccountKind.GRANTED, entries=(EntryKind.OPENED,)).values())
    return found


def _within(rows: dict[date, int], first: date, last: date) -> defaultdict[date, int]:
    found: defaultdict[date, int] = defaultdict(int)
    for on, total in rows.items():
        found[min(max(on, first), last)] += total
    return found


def forecast(budget: Budget, days: list[Day] | None = None) -> Forecast:
    """`days` is the burn-down where it is at hand already."""
    shown = burn_down(budget) if days is None else days
    if not budget.is_open or not shown:
        return Forecast(days=len(shown))
    used = [0, *(one.used.minor for one in shown)]
    # Nothing could be spent of it before it was opened: those days are no part of the pace.
    closed_days = max(0, (timezone.localdate(budget.opened_at) - budget.starts_on).days)
    daily = [later - before for before, later in pairwise(used)][closed_days:]
    days_left = (budget.ends_on - shown[-1].on).days
    found = outlook(daily, days_left)
    if found is None:
        return Forecast(days=len(shown))
    gone = days_until_gone(shown[-1].left.minor, found.a_day)
    return Forecast(
        days=len(shown),
        expected=budget.money(found.expected),
        lowest=budget.money(found.lowest),
        highest=budget.money(found.highest),
        used_up_on=shown[-1].on + timedelta(days=gone) if gone is not None and gone <= days_left else None,
        over=found.expected > shown[-1].granted.minor,
    )
