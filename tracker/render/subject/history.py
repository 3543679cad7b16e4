"""The log as it was recorded, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.canvas.cells import styled
from tracker.render.telling.grid import as_grid
from tracker.reports.history import entries

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.reports.history import HistoryReport


def as_text(report: HistoryReport, layout: Layout) -> list[Text]:
    """Write the entries as a table, and how many older ones were left out."""
    lines = as_grid(entries("History", report.rows), layout)
    if report.earlier:
        lines.append(styled(f"{report.earlier} older: tracker history --limit 0", "faint"))
    return lines
