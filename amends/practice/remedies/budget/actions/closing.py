"""The end of a period: what is bound goes into the next one, what is left lapses."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.actions.beats import (
    Books,
    book,
    ensure_is_open,
    ensure_of_people,
    locked_books,
    look_at_warning,
    reason_in,
)
from amends.practice.remedies.budget.choices import BudgetState, EntryKind
from amends.practice.remedies.budget.models import Budget, Hold
from amends.practice.remedies.budget.permissions import ensure_may_govern


@transaction.atomic
def carry_over(*, budget_id: int, into_id: int, with_left: bool, reason: str, by: Member) -> Budget:
    """Takes everything that is bound, with the money that covers it, into a later budget of the same team and currency.

    `with_left` takes what is left along; without it that stays until the budget is closed.
    """
    ensure_may_govern(by)
    if budget_id == into_id:
        raise Invalid(_("Choose a later budget of the same team and currency."), field="into")
    source, target = locked_books(budget_id, into_id)
    words = reason_in(reason)
    ensure_follows(source.budget, target.budget)
    for hold in list(Hold.objects.bound().filter(budget=source.budget)):
        carry(hold, source, target, words, by=by)
    left = source.left.minor
    if with_left and left:
        book(source, EntryKind.CARRIED_OUT, left, by=by, other=target.budget, reason=words)
        book(target, EntryKind.CARRIED_IN, left, by=by, other=source.budget, reason=words)
    for books in (source, target):
        look_at_warning(books)
    return target.budget


def ensure_follows(source: Budget, target: Budget) -> None:
    for one in (source, target):
        ensure_is_open(one)
    ensure_of_people(target)
    same = (source.department_id, source.currency) == (target.department_id, target.currency)
    if not (same and target.ends_on > source.ends_on):
        raise Invalid(_("Choose a later budget of the same team and currency."), field="into")


def carry(hold: Hold, source: Books, target: Books, reason: str, *, by: Member) -> None:
    hold.budget = target.budget
    hold.save(update_fields=["budget"])
    for books, other, kind in (
        (source, target, EntryKind.CARRIED_OUT),
        (target, source, EntryKind.CARRIED_IN),
    ):
        book(
            books,
            kind,
            hold.held,
            by=by,
            state=hold.state,
            hold=hold,
            by_law=hold.by_law,
            other=other.budget,
            reference=hold.reference,
            reason=reason,
        )


@transaction.atomic
def close_budget(*, budget_id: int, reason: str, by: Member) -> Budget:
    """Ends a budget: nothing is set aside in it any more, and what is left lapses. Refused while money is bound in it.

    Closed before its last day it ends today. What comes back later is still booked, and goes to whoever granted it.
    """
    ensure_may_govern(by)
    [books] = locked_books(budget_id)
    budget, words = books.budget, reason_in(reason)
    if not budget.is_open:
        return budget
    ensure_nothing_bound(budget)
    if left := books.left.minor:
        book(books, EntryKind.LAPSED, left, by=by, reason=words)
    now = clock.now()
    today = timezone.localdate(now)
    budget.state, budget.closed_by, budget.closed_at = BudgetState.CLOSED, by, now
    budget.ends_on = max(budget.starts_on, min(budget.ends_on, today))
    budget.save(update_fields=["state", "closed_by", "closed_at", "ends_on"])
    record(chain=budget.chain, action="budget.closed", by=by, data={"ends_on": budget.ends_on}, reason=words)
    return budget


def ensure_nothing_bound(budget: Budget) -> None:
    if bound := Hold.objects.bound().filter(budget=budget).count():
        words = ngettext(
            "%(n)s grant is still under way in this budget. Carry it over into the next period first, or wait until it is settled.",
            "%(n)s grants are still under way in this budget. Carry them over into the next period first, or wait until they are settled.",
            bound,
        )
        raise WrongState(words % {"n": bound}, code="still_bound")
