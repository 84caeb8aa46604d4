from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.pages import page_of
from amends.doors.api.schemas.budgets import BudgetFilters, BudgetPage, EntryFilters, EntryPage
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.kernel.money import Money
from amends.practice.remedies.budget.choices import BudgetState
from amends.practice.remedies.budget.models import Budget, Entry, Posting
from amends.practice.remedies.budget.permissions import visible_to
from amends.practice.remedies.budget.queries import journal, standings
from amends.practice.remedies.budget.queries.standing import Standing

router = Router(tags=["budgets"])


@router.get(
    "",
    auth=Token(Scope.BUDGETS_READ),
    response=BudgetPage,
    openapi_extra=ERRORS,
    url_name="budgets",
    summary="List budgets and how they stand, the newest first",
)
def budgets(request: HttpRequest, filters: Query[BudgetFilters]) -> dict[str, Any]:
    """Those that the token's member sees whole: all for managers and finance, for a lead their department and below."""
    if filters.state and filters.state not in BudgetState.values:
        raise Invalid(_("A budget is open or closed."), field="state")
    rows = Budget.objects.filter(visible_to(member_of(request))).select_related("department")
    wanted = {"department__code": filters.team, "currency": filters.currency, "state": filters.state}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if filters.on:
        rows = rows.holding(filters.on)
    page = page_of(request, rows, filters)
    return {"items": [budget_row(one) for one in standings(page.items)], "next": page.next}


@router.get(
    "/{int:budget_id}/entries",
    auth=Token(Scope.BUDGETS_READ),
    response=EntryPage,
    openapi_extra=ERRORS,
    url_name="budget_entries",
    summary="List what was booked in a budget, the newest first",
)
def entries(request: HttpRequest, budget_id: int, filters: Query[EntryFilters]) -> dict[str, Any]:
    if (filters.since is None) != (filters.until is None):
        raise Invalid(_("Give the first and the last day."), field="since")
    found = Budget.objects.filter(visible_to(member_of(request)), pk=budget_id)
    if not found.exists():
        raise NotFound(_("This budget does not exist, or it belongs to another team."))
    rows = journal(found, since=filters.since, until=filters.until).prefetch_related("postings__account")
    page = page_of(request, rows, filters)
    return {"items": [entry_row(one) for one in page.items], "next": page.next}


def budget_row(stands: Standing) -> dict[str, Any]:
    budget = stands.budget
    amounts = ("granted", "left", "reserved", "committed", "spent")
    return {
        "id": budget.pk,
        "team": budget.department.code,
        "currency": budget.currency,
        "starts_on": budget.starts_on,
        "ends_on": budget.ends_on,
        "state": budget.state,
        "by_law_only": budget.by_law_only,
        "warn_at_percent": budget.warn_at_percent,
        **{name: plain(getattr(stands, name)) for name in amounts},
        "owed_by_law": plain(stands.owed),
        "paid_by_law": plain(stands.paid),
        "bound_percent": stands.bound,
    }


def entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "at": entry.at,
        "kind": entry.kind,
        "amount": plain(entry.budget.money(entry.amount)),
        "reference": entry.reference,
        "reason": entry.reason,
        "by": entry.by.username,
        "postings": [posting_row(one, entry.budget) for one in entry.postings.all()],
    }


def posting_row(posting: Posting, budget: Budget) -> dict[str, str]:
    nothing = budget.money(0)
    amount = budget.money(abs(posting.amount))
    debit, credit = (amount, nothing) if posting.amount > 0 else (nothing, amount)
    return {"account": posting.account.kind, "debit": plain(debit), "credit": plain(credit)}


def plain(money: Money) -> str:
    return f"{Decimal(money.amount):f}"
