"""Reads: a moment in, a report out."""
