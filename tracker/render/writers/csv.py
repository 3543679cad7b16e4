"""CSV: one table, a header and a line for each row, harmless to a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from tracker.render.writers.spread import header, spread

if TYPE_CHECKING:
    from tracker.render.canvas.layout import Layout
    from tracker.tables.report import Report
    from tracker.tables.table import Table


def write(report: Report, _: Layout) -> str:
    """Write the first table that a report is made of."""
    return as_csv(report.document().flat[0])


def as_csv(table: Table[Any]) -> str:
    """Write one table with a header, lines ending in a newline alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header(table))
    writer.writerows(spread(table))
    return out.getvalue()
