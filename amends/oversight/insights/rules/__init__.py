"""Figures that are worked out from single rows: pure."""

from amends.oversight.insights.rules.repurchase import (
    GROUPS,
    WINDOWS,
    Followed,
    Windows,
    bought_again,
    by_group,
    usual_wait,
)
from amends.oversight.insights.rules.shares import FEWEST, Share, share_of

__all__ = [
    "FEWEST",
    "GROUPS",
    "WINDOWS",
    "Followed",
    "Share",
    "Windows",
    "bought_again",
    "by_group",
    "share_of",
    "usual_wait",
]
