"""Loads the demonstration company: its people, customers, orders and cases, with all dates relative to now."""
