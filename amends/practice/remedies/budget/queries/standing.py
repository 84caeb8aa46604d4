"""How budgets stand: which one pays for a team on a day, and what is left of it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import paths_above
from amends.practice.remedies.budget.choices import AccountKind
from amends.practice.remedies.budget.models import Account, Budget

NAMED = 3


def budgets_for(department: Department, currency: str, on: date) -> QuerySet[Budget]:
    """Open budgets that pay for a team on a day, the nearest first: its own, then those of the departments above."""
    paths = [department.path, *paths_above(department.path)]
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


def who_may_raise() -> str:
    """Some of those who give money to teams, by name."""
    people = Member.objects.filter(is_active=True, role__in=(Role.FINANCE, Role.MANAGER)).order_by(
        "role", "pk"
    )
    names = [str(one) for one in people[:NAMED]]
    return _(", ").join(names) if names else _("A manager or finance")
