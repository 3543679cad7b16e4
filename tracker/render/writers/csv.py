"""CSV: one table, a header and a line for each row, harmless to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from tracker.domain.text import visible
from tracker.render.writers.spread import header, spread

if TYPE_CHECKING:
    from tracker.tables.table import Table

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With which a formula begins; a Japanese spreadsheet takes the wide signs for the others."""
NUMBER = re.compile(r"[+-]?[\d.,]+%?")


def as_csv(table: Table[Any]) -> str:
    """Write one table with a header, lines ending in a newline alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header(table))
    writer.writerows(map(harmless, row) for row in spread(table))
    return out.getvalue()


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a text as a formula; a figure stays a figure."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(FORMULA) and not NUMBER.fullmatch(shown) else shown
