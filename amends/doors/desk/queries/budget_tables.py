"""The books of a period as tables to take away: each ends with its totals, debit equal to credit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.doors.desk.queries.named_things import Purpose, purposes_named
from amends.foundation.kernel import clock
from amends.foundation.kernel.cells import neutral
from amends.foundation.kernel.money import minor_digits
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.models import Budget, Entry
from amends.practice.remedies.budget.queries import budgets_seen_by, journal, trial_balance
from amends.practice.remedies.budget.queries.books import Line

Row = list[str]


def journal_table(member: Member, since: date, until: date) -> Iterator[Row]:
    """One row a posting, in the order of booking."""
    zone = timezone.get_default_timezone_name()
    yield [
        *(
            _("Entry"),
            _("Time (%(zone)s)") % {"zone": zone},
            _("Budget"),
            _("Team"),
            _("Currency"),
            _("Period"),
        ),
        *(_("What happened"), _("Reference"), _("Reason"), _("By"), _("Account"), _("Debit"), _("Credit")),
    ]
    totals: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    entries = journal(budgets_seen_by(member), since=since, until=until).order_by("pk")
    purposes = purposes_named(entries.order_by().values_list("reference", flat=True).distinct(), member)
    for entry in entries.prefetch_related("postings__account").iterator(chunk_size=500):
        for posting in sorted(entry.postings.all(), key=lambda one: -one.amount):
            debit, credit = max(posting.amount, 0), max(-posting.amount, 0)
            total = totals[entry.budget.currency]
            total[0], total[1] = total[0] + debit, total[1] + credit
            yield safe(
                [
                    *about(entry, purposes[entry.reference]),
                    str(posting.account.get_kind_display()),
                    *pair(entry.budget.currency, debit, credit),
                ]
            )
    for currency, (debit, credit) in sorted(totals.items()):
        yield safe([_("Total"), "", "", "", currency, *[""] * 6, *pair(currency, debit, credit, zero=True)])
    yield from last_rows(since, until, all(debit == credit for debit, credit in totals.values()))


def about(entry: Entry, purpose: Purpose) -> Row:
    local = timezone.localtime(entry.at, timezone.get_default_timezone())
    return [
        str(entry.pk),
        local.strftime("%Y-%m-%d %H:%M:%S %z"),
        str(entry.budget_id),
        team_of(entry.budget),
        entry.budget.currency,
        period_of(entry.budget),
        str(entry.get_kind_display()),
        str(purpose),
        entry.reason,
        str(entry.by),
    ]


def balance_table(member: Member, since: date, until: date) -> Iterator[Row]:
    """One row an account: how it stood before the period, what was booked in it, how it stands at its end."""
    yield [
        *(_("Budget"), _("Team"), _("Currency"), _("Period"), _("Account")),
        *(_("Opening, debit"), _("Opening, credit"), _("Debit"), _("Credit")),
        *(_("Closing, debit"), _("Closing, credit")),
    ]
    totals: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for line in trial_balance(budgets_seen_by(member), since=since, until=until):
        columns = columns_of(line)
        total = totals[line.budget.currency]
        totals[line.budget.currency] = [before + new for before, new in zip(total, columns, strict=True)]
        yield safe(
            [
                str(line.budget.pk),
                team_of(line.budget),
                line.budget.currency,
                period_of(line.budget),
                str(line.kind.label),
                *(amount(line.budget.currency, one) for one in columns),
            ]
        )
    for currency, columns in sorted(totals.items()):
        yield safe([_("Total"), "", currency, "", "", *(amount(currency, one, zero=True) for one in columns)])
    even = all(one[0] == one[1] and one[2] == one[3] and one[4] == one[5] for one in totals.values())
    yield from last_rows(since, until, even)


def columns_of(line: Line) -> list[int]:
    return [
        *(max(line.opening, 0), max(-line.opening, 0)),
        *(line.debit, line.credit),
        *(max(line.closing, 0), max(-line.closing, 0)),
    ]


def last_rows(since: date, until: date, even: bool) -> Iterator[Row]:
    """What the table holds, by which clock, and whether it balances."""
    zone = timezone.get_default_timezone()
    made = timezone.localtime(clock.now(), zone).strftime("%Y-%m-%d %H:%M:%S %z")
    said = {"since": since, "until": until, "zone": timezone.get_default_timezone_name(), "made": made}
    words = _("From %(since)s to %(until)s, days by the time zone %(zone)s; taken on %(made)s.")
    yield [neutral(words % said)]
    yield [
        _("Debit equals credit.") if even else _("Debit and credit differ: ask for the books to be checked.")
    ]


def team_of(budget: Budget) -> str:
    return str(budget.department)


def period_of(budget: Budget) -> str:
    return f"{budget.starts_on:%Y-%m-%d} – {budget.ends_on:%Y-%m-%d}"


def pair(currency: str, debit: int, credit: int, *, zero: bool = False) -> Row:
    return [amount(currency, debit, zero=zero), amount(currency, credit, zero=zero)]


def amount(currency: str, minor: int, *, zero: bool = False) -> str:
    """A plain number, so that a spreadsheet can add it up; empty for nothing."""
    if not minor and not zero:
        return ""
    return f"{Decimal(minor).scaleb(-minor_digits(currency)):f}"


def safe(cells: Row) -> Row:
    return [neutral(one) for one in cells]
