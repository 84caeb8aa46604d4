from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class BudgetRanLow(Event):
    """So much of a budget is bound or spent that those who answer for it should know; told once until it is raised."""

    budget_id: int
    percent: int
