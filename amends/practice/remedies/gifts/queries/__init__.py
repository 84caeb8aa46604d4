"""Every question about gifts."""

from amends.practice.remedies.gifts.queries.suggesting import suggest

__all__ = ["suggest"]
