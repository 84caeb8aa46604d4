"""What follows when a budget runs low."""

from __future__ import annotations

from amends.practice.remedies.budget.actions.telling import tell_of_low
from amends.practice.remedies.budget.events import BudgetRanLow


def tell_who_answers_for_it(event: BudgetRanLow) -> None:
    tell_of_low(event.budget_id, event.percent)
