from amends.practice.remedies.budget.queries.books import (
    journal,
    journal_page,
    span,
    trial_balance,
    verify_books,
)
from amends.practice.remedies.budget.queries.pace import burn_down, forecast
from amends.practice.remedies.budget.queries.standing import (
    budgets_drawn_on,
    budgets_for,
    budgets_seen_by,
    left_for,
    left_in,
    standings,
    who_may_raise,
    whom_it_concerns,
)

__all__ = [
    "budgets_drawn_on",
    "budgets_for",
    "budgets_seen_by",
    "burn_down",
    "forecast",
    "journal",
    "journal_page",
    "left_for",
    "left_in",
    "span",
    "standings",
    "trial_balance",
    "verify_books",
    "who_may_raise",
    "whom_it_concerns",
]
