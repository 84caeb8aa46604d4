"""The way of money that is given: reserve → commit → settle, or release; and what comes back afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.acts import joined
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, WrongState
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.plain_text import storable
from amends.foundation.kernel.prepared import Rows, Tuples
from amends.foundation.kernel.writing import change, insert_if_new
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.budget.actions.beats import (
    Books,
    book,
    books_of,
    ensure_amount,
    in_currency,
    locked_books,
    locked_hold,
    reason_in,
    warn_if_low,
    with_budget,
)
from amends.practice.remedies.budget.actions.opening import with_accounts
from amends.practice.remedies.budget.choices import BOUND, EntryKind, HoldState
from amends.practice.remedies.budget.models import Account, Budget, Entry, Hold
from amends.practice.remedies.budget.models.journal import REFERENCE_LENGTH
from amends.practice.remedies.budget.permissions import (
    ensure_may_book,
    ensure_may_reserve,
    may_know_what_is_left,
)
from amends.practice.remedies.budget.queries.standing import (
    budgets_paying,
    paths_paying_for,
    who_may_raise,
)

_DEPARTMENT: Rows[Department] = Rows(lambda department_id: Department.objects.filter(pk=department_id))
_OPEN = Tuples(lambda budget_id: Budget.objects.open().filter(pk=budget_id).values_list("pk"))
_HELD: Rows[Hold] = Rows(
    lambda name: (
        Hold.objects.exclude(state=HoldState.RELEASED).select_related("budget").filter(reference=name)
    )
)
# One statement for each depth of a department below the house.
_NEAREST: Rows[Account] = Rows(
    lambda _depth, currency, on, *paths: with_budget(budgets_paying(paths, currency, on).values("pk")[:1])
)


def enough_for(*, department_id: int, amount: Money, on: date, by: Member) -> Books:
    """Who pays it; refused as `reserve` refuses it, with nothing written and nobody kept waiting."""
    ensure_may_reserve(by)
    ensure_amount(amount)
    books = books_for(department_id, amount.currency, on, obligation=False, by=by)
    ensure_enough(books, amount, by)
    return books


def ensure_enough(books: Books, amount: Money, by: Member) -> None:
    if amount.minor > books.left.minor:
        raise WrongState(not_enough(books, amount, by), code="over_budget")


@joined
def reserve(
    *,
    department_id: int,
    amount: Money,
    on: date,
    reference: str,
    by: Member,
    obligation: bool = False,
    payer: Books | None = None,
    tell: Callable[[Hold], None] = lambda hold: None,
) -> Hold:
    """Sets money aside in the budget of the department, or of the nearest one above it, whose period holds the day.

    Refused with `over_budget` where not enough is left, with `no_budget` where there is none. What is owed by law
    (`obligation`) is never refused: it stands in accounts of its own, without a budget in a book of its own. `payer`
    is what `enough_for` said in the same transaction. `tell` gets the new hold before anybody has to wait for this transaction.
    """
    ensure_may_reserve(by)
    minor, name = ensure_amount(amount), reference_in(reference)
    books = payer or books_for(department_id, amount.currency, on, obligation=obligation, by=by)
    now = clock.now()
    hold = Hold(
        budget=books.budget,
        reference=name,
        by_law=obligation,
        held=minor,
        made_by=by,
        made_at=now,
        changed_at=now,
    )
    if not insert_if_new(hold):
        known = next(iter(_HELD(name)), None)
        return the_same(known, books, minor, obligation)
    if not obligation:
        ensure_enough(books, amount, by)
    tell(hold)
    booked(books, hold, amount, by=by)
    warn_if_low(books)
    return hold


def booked(books: Books, hold: Hold, amount: Money, *, by: Member) -> None:
    """Books what is set aside; from here on nobody else books in this budget, and whoever was closing it has done so."""
    short = None
    try:
        note(books, EntryKind.RESERVED, hold.held, hold, by=by)
    except WrongState as refused:
        short = refused
    if (short or hold.by_law) and not _OPEN(books.budget.pk):
        raise WrongState(_("This budget is closed."), code="no_budget") from short
    if short:
        [now] = books_of(books.budget.pk)
        raise WrongState(not_enough(now, amount, by), code="over_budget") from short


def reference_in(text: str) -> str:
    name = storable(text).strip()
    if not name or len(name) > REFERENCE_LENGTH:
        raise ValueError("money is set aside for something that has a short name")
    return name


def the_same(known: Hold | None, books: Books, minor: int, by_law: bool) -> Hold:
    """What was set aside for this thing already, if it is as much; else somebody means something else by it."""
    same = (minor, by_law, books.budget.currency)
    if known is None or (known.held, known.by_law, known.budget.currency) != same:
        raise Conflict(_("Another amount is set aside for this already."), code="set_aside_already")
    return known


def books_for(department_id: int, currency: str, on: date, *, obligation: bool, by: Member) -> Books:
    department = next(iter(_DEPARTMENT(department_id)), None)
    if department is None:
        raise NotFound(_("This department does not exist."))
    paths = paths_paying_for(department)
    accounts = _NEAREST(currency, on, *paths, shape=(len(paths),))
    if accounts:
        return Books.of(accounts)
    if obligation:
        return book_of_law(department, currency, on, by=by)
    words = _("There is no budget in %(currency)s for %(team)s. %(who)s can open one.")
    said = {"currency": currency, "team": department, "who": who_may_raise()}
    raise WrongState(words % said, code="no_budget")


def book_of_law(department: Department, currency: str, on: date, *, by: Member) -> Books:
    """For what is owed by law where nobody opened a budget: one for the year of the day."""
    first, last = date(on.year, 1, 1), date(on.year, 12, 31)
    budget, new = Budget.objects.get_or_create(
        department=department,
        currency=currency,
        starts_on=first,
        by_law_only=True,
        defaults={"ends_on": last, "opened_by": by, "opened_at": clock.now()},
    )
    if new:
        return with_accounts(budget)
    [books] = locked_books(budget.pk)
    return books


def not_enough(books: Books, amount: Money, by: Member) -> str:
    said = {"amount": amount, "left": books.left, "team": books.budget.department, "who": who_may_raise()}
    if not may_know_what_is_left(by, books.budget):
        return _("The budget of %(team)s is not enough for %(amount)s. %(who)s can raise it.") % said
    words = _("The budget of %(team)s has %(left)s left, not enough for %(amount)s. %(who)s can raise it.")
    return words % said


@joined
def commit(*, hold_id: int, by: Member) -> Hold:
    """What was set aside is promised now: the voucher is written, the refund instructed, the parcel under way."""
    ensure_may_book(by)
    books, hold = locked_hold(hold_id)
    if hold.state == HoldState.COMMITTED:
        return hold
    ensure_state(hold, HoldState.RESERVED)
    turn(hold, HoldState.COMMITTED)
    note(books, EntryKind.COMMITTED, hold.held, hold, HoldState.RESERVED, by=by)
    return hold


@joined
def settle(*, hold_id: int, by: Member, amount: Money | None = None) -> Hold:
    """It was given; where it was less than set aside, the rest is free again."""
    ensure_may_book(by)
    books, hold = locked_hold(hold_id)
    minor = hold.held if amount is None else in_currency(amount, books.budget)
    if hold.state == HoldState.SETTLED and hold.settled == minor:
        return hold
    ensure_state(hold, HoldState.COMMITTED)
    if minor > hold.held:
        words = _("Only %(held)s was set aside for this.")
        raise Invalid(words % {"held": hold.amount}, field="amount", code="more_than_held")
    hold.settled = minor
    turn(hold, HoldState.SETTLED, "settled")
    note(books, EntryKind.SETTLED, minor, hold, HoldState.COMMITTED, by=by)
    if rest := hold.held - minor:
        note(books, EntryKind.RELEASED, rest, hold, HoldState.COMMITTED, by=by)
    return hold


@joined
def release(*, hold_id: int, reason: str, by: Member) -> Hold:
    """It is not given after all: the money is free again."""
    ensure_may_book(by)
    books, hold = locked_hold(hold_id)
    if hold.state == HoldState.RELEASED:
        return hold
    words = reason_in(reason)
    ensure_state(hold, *BOUND)
    before = HoldState(hold.state)
    turn(hold, HoldState.RELEASED)
    note(books, EntryKind.RELEASED, hold.held, hold, before, by=by, reason=words)
    return hold


@joined
def take_back(*, hold_id: int, amount: Money | None, reason: str, by: Member, reference: str = "") -> Hold:
    """After it was given, something came back: all of the rest, or an amount.

    To an open budget it is free again; to a closed one it goes back to whoever granted it. `reference` names the return:
    the same one twice is booked once, as is "all of the rest".
    """
    ensure_may_book(by)
    books, hold = locked_hold(hold_id)
    words, name = reason_in(reason), storable(reference).strip()[:REFERENCE_LENGTH]
    came_back = (EntryKind.RETURNED, EntryKind.RETURNED_LATE)
    if name and Entry.objects.filter(hold=hold, kind__in=came_back, reference=name).exists():
        return hold
    ensure_state(hold, HoldState.SETTLED)
    rest = hold.settled - hold.returned
    minor = rest if amount is None else in_currency(amount, books.budget)
    if minor == 0:
        return hold
    if minor > rest:
        text = _("Only %(rest)s of it can still come back.") % {"rest": books.budget.money(rest)}
        raise Invalid(text, field="amount", code="more_than_given")
    hold.returned += minor
    turn(hold, HoldState.SETTLED, "returned")
    kind = EntryKind.RETURNED if books.budget.is_open else EntryKind.RETURNED_LATE
    note(books, kind, minor, hold, HoldState.SETTLED, by=by, reason=words, reference=name)
    return hold


def ensure_state(hold: Hold, *states: HoldState) -> None:
    if hold.state not in states:
        words = _("This money is “%(state)s” by now, so this is not possible any more.")
        raise WrongState(words % {"state": hold.get_state_display()})


def turn(hold: Hold, state: HoldState, *fields: str) -> None:
    hold.state, hold.changed_at = state, clock.now()
    change(hold, "state", "changed_at", *fields)


def note(
    books: Books,
    kind: EntryKind,
    minor: int,
    hold: Hold,
    state: HoldState | str = "",
    *,
    by: Member,
    reason: str = "",
    reference: str = "",
) -> None:
    """Books what happens to a hold."""
    book(
        books,
        kind,
        minor,
        by=by,
        state=state,
        hold=hold,
        by_law=hold.by_law,
        reference=reference or hold.reference,
        reason=reason,
    )
