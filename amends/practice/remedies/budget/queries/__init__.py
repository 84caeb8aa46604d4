from amends.practice.remedies.budget.queries.standing import budgets_for, left_for, left_in, who_may_raise

__all__ = ["budgets_for", "left_for", "left_in", "who_may_raise"]
