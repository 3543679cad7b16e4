"""Vague dates: what a period is, and how it is written."""
