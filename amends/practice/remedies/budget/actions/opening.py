"""Giving a team money for a period, more or less of it, and money from one budget to another."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, WrongState
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.budget.actions.beats import (
    Books,
    book,
    books_of,
    ensure_amount,
    ensure_is_open,
    ensure_of_people,
    in_currency,
    locked_books,
    look_at_warning,
    reason_in,
)
from amends.practice.remedies.budget.choices import AccountKind, EntryKind
from amends.practice.remedies.budget.models import Account, Budget
from amends.practice.remedies.budget.permissions import ensure_may_govern

LONGEST_DAYS = 5 * 366


@transaction.atomic
def open_budget(
    *,
    department_id: int,
    currency: str,
    starts_on: date,
    ends_on: date,
    amount: Money,
    by: Member,
    warn_at_percent: int = 80,
) -> Budget:
    """Grants a team money for a period that no other budget of the same team and currency touches."""
    ensure_may_govern(by)
    # Whoever opens another budget of the team waits here, so that two of them cannot overlap.
    department = Department.objects.select_for_update(of=("self",)).filter(pk=department_id).first()
    if department is None:
        raise NotFound(_("This department does not exist."))
    if amount.currency != currency:
        raise Invalid(_("The amount is in another currency than the budget."), field="currency")
    minor = ensure_amount(amount)
    ensure_period(starts_on, ends_on)
    ensure_percent(warn_at_percent)
    ensure_apart(department, currency, starts_on, ends_on)
    budget = Budget.objects.create(
        department=department,
        currency=currency,
        starts_on=starts_on,
        ends_on=ends_on,
        warn_at_percent=warn_at_percent,
        opened_by=by,
        opened_at=clock.now(),
    )
    book(with_accounts(budget), EntryKind.OPENED, minor, by=by)
    return budget


def with_accounts(budget: Budget) -> Books:
    Account.objects.bulk_create(Account(budget=budget, kind=kind) for kind in AccountKind)
    return books_of(budget.pk)[0]


def ensure_period(first: date, last: date) -> None:
    if last < first:
        raise Invalid(_("The last day lies before the first."), field="ends_on")
    if (last - first).days >= LONGEST_DAYS:
        raise Invalid(_("A budget is for five years at most."), field="ends_on")
    if last < clock.today():
        raise Invalid(_("This period is over already."), field="ends_on")


def ensure_percent(percent: int) -> None:
    if not 1 <= percent <= 100:
        raise Invalid(_("Warn at a share between 1 and 100 per cent."), field="warn_at_percent")


def ensure_apart(department: Department, currency: str, first: date, last: date) -> None:
    others = Budget.objects.filter(department=department, currency=currency, by_law_only=False)
    there = others.overlapping(first, last).order_by("starts_on").first()
    if there is not None:
        words = _("%(team)s already has a budget in %(currency)s from %(first)s to %(last)s.")
        said = {"team": department, "currency": currency, "first": there.starts_on, "last": there.ends_on}
        raise Conflict(words % said, code="overlaps")


@transaction.atomic
def change_budget(
    *, budget_id: int, by_amount: Money, reason: str, by: Member, warn_at_percent: int | None = None
) -> Budget:
    """Raises what is granted, or with an amount below zero lowers it, never by more than is left."""
    ensure_may_govern(by)
    [books] = locked_books(budget_id)
    budget, words = books.budget, reason_in(reason)
    ensure_is_open(budget)
    ensure_of_people(budget)
    if warn_at_percent is not None and warn_at_percent != budget.warn_at_percent:
        ensure_percent(warn_at_percent)
        change = {"before": budget.warn_at_percent, "after": warn_at_percent}
        budget.warn_at_percent = warn_at_percent
        budget.save(update_fields=["warn_at_percent"])
        record(chain=budget.chain, action="budget.warning_set", by=by, data=change, reason=words)
        if not by_amount:
            look_at_warning(books)
            return budget
    lower = by_amount.minor < 0
    minor = in_currency(-by_amount if lower else by_amount, budget)
    if lower:
        ensure_left(books, minor)
    book(books, EntryKind.LOWERED if lower else EntryKind.RAISED, minor, by=by, reason=words)
    look_at_warning(books)
    return budget


def ensure_left(books: Books, minor: int) -> None:
    if minor > books.left.minor:
        words = _("Only %(left)s of this budget is left; what is set aside or spent stays where it is.")
        raise WrongState(words % {"left": books.left}, code="not_left")


@transaction.atomic
def move_between(
    *, from_id: int, to_id: int, amount: Money, reason: str, by: Member
) -> tuple[Budget, Budget]:
    """Moves money that is left from one budget to another of the same currency."""
    ensure_may_govern(by)
    if from_id == to_id:
        raise Invalid(_("Choose another budget to move it to."), field="to")
    source, target = locked_books(from_id, to_id)
    words = reason_in(reason)
    for one in (source.budget, target.budget):
        ensure_is_open(one)
        ensure_of_people(one)
    if source.budget.currency != target.budget.currency:
        raise Invalid(_("Money is moved between budgets of the same currency."), field="to")
    minor = in_currency(amount, source.budget)
    ensure_left(source, minor)
    out = book(source, EntryKind.MOVED_OUT, minor, by=by, other=target.budget, reason=words)
    tie = f"move:{out.pk}"
    book(target, EntryKind.MOVED_IN, minor, by=by, other=source.budget, reference=tie, reason=words)
    for books in (source, target):
        look_at_warning(books)
    return source.budget, target.budget
