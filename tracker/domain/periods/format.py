"""Periods as text to be read, in few characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.periods.period import Period


def brief(period: Period) -> str:
    """Write a period as the page does: `2024-12-11/20`, `by 2025-06`, `from 2028`, `FY2027-H2`.

    It parses to the same window.
    """
    first, slash, last = period.label.partition("/")
    if not slash:
        return first
    if first == "..":
        return f"by {last}"
    if last == "..":
        return f"from {first}"
    (begun, dash, start), (ended, _, end) = first.rpartition("-"), last.rpartition("-")
    shared = dash and begun == ended and start.isdigit() and end.isdigit()
    return f"{first}/{end}" if shared else period.label
