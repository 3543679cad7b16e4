"""Writes: plain values in, what was shown before and after out."""
