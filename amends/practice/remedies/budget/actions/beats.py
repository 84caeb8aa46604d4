"""The beats that every change to money shares: hold the chain of the budget, shift balances by conditional update, book, record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import hold_chain, record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.plain_text import storable
from amends.foundation.kernel.prepared import Rows, Tuples, cursor_for_repeated
from amends.foundation.kernel.writing import insert
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.choices import SOURCES, EntryKind
from amends.practice.remedies.budget.events import BudgetRanLow
from amends.practice.remedies.budget.models import Account, Budget, Entry, Hold, Posting
from amends.practice.remedies.budget.models.budgets import chain_of
from amends.practice.remedies.budget.rules.postings import bound_share, runs_low, way_of

REASON_LENGTH = 400
MOST_MINOR = 10**14


@dataclass
class Books:
    """One budget with its accounts as they stand."""

    budget: Budget
    accounts: dict[str, Account]

    @classmethod
    def of(cls, accounts: Sequence[Account]) -> Books:
        """The accounts of one budget, each with the budget itself."""
        return cls(accounts[0].budget, {one.kind: one for one in accounts})

    @property
    def left(self) -> Money:
        return self.budget.money(self.accounts["available"].balance)

    @property
    def granted(self) -> Money:
        return self.budget.money(-self.accounts["granted"].balance)


_WHERE = Tuples(lambda hold_id: Hold.objects.filter(pk=hold_id).values_list("budget"))
_HOLD: Rows[Hold] = Rows(lambda hold_id, budget_id: Hold.objects.filter(pk=hold_id, budget=budget_id))


def with_budget(budgets: Iterable[Any]) -> QuerySet[Account]:
    """The accounts of budgets, each with its budget and whose it is."""
    return Account.objects.select_related("budget__department").filter(budget__in=budgets)


_ACCOUNTS: Rows[Account] = Rows(lambda _count, *budget_ids: with_budget(budget_ids))


def books_of(*budget_ids: int) -> list[Books]:
    """As they stand, in the order asked for, without those that do not exist."""
    found: dict[int, list[Account]] = {one: [] for one in budget_ids}
    for account in _ACCOUNTS(*budget_ids, shape=(len(budget_ids),)):
        found[account.budget_id].append(account)
    return [Books.of(accounts) for accounts in found.values() if accounts]


def locked_books(*budget_ids: int) -> list[Books]:
    """In the order asked for; nobody else books in them until this transaction ends.

    What is locked is the chain of each, which whoever books needs anyway; in the order of their ids, so that two who move
    money between two never wait in a ring.
    """
    for one in sorted(budget_ids):
        hold_chain(chain_of(one))
    found = books_of(*budget_ids)
    if len(found) < len(budget_ids):
        raise NotFound(_("This budget does not exist."))
    return found


def locked_hold(hold_id: int) -> tuple[Books, Hold]:
    """A hold with the books it is in, which nobody else changes until this transaction ends."""
    where = _WHERE(hold_id)
    if not where:
        raise NotFound(_("This money is not set aside any more."))
    [books] = locked_books(where[0][0])
    hold = next(iter(_HOLD(hold_id, books.budget.pk)), None)
    if hold is None:
        # It was carried over into another budget since.
        raise Conflict()
    hold.budget = books.budget
    return books, hold


# What money comes from stands below zero or at it, all else above or at it, before and after.
_MOVE = """
    UPDATE budget_account SET balance = balance + CASE WHEN id = %s THEN %s ELSE %s END
    WHERE (id = %s AND balance {source} %s) OR (id = %s AND balance {target} %s)
    RETURNING id, balance
"""


def move(source: Account, target: Account, amount: int) -> bool:
    """Takes from one balance and adds to the other in one conditional statement.

    False where one of them would be overdrawn: then the caller gives up its transaction.
    """
    statement = _MOVE.format(source=_side(source), target=_side(target))
    with cursor_for_repeated() as cursor:
        cursor.execute(statement, [source.pk, -amount, amount, source.pk, amount, target.pk, -amount])
        now: dict[int, int] = dict(cursor.fetchall())
    if len(now) != 2:
        return False
    source.balance, target.balance = now[source.pk], now[target.pk]
    return True


def _side(account: Account) -> str:
    return "<=" if account.kind in SOURCES else ">="


def book(
    books: Books,
    kind: EntryKind,
    amount: int,
    *,
    by: Member,
    state: str = "",
    hold: Hold | None = None,
    by_law: bool = False,
    other: Budget | None = None,
    reference: str = "",
    reason: str = "",
) -> Entry:
    """Moves whole coins as the table of postings says, writes the entry and puts it on record."""
    source, target = way_of(kind, state=state, by_law=by_law)
    accounts = books.accounts
    entry = Entry(
        budget=books.budget,
        kind=kind,
        amount=amount,
        hold=hold,
        other=other,
        reference=reference,
        reason=reason,
        by=by,
        at=clock.now(),
    )
    entry.save()
    insert(
        Posting(entry=entry, account=accounts[source], amount=-amount),
        Posting(entry=entry, account=accounts[target], amount=amount),
    )
    # From here to the end of the transaction others who book in this budget wait: its chain goes on entry by entry.
    data = {"entry": entry.pk, "amount": books.budget.money(amount), "reference": reference}
    record(chain=books.budget.chain, action=f"budget.{kind.value}", by=by, data=data, reason=reason)
    if not move(accounts[source], accounts[target], amount):
        raise WrongState(_("There is not enough in this budget for it."), code="over_budget")
    return entry


def warn_if_low(books: Books) -> None:
    """Says once that a budget runs low."""
    budget, granted, left = books.budget, books.granted.minor, books.left.minor
    if budget.warned_at is None and runs_low(granted, left, budget.warn_at_percent):
        budget.warned_at = clock.now()
        if Budget.objects.filter(pk=budget.pk, warned_at=None).update(warned_at=budget.warned_at):
            publish(BudgetRanLow(budget_id=budget.pk, percent=bound_share(granted, left)))


def look_at_warning(books: Books) -> None:
    """After what is granted has changed: where there is enough again, running low may be said anew."""
    budget = books.budget
    if budget.warned_at and not runs_low(books.granted.minor, books.left.minor, budget.warn_at_percent):
        budget.warned_at = None
        budget.save(update_fields=["warned_at"])
    warn_if_low(books)


def ensure_is_open(budget: Budget) -> None:
    if not budget.is_open:
        raise WrongState(_("This budget is closed."))


def ensure_of_people(budget: Budget) -> None:
    if budget.by_law_only:
        raise WrongState(_("This book only holds what is owed by law; nobody grants money to it."))


def in_currency(amount: Money, budget: Budget, *, field: str = "amount") -> int:
    """Whole coins, above nothing and of the budget's currency."""
    if amount.currency != budget.currency:
        raise Invalid(_("This budget is kept in %(currency)s.") % {"currency": budget.currency}, field=field)
    return ensure_amount(amount, field=field)


def ensure_amount(amount: Money, *, field: str = "amount") -> int:
    if not 0 < amount.minor < MOST_MINOR:
        raise Invalid(_("Give an amount above zero."), field=field)
    return amount.minor


def reason_in(text: str) -> str:
    words = storable(text).strip()[:REASON_LENGTH]
    if not words:
        raise Invalid(_("Give a reason in a few words."), field="reason")
    return words
