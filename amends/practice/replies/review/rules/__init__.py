"""Scoring, drawing and comparing: pure."""
