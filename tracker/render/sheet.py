"""A plain table of texts, written as CSV, Markdown or columns for a terminal."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With which a formula begins; a Japanese spreadsheet takes the wide signs for the others."""
NUMBER = re.compile(r"[+-]?[\d.,]+%?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table; every row has as many cells as there are columns.

    In a terminal the columns named in `right` hold figures, aligned right. They, those in `whole`
    and the first are never cut. Those in `drop` are left out, in that order, to make room.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    drop: tuple[str, ...] = ()

    def without(self, name: str) -> Sheet:
        """Return the table without one of its columns."""
        place = self.columns.index(name)
        rows = tuple((*row[:place], *row[place + 1 :]) for row in self.rows)
        columns = (*self.columns[:place], *self.columns[place + 1 :])
        return replace(self, columns=columns, rows=rows)


def as_csv(sheet: Sheet) -> str:
    """Write one table as CSV with a header, lines ending in a newline alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    return out.getvalue()


def as_markdown(sheets: Iterable[Sheet]) -> str:
    """Write tables as Markdown, each under its title."""
    return "\n".join(_markdown(sheet) for sheet in sheets)


def _markdown(sheet: Sheet) -> str:
    rule = ["--:" if name in sheet.right else "---" for name in sheet.columns]
    lines = [f"## {sheet.title}", "", _row(sheet.columns), _row(rule)]
    return "\n".join([*lines, *(_row(row) for row in sheet.rows)]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(cell: str) -> str:
    return visible(cell).replace("\\", "\\\\").replace("|", "\\|")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from running a text as a formula; a figure stays a figure."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(FORMULA) and not NUMBER.fullmatch(shown) else shown
