from amends.practice.remedies.budget.models.budgets import Account, Budget
from amends.practice.remedies.budget.models.journal import Entry, Hold, Posting

__all__ = ["Account", "Budget", "Entry", "Hold", "Posting"]
