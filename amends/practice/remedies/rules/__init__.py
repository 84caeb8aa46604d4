"""Decisions about what may be given: pure."""

from amends.practice.remedies.rules.options import (
    OfferedOption,
    Range,
    dated,
    fair_range,
    problem_with,
    rounded,
)

__all__ = ["OfferedOption", "Range", "dated", "fair_range", "problem_with", "rounded"]
