"""The journal, the trial balance of a period, and whether the books hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from amends.foundation.kernel.paging import Page, keyset_page
from amends.practice.remedies.budget.choices import AccountKind, HoldState
from amends.practice.remedies.budget.models import Account, Budget, Entry, Hold, Posting

JOURNAL_SIZE = 24


def span(since: date, until: date) -> tuple[datetime, datetime]:
    """Both days whole, in the time zone of the house: from the first moment to the first one that is not in it."""
    zone = timezone.get_default_timezone()
    first = datetime.combine(since, time.min).replace(tzinfo=zone)
    return first, datetime.combine(until + timedelta(days=1), time.min).replace(tzinfo=zone)


def journal(
    budgets: QuerySet[Budget], *, since: date | None = None, until: date | None = None
) -> QuerySet[Entry]:
    """What was booked in these budgets, with who did it."""
    rows = Entry.objects.filter(budget__in=budgets.order_by().values("pk"))
    if since is not None and until is not None:
        first, end = span(since, until)
        rows = rows.filter(at__gte=first, at__lt=end)
    return rows.select_related("budget__department", "other__department", "by", "hold")


def journal_page(budget: Budget, after: str | None) -> Page[Entry]:
    """The latest first."""
    rows = journal(Budget.objects.filter(pk=budget.pk))
    return keyset_page(rows, order=("-id",), after=after, size=JOURNAL_SIZE)


@dataclass(frozen=True)
class Line:
    """One account over a period, in whole coins: how it stood, what came and what left, how it stands."""

    budget: Budget
    kind: AccountKind
    opening: int
    debit: int
    credit: int

    @property
    def closing(self) -> int:
        return self.opening + self.debit - self.credit


def trial_balance(budgets: QuerySet[Budget], *, since: date, until: date) -> list[Line]:
    """All accounts of these budgets on which anything ever was; in each budget openings, movements and closings sum to nothing."""
    first, end = span(since, until)
    inside = Q(postings__entry__at__gte=first, postings__entry__at__lt=end)
    none = Value(0, BigIntegerField())
    rows = (
        Account.objects.filter(budget__in=budgets.order_by().values("pk"))
        .annotate(
            opening=Coalesce(Sum("postings__amount", filter=Q(postings__entry__at__lt=first)), none),
            debit=Coalesce(Sum("postings__amount", filter=inside & Q(postings__amount__gt=0)), none),
            credit=Coalesce(Sum("postings__amount", filter=inside & Q(postings__amount__lt=0)), none),
        )
        .select_related("budget__department")
        .order_by("budget__currency", "budget__department__path", "budget__starts_on", "budget", "pk")
    )
    return [
        Line(one.budget, AccountKind(one.kind), one.opening, one.debit, -one.credit)
        for one in rows
        if one.opening or one.debit or one.credit
    ]


@dataclass(frozen=True)
class Difference:
    """The first thing that does not agree: of what kind, which one, what it should be and what it is."""

    what: str
    which: str
    expected: int
    found: int

    def __str__(self) -> str:
        return f"{self.what} {self.which}: {self.expected} expected, {self.found} found"


@dataclass(frozen=True)
class Verdict:
    entries: int
    accounts: int
    first: Difference | None

    @property
    def balanced(self) -> bool:
        return self.first is None


def verify_books() -> Verdict:
    """Adds everything up anew from the postings and says where the first difference is; each comparison is one statement."""
    return Verdict(
        entries=Entry.objects.count(), accounts=Account.objects.count(), first=next(differences(), None)
    )


def differences() -> Iterator[Difference]:
    """Entries that do not balance or book elsewhere, accounts that are not their postings, holds that are not their accounts."""
    sums = Posting.objects.values("entry").annotate(total=Sum("amount"), parts=Count("pk"))
    for row in sums.filter(~Q(total=0)).order_by("entry")[:1]:
        yield Difference("entry", str(row["entry"]), 0, row["total"])
    for pk in Entry.objects.annotate(parts=Count("postings")).filter(parts__lt=2).order_by("pk")[:1]:
        yield Difference("postings of entry", str(pk.pk), 2, pk.parts)
    for posting in Posting.objects.exclude(account__budget=F("entry__budget")).order_by("pk")[:1]:
        yield Difference(
            "budget of posting", str(posting.pk), posting.entry.budget_id, posting.account.budget_id
        )
    none = Value(0, BigIntegerField())
    added = Account.objects.annotate(total=Coalesce(Sum("postings__amount"), none))
    for account in added.exclude(balance=F("total")).order_by("pk")[:1]:
        yield Difference("account", str(account), account.total, account.balance)
    yield from held_otherwise()


# What holds say → the account that must say the same.
HELD: tuple[tuple[HoldState, bool, AccountKind], ...] = (
    (HoldState.RESERVED, False, AccountKind.RESERVED),
    (HoldState.COMMITTED, False, AccountKind.COMMITTED),
    (HoldState.SETTLED, False, AccountKind.SPENT),
    (HoldState.RESERVED, True, AccountKind.OBLIGED_RESERVED),
    (HoldState.COMMITTED, True, AccountKind.OBLIGED_COMMITTED),
    (HoldState.SETTLED, True, AccountKind.OBLIGED_SPENT),
)


def held_otherwise() -> Iterator[Difference]:
    none = Value(0, BigIntegerField())
    for state, by_law, kind in HELD:
        counted = F("settled") - F("returned") if state == HoldState.SETTLED else F("held")
        holds = Hold.objects.filter(budget=OuterRef("budget"), state=state, by_law=by_law).order_by()
        held = (
            holds.values("budget")
            .annotate(total=Sum(counted, output_field=BigIntegerField()))
            .values("total")
        )
        rows = Account.objects.filter(kind=kind).annotate(held=Coalesce(Subquery(held), none))
        for account in rows.exclude(balance=F("held")).order_by("pk")[:1]:
            yield Difference(
                f"holds behind account {account.kind}",
                f"of budget {account.budget_id}",
                account.held,
                account.balance,
            )
