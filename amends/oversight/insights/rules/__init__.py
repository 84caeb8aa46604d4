"""Figures that are worked out from single rows: pure."""

from amends.oversight.insights.rules.repurchase import (
    FEWEST,
    GROUPS,
    WINDOWS,
    Followed,
    Share,
    Windows,
    bought_again,
    by_group,
    usual_wait,
)

__all__ = [
    "FEWEST",
    "GROUPS",
    "WINDOWS",
    "Followed",
    "Share",
    "Windows",
    "bought_again",
    "by_group",
    "usual_wait",
]
