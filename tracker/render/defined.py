"""What became of definitions and of the tables of a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.render.cells import styled
from tracker.render.sheet import Sheet
from tracker.reports.definition import UNLISTED

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.reports.definition import BatchReport, BatchRow, DefinitionReport


def definition_text(report: DefinitionReport) -> list[Text]:
    """Write what became of a definition, and what its wording was before."""
    lines = [f"{report.result:<9} {report.kind} {report.name}"]
    if report.before is not None:
        lines += [f"  {key}: {_cell(was)} -> {_cell(now)}" for key, was, now in report.changes]
    return [styled(line) for line in lines]


def definition_data(report: DefinitionReport) -> dict[str, Any]:
    """Return the JSON form of a definition as it is now, and of its keys before."""
    return {
        "result": report.result.value,
        "kind": report.kind,
        "name": report.name,
        "definition": _encoded(report.after),
        "before": None if report.before is None else _encoded(report.before),
    }


def definition_sheet(report: DefinitionReport) -> Sheet:
    """Return a definition as a table of its keys."""
    columns = ("result", "kind", "name", "key", "value")
    first = (report.result.value, report.kind, report.name)
    rows = tuple((*first, key, _cell(value)) for key, value in report.after.items())
    return Sheet("Definition", columns, rows)


def batch_text(report: BatchReport) -> list[Text]:
    """Write a line for every table of a file, and why those were refused that were."""
    return [styled(_line(row)) for row in report.rows]


def batch_data(report: BatchReport) -> list[dict[str, Any]]:
    """Return the JSON form of the tables of a file."""
    return [
        {
            "result": row.result.value,
            "kind": row.kind,
            "name": row.name,
            "key": row.key,
            "where": str(row.where) if row.where else None,
            "line": row.line,
            "entries": list(row.entries),
            "field": row.field,
            "reason": row.reason,
            "hint": row.hint,
            "count": row.count,
        }
        for row in report.rows
    ]


def batch_sheet(report: BatchReport) -> Sheet:
    """Return the tables of a file as a table."""
    columns = ("result", "line", "kind", "name", "key", "entries", "field", "reason", "count")
    rows = tuple(
        (
            row.result.value,
            str(row.line or ""),
            row.kind,
            row.name or "",
            row.key or "",
            _entries(row),
            row.field or "",
            row.reason or "",
            str(row.count),
        )
        for row in report.rows
    )
    return Sheet("Applied", columns, rows)


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
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _encoded(values: Any) -> dict[str, Any]:  # noqa: ANN401
    """The keys of a definition as JSON knows them: days in ISO 8601, words as texts."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
    }
