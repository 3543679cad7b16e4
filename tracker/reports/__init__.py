"""Frozen dataclasses that a query fills and a renderer reads."""
