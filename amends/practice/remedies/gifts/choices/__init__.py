"""Closed lists of words about gifts, stock and suppliers."""
