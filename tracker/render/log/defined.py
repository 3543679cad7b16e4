"""What became of definitions and of the tables of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.canvas.cells import styled
from tracker.reports.outcome import UNLISTED

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.reports.outcome import BatchReport, BatchRow, DefinitionReport


def definition_text(report: DefinitionReport, _: Layout) -> list[Text]:
    """Write what became of a definition, and what its wording was before."""
    lines = [f"{report.result:<9} {report.kind} {report.name}"]
    if report.before is not None:
        lines += [f"  {key}: {_cell(was)} -> {_cell(now)}" for key, was, now in report.changes]
    return [styled(line) for line in lines]


def batch_text(report: BatchReport, _: Layout) -> list[Text]:
    """Write a line for every table of a file, and why those were refused that were."""
    return [styled(_line(row)) for row in report.rows]


def _line(row: BatchRow) -> str:
    if row.kind == UNLISTED:
        return f"{row.result:<9} {row.count:,} more, not listed"
    line = f"line {row.line}" if row.line else ""
    words = (f"{row.result:<9}", f"{line:<9}", row.kind if row.name else "", row.name or "")
    text = " ".join(word for word in (*words, _entries(row)) if word)
    return f"{text.rstrip()}: {row.reason}" if row.reason else text


def _entries(row: BatchRow) -> str:
    return " ".join(f"#{number}" for number in row.entries)


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
