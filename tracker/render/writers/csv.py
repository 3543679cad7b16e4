"""CSV: one table with the names of JSON, its values spread into columns of their own by type."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from tracker.domain.text import visible
from tracker.render.writers.spread import header, parts, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.render.canvas import Layout
    from tracker.tables.table import Report, Table


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


FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With which a formula begins; a Japanese spreadsheet takes the wide signs for the others."""
NUMBER = re.compile(r"[+-]?[\d.,]+%?")


def spread(
    table: Table[Any], escape: Callable[[str], str] = lambda cell: cell
) -> Iterator[list[str]]:
    """Yield each row as cells that are harmless, one under each name of the header.

    What the format cannot hold is escaped first: what is invisible becomes visible after it.
    """
    for row in table.rows:
        told = (parts(column, column.value(row)) for column in table.columns)
        yield [harmless(escape(text(part))) for cells in told for part in cells]


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a text as a formula; a figure stays a figure."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(FORMULA) and not NUMBER.fullmatch(shown) else shown
