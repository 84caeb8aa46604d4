"""Budgets: how they stand, granting money to teams, the end of a period, and the books to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.budget_pages import budget_page, budgets_page, the_budget
from amends.doors.desk.queries.budget_tables import balance_table, journal_table
from amends.doors.desk.views.review_plan import answer_with, table_lines
from amends.foundation.kernel.errors import Invalid, NotFound, Refused
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget import actions
from amends.practice.remedies.budget.actions.telling import note_export
from amends.practice.remedies.budget.models import Budget
from amends.practice.remedies.budget.permissions import may_govern, may_see_budgets

TABLES = {"journal": journal_table, "balance": balance_table}
DIGITS = 14


@require_GET
@allowed(may_see_budgets)
def budgets(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/budgets.html", budgets_page(member_of(request), request.GET))


@require_GET
@allowed(may_see_budgets)
def budget(request: HttpRequest, budget_id: int) -> HttpResponse:
    member = member_of(request)
    page = budget_page(seen(budget_id, member), member, request.GET)
    return render(request, "desk/budget.html", page)


@require_POST
@allowed(may_govern)
def open_one(request: HttpRequest) -> HttpResponse:
    data, member = request.POST, member_of(request)
    try:
        currency = currency_in(data.get("currency", ""))
        made = actions.open_budget(
            department_id=number_in(data.get("department", "")),
            currency=currency,
            starts_on=day_in(data.get("starts_on", ""), "starts_on"),
            ends_on=day_in(data.get("ends_on", ""), "ends_on"),
            amount=amount_in(data.get("amount", ""), currency),
            warn_at_percent=number_in(data.get("warn_at_percent", "")),
            by=member,
        )
    except Refused as error:
        page = budgets_page(member, request.GET, data, str(error.message))
        return render(request, "desk/budgets.html", page, status=error.status)
    messages.success(request, _("The budget is open."))
    return redirect("desk:budget", made.pk)


Act = Callable[[Budget, QueryDict, Member], str]


def form_of_budget(name: str) -> Callable[[Act], Callable[..., HttpResponseBase]]:
    """A form on the page of a budget: done, the page comes back; refused, with what was entered."""

    def decorate(act: Act) -> Callable[..., HttpResponseBase]:
        @require_POST
        @allowed(may_govern)
        def view(request: HttpRequest, budget_id: int) -> HttpResponse:
            member = member_of(request)
            found = seen(budget_id, member)
            try:
                messages.success(request, act(found, request.POST, member))
            except Refused as error:
                page = budget_page(found, member, request.GET, request.POST, str(error.message), name)
                return render(request, "desk/budget.html", page, status=error.status)
            return redirect("desk:budget", budget_id)

        return view

    return decorate


@form_of_budget("change")
def change(found: Budget, data: QueryDict, member: Member) -> str:
    written, zero = data.get("amount", "").strip(), Money.zero(found.currency)
    amount = amount_in(written, found.currency) if written else zero
    if data.get("way") not in ("raise", "lower"):
        raise Invalid(_("Say whether it is raised or lowered."), field="way")
    actions.change_budget(
        budget_id=found.pk,
        by_amount=-amount if data["way"] == "lower" else amount,
        warn_at_percent=number_in(data.get("warn_at_percent", "")),
        reason=data.get("reason", ""),
        by=member,
    )
    return _("Changed.")


@form_of_budget("move")
def move(found: Budget, data: QueryDict, member: Member) -> str:
    actions.move_between(
        from_id=found.pk,
        to_id=number_in(data.get("to", "")),
        amount=amount_in(data.get("amount", ""), found.currency),
        reason=data.get("reason", ""),
        by=member,
    )
    return _("Moved to the other budget.")


@form_of_budget("carry")
def carry(found: Budget, data: QueryDict, member: Member) -> str:
    actions.carry_over(
        budget_id=found.pk,
        into_id=number_in(data.get("into", "")),
        with_left="with_left" in data,
        reason=data.get("reason", ""),
        by=member,
    )
    return _("Carried over.")


@form_of_budget("close")
def close(found: Budget, data: QueryDict, member: Member) -> str:
    actions.close_budget(budget_id=found.pk, reason=data.get("reason", ""), by=member)
    return _("The budget is closed.")


@require_POST
@allowed(may_govern)
def export(request: HttpRequest) -> HttpResponseBase:
    data, member = request.POST, member_of(request)
    try:
        since, until = day_in(data.get("since", ""), "since"), day_in(data.get("until", ""), "until")
        if until < since:
            raise Invalid(_("The last day lies before the first."), field="until")
        what = data.get("what", "")
        if what not in TABLES:
            raise Invalid(_("Choose the journal or the trial balance."), field="what")
    except Refused as error:
        page = budgets_page(member, request.GET, wrong=str(error.message))
        return render(request, "desk/budgets.html", page, status=error.status)
    note_export(what=what, since=since, until=until, by=member)
    name = f"budget-{what}-{since:%Y%m%d}-{until:%Y%m%d}"
    return answer_with(table_lines(TABLES[what](member, since, until)), name, "csv")


def seen(budget_id: int, member: Member) -> Budget:
    found = the_budget(budget_id, member)
    if found is None:
        raise NotFound(_("This budget does not exist, or it belongs to another team."))
    return found


def amount_in(written: str, currency: str) -> Money:
    """An amount as people type it: 1,234.50 or １２３４.５; anything that is none is refused."""
    text = "".join(written.split()).replace(",", "").replace("，", "")
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise Invalid(_("Give an amount above zero."), field="amount") from error
    if not value.is_finite() or not 0 < value < Decimal(10) ** DIGITS:
        raise Invalid(_("Give an amount above zero."), field="amount")
    money = Money(value, currency)
    if money.amount != value:
        raise Invalid(_("This is finer than the smallest coin of the currency."), field="amount")
    return money


def currency_in(written: str) -> str:
    code = written.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise Invalid(_("Give the currency in three letters, such as CNY."), field="currency")
    return code


def day_in(written: str, field: str) -> date:
    try:
        found = parse_date(written)
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year < 2200:
        raise Invalid(_("Give the first and the last day."), field=field)
    return found


def number_in(written: Any) -> int:
    """A number as chosen; anything else is one that nothing has."""
    text = str(written).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
