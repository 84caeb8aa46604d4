"""Decisions about articles, without database or clock."""
