"""Decisions about what may be given: pure."""

from amends.practice.remedies.rules.fairness import Remark, judge
from amends.practice.remedies.rules.options import OfferedOption, dated, problem_with
from amends.practice.remedies.rules.policy import Facts, Fault, Policy, Range, fair_range

__all__ = [
    "Facts",
    "Fault",
    "OfferedOption",
    "Policy",
    "Range",
    "Remark",
    "dated",
    "fair_range",
    "judge",
    "problem_with",
]
