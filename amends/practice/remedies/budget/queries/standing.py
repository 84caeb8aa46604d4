"""How budgets stand: which one pays for a team on a day, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import paths_above
from amends.practice.remedies.budget.choices import GRANTING, AccountKind
from amends.practice.remedies.budget.models import Account, Budget, Posting
from amends.practice.remedies.budget.permissions import drawn_on_by, visible_to
from amends.practice.remedies.budget.rules.postings import bound_share, runs_low

NAMED = 3


@dataclass(frozen=True)
class Standing:
    """One budget as it stands. `granted` is what it was given over its time; `bound` how many per cent are not free."""

    budget: Budget
    granted: Money
    left: Money
    reserved: Money
    committed: Money
    spent: Money
    owed: Money
    paid: Money
    bound: int
    low: bool

    @property
    def not_spent(self) -> Money:
        """Of a closed budget: what lapsed or was carried on."""
        return self.budget.money(max(self.granted.minor - self.spent.minor, 0))


def budgets_for(department: Department, currency: str, on: date) -> QuerySet[Budget]:
    """Open budgets that pay for a team on a day, the nearest first: its own, then those of the departments above."""
    return budgets_paying(paths_paying_for(department), currency, on)


def paths_paying_for(department: Department) -> list[str]:
    """Those of the departments whose budgets may pay for this one: itself and all above."""
    return [department.path, *paths_above(department.path)]


def budgets_paying(paths: Sequence[str], currency: str, on: date) -> QuerySet[Budget]:
    rows = Budget.objects.open().holding(on).filter(currency=currency, by_law_only=False)
    return (
        rows.filter(department__path__in=paths)
        .select_related("department")
        .order_by(Length("department__path").desc(), "pk")
    )


def left_for(department: Department | int, currency: str, on: date) -> Money | None:
    """What a team may still give on a day; None where no budget pays for it."""
    if isinstance(department, int):
        found = Department.objects.filter(pk=department).first()
        if found is None:
            return None
        department = found
    budget = budgets_for(department, currency, on).first()
    return None if budget is None else left_in(budget)


def left_in(budget: Budget) -> Money:
    balance = Account.objects.values_list("balance", flat=True).get(budget=budget, kind=AccountKind.AVAILABLE)
    return budget.money(balance)


def budgets_seen_by(member: Member) -> QuerySet[Budget]:
    """Those that a member sees whole, the latest first."""
    rows = Budget.objects.filter(visible_to(member)).select_related("department")
    return rows.order_by("-ends_on", "department__path", "currency", "pk")


def budgets_drawn_on(member: Member, on: date) -> list[Budget]:
    """What pays for a member's team on a day: for each currency the nearest one."""
    rows = Budget.objects.open().holding(on).filter(drawn_on_by(member), by_law_only=False)
    nearest: dict[str, Budget] = {}
    for one in rows.select_related("department").order_by(Length("department__path").desc(), "pk"):
        nearest.setdefault(one.currency, one)
    return [nearest[currency] for currency in sorted(nearest)]


def standings(budgets: Iterable[Budget]) -> list[Standing]:
    """In the order given; two statements for all."""
    shown = list(budgets)
    balances: dict[tuple[int, str], int] = {
        (budget_id, kind): balance
        for budget_id, kind, balance in Account.objects.filter(budget__in=shown).values_list(
            "budget", "kind", "balance"
        )
    }
    granted = granted_to(shown)
    return [_standing(one, balances, granted.get(one.pk, 0)) for one in shown]


def granted_to(budgets: Iterable[Budget]) -> dict[int, int]:
    """Budget → whole coins that it was given over its time, without what lapsed or was carried on at its end."""
    rows = (
        Posting.objects.filter(
            account__budget__in=list(budgets), account__kind=AccountKind.GRANTED, entry__kind__in=GRANTING
        )
        .values_list("account__budget")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return {budget_id: -total for budget_id, total in rows}


def _standing(budget: Budget, balances: dict[tuple[int, str], int], granted: int) -> Standing:
    def at(*kinds: AccountKind) -> Money:
        return budget.money(sum(balances.get((budget.pk, kind), 0) for kind in kinds))

    now, left = -at(AccountKind.GRANTED).minor, at(AccountKind.AVAILABLE)
    return Standing(
        budget=budget,
        granted=budget.money(granted),
        left=left,
        reserved=at(AccountKind.RESERVED),
        committed=at(AccountKind.COMMITTED),
        spent=at(AccountKind.SPENT),
        owed=at(AccountKind.OBLIGED_RESERVED, AccountKind.OBLIGED_COMMITTED),
        paid=at(AccountKind.OBLIGED_SPENT),
        bound=bound_share(now, left.minor)
        if budget.is_open
        else bound_share(granted, granted - at(AccountKind.SPENT).minor),
        low=budget.is_open and runs_low(now, left.minor, budget.warn_at_percent),
    )


def who_may_raise() -> str:
    """Some of those who give money to teams, by name."""
    people = Member.objects.filter(is_active=True, role__in=(Role.FINANCE, Role.MANAGER)).order_by(
        "role", "pk"
    )
    names = [str(one) for one in people[:NAMED]]
    return _(", ").join(names) if names else _("A manager or finance")


def whom_it_concerns(budget: Budget) -> list[int]:
    """Whoever is told when a budget runs low: the leads of the team and of those above it, managers and finance."""
    path = budget.department.path
    leads = Q(role=Role.LEAD, department__path__in=[path, *paths_above(path)])
    people = Member.objects.filter(leads | Q(role__in=(Role.MANAGER, Role.FINANCE)), is_active=True)
    return list(people.order_by("pk").values_list("pk", flat=True))
