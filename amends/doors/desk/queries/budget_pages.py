"""The pages about budgets: how each stands, how fast it is spent, its journal and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.doors.desk.queries.budget_journal import journal_rows
from amends.doors.desk.queries.burn_down import drawing
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import SIGNS, Money
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.budget.choices import BudgetState
from amends.practice.remedies.budget.models import Budget
from amends.practice.remedies.budget.permissions import may_govern, visible_to
from amends.practice.remedies.budget.queries import (
    budgets_drawn_on,
    budgets_seen_by,
    burn_down,
    forecast,
    journal_page,
    standings,
    trial_balance,
)
from amends.practice.remedies.budget.queries.pace import Forecast
from amends.practice.remedies.budget.queries.standing import Standing
from amends.practice.remedies.budget.rules.pace import FEWEST_DAYS, FEWEST_DAYS_WITH_SPENDING

PAST_SHOWN = 12


def budgets_page(
    member: Member, data: QueryDict, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """What runs and what is to come, with its pace; what is over, page by page; for handlers what their team has left."""
    today, seen = clock.today(), budgets_seen_by(member)
    now = seen.filter(state=BudgetState.OPEN)
    past = keyset_page(
        seen.filter(state=BudgetState.CLOSED),
        order=("-ends_on", "-pk"),
        after=data.get("after"),
        size=PAST_SHOWN,
    )
    ids = set(now.values_list("pk", flat=True))
    # What is shown whole is not shown again as what the team draws on.
    drawn = [one for one in budgets_drawn_on(member, today) if one.pk not in ids]
    page = reverse("desk:budgets")
    first = today.replace(day=1)
    return {
        "today": today,
        "running": cards(now.filter(starts_on__lte=today), whole=True),
        "coming": cards(now.filter(starts_on__gt=today), whole=True),
        "past": cards(past.items, whole=True),
        "drawn": cards(drawn, whole=False),
        "previous_url": f"{page}?after={past.previous}" if past.previous else "",
        "next_url": f"{page}?after={past.next}" if past.next else "",
        "may_govern": may_govern(member),
        "teams": Department.objects.order_by("path") if may_govern(member) else (),
        "currencies": SIGNS,
        "entered": entered
        or {
            "currency": "CNY",
            "warn_at_percent": "80",
            "starts_on": first.isoformat(),
            "ends_on": last_of_month(first).isoformat(),
        },
        "period": {"since": last_of_month(first - timedelta(days=1)).replace(day=1), "until": today},
        "wrong": wrong,
    }


def last_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def cards(budgets: Iterable[Budget], *, whole: bool) -> list[dict[str, Any]]:
    return [card(one, whole=whole) for one in standings(budgets)]


def card(stands: Standing, *, whole: bool) -> dict[str, Any]:
    budget = stands.budget
    running = budget.is_open and budget.starts_on <= clock.today()
    found = forecast(budget) if whole and running and not budget.by_law_only else None
    return {**shown(stands, found), "url": reverse("desk:budget", args=[budget.pk]) if whole else ""}


def shown(stands: Standing, found: Forecast | None) -> dict[str, Any]:
    """How a budget stands, and how it goes on as far as that is forecast."""
    tone, icon, word = state_of(stands, found)
    return {
        "budget": stands.budget,
        "stands": stands,
        "tone": tone,
        "icon": icon,
        "word": word,
        "bar": segments(stands),
        "outlook": outlook_words(stands, found),
    }


def state_of(stands: Standing, found: Forecast | None) -> tuple[str, str, str]:
    """Tone, icon and word for how a budget stands."""
    budget, today = stands.budget, clock.today()
    if not budget.is_open:
        return "plain", "archive", pgettext("budget", "closed")
    if budget.starts_on > today:
        return "blue", "clock", _("to come")
    if budget.by_law_only:
        return "blue", "clause", _("owed by law only")
    if budget.ends_on < today:
        return "orange", "hourglass", _("period over, not closed")
    if not stands.left and stands.granted:
        return "red", "danger", _("used up")
    if stands.low:
        return "orange", "warning", _("runs low")
    if found is not None and found.over:
        return "yellow", "trend", _("spent faster than planned")
    return "green", "ok", _("enough left")


def segments(stands: Standing) -> list[dict[str, Any]]:
    """The parts of the bar from its left end, each as long as its share of all of them."""
    parts: tuple[tuple[str, str, Money], ...] = (
        ("spent", _("spent"), stands.spent),
        ("committed", _("committed"), stands.committed),
        ("reserved", _("reserved"), stands.reserved),
        ("left", _("left"), stands.left),
    )
    if not stands.budget.is_open:
        parts = (("spent", _("spent"), stands.spent), ("left", _("lapsed or carried over"), stands.not_spent))
    whole = sum(amount.minor for _name, _word, amount in parts)
    found, at = [], 0.0
    for name, word, amount in parts:
        width = round(100 * amount.minor / whole, 2) if whole else 0.0
        found.append({"name": name, "word": word, "amount": amount, "x": round(at, 2), "width": width})
        at += width
    return found


def outlook_words(stands: Standing, found: Forecast | None) -> str:
    budget, today = stands.budget, clock.today()
    said: dict[str, Any] = {"spent": stands.spent, "granted": stands.granted, "last": budget.ends_on}
    if not budget.is_open:
        return _("%(spent)s of %(granted)s was spent.") % said
    if budget.by_law_only:
        return _("Nobody granted money here: it only holds what is owed by law.")
    if budget.ends_on < today:
        return _("The period is over. Carry over what is still under way, then close it.")
    if found is None or found.expected is None:
        if budget.starts_on > today or found is None:
            return ""
        said = {"days": FEWEST_DAYS, "with": FEWEST_DAYS_WITH_SPENDING}
        return (
            _("Too early for a forecast: it takes %(days)s days, with spending on %(with)s of them.") % said
        )
    said |= {"expected": found.expected, "low": found.lowest, "high": found.highest, "on": found.used_up_on}
    words = (
        _("At this pace %(expected)s will be spent by %(last)s, most likely between %(low)s and %(high)s.")
        % said
    )
    if found.used_up_on is not None:
        words += " " + _("It would be used up around %(on)s.") % said
    return words


def the_budget(budget_id: int, member: Member) -> Budget | None:
    rows = Budget.objects.filter(visible_to(member)).select_related("department", "opened_by", "closed_by")
    return rows.filter(pk=budget_id).first()


def budget_page(
    budget: Budget,
    member: Member,
    data: QueryDict,
    entered: QueryDict | None = None,
    wrong: str = "",
    form: str = "",
) -> dict[str, Any]:
    """`form` is the one of the forms that was refused; it stands open with what was entered."""
    [stands] = standings([budget])
    page = journal_page(budget, data.get("after"))
    here = reverse("desk:budget", args=[budget.pk])
    governs = may_govern(member)
    return {
        **page_of_pace(stands),
        "lines": balance_lines(budget),
        "entries": journal_rows(page.items, member),
        "previous_url": f"{here}?after={page.previous}#journal" if page.previous else "",
        "next_url": f"{here}?after={page.next}#journal" if page.next else "",
        "may_govern": governs,
        "may_change": governs and budget.is_open and not budget.by_law_only,
        "may_close": governs and budget.is_open,
        "bound": budget.holds.bound().count() if governs else 0,
        "others": others(budget) if governs else (),
        "later": later_ones(budget) if governs else (),
        "entered": entered or {},
        "wrong": wrong,
        "form": form,
    }


def page_of_pace(stands: Standing) -> dict[str, Any]:
    budget = stands.budget
    days = burn_down(budget) if not budget.by_law_only else []
    found = forecast(budget, days) if budget.is_open and days else None
    return {**shown(stands, found), "drawing": drawing(budget, days, found)}


def balance_lines(budget: Budget) -> dict[str, Any]:
    """The trial balance from the first day until now, with what came back after closing."""
    until = clock.today()
    opened = timezone.localdate(budget.opened_at)
    since = min(budget.starts_on, opened)
    lines = trial_balance(Budget.objects.filter(pk=budget.pk), since=since, until=until)
    rows = [
        {
            "account": one.kind.label,
            "debit": budget.money(one.debit) if one.debit else "",
            "credit": budget.money(one.credit) if one.credit else "",
            "closing_debit": budget.money(one.closing) if one.closing > 0 else "",
            "closing_credit": budget.money(-one.closing) if one.closing < 0 else "",
        }
        for one in lines
    ]
    totals = {
        "debit": budget.money(sum(one.debit for one in lines)),
        "credit": budget.money(sum(one.credit for one in lines)),
        "closing_debit": budget.money(sum(max(one.closing, 0) for one in lines)),
        "closing_credit": budget.money(sum(max(-one.closing, 0) for one in lines)),
    }
    return {"rows": rows, "totals": totals, "since": since, "until": until}


def others(budget: Budget) -> QuerySet[Budget]:
    """Where money can be moved to."""
    rows = Budget.objects.open().filter(currency=budget.currency, by_law_only=False).exclude(pk=budget.pk)
    return rows.select_related("department").order_by("department__path", "starts_on")


def later_ones(budget: Budget) -> QuerySet[Budget]:
    """Where what is bound can be carried over to."""
    rows = others(budget).filter(department=budget.department, ends_on__gt=budget.ends_on)
    return rows.order_by("starts_on")
