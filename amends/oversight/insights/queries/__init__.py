"""What all of it adds up to. Every figure on screen has one function here."""

from amends.oversight.insights.queries.effect import Effect, Group, effect, may_see_effect
from amends.oversight.insights.queries.figures import (
    SEES_FIGURES,
    Report,
    report,
    stage_flow,
    view_counts,
    visible_ratings,
    with_shares,
)
from amends.oversight.insights.queries.repurchase import Repurchase, repurchase

__all__ = [
    "SEES_FIGURES",
    "Effect",
    "Group",
    "Report",
    "Repurchase",
    "effect",
    "may_see_effect",
    "report",
    "repurchase",
    "stage_flow",
    "view_counts",
    "visible_ratings",
    "with_shares",
]
