"""Amounts, counts and shares: what they are, how they are written, what they come to."""
