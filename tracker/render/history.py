"""The log as it was recorded, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from tracker.domain.vocabulary import EntryKind
from tracker.render import encode
from tracker.render.grid import as_grid
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from tracker.reports.listing import HistoryReport, HistoryRow


def as_text(report: HistoryReport, width: int | None) -> list[Text]:
    """Write the entries as a table, and how many older ones were left out."""
    lines = as_grid(sheet(report), width)
    if report.earlier:
        lines.append(Text(f"{report.earlier} older: tracker history --limit 0", "dim"))
    return lines


def as_data(report: HistoryReport) -> list[dict[str, Any]]:
    """Return the JSON form of the entries."""
    return [entry_data(row) for row in report.rows]


def entry_data(row: HistoryRow) -> dict[str, Any]:
    """Return the JSON form of one entry."""
    return {
        "entry": row.entry,
        "kind": row.kind.value,
        "subject": row.subject,
        "recorded_at": encode.instant(row.recorded_at),
        "recorded_by": row.recorded_by,
        "statement": encode.statement(row.statement) if row.statement else None,
        "marks": row.marks,
        "reason": row.reason,
        "deprecated": row.deprecated,
    }


def sheet(report: HistoryReport) -> Sheet:
    """Return the entries as a table."""
    columns = ("entry", "said on", "subject", "field", "value", "said by", "tier", "source", "note")
    rows = tuple(_cells(row) for row in report.rows)
    drop = ("source", "tier", "note", "said by")
    whole = frozenset({"subject", "said on"})
    return Sheet("History", columns, rows, right=frozenset({"entry"}), whole=whole, drop=drop)


def _cells(row: HistoryRow) -> tuple[str, ...]:
    said = row.statement
    if said is None:
        what = f"{row.kind} #{row.marks}" if row.kind is not EntryKind.ACCEPT else "accept"
        blank = ("",) * 3
        return (f"#{row.entry}", "", row.subject or "", "", what, *blank, row.reason or "")
    note = "; ".join(
        filter(None, ("deprecated" if row.deprecated else "", said.remark, said.reason))
    )
    return (
        f"#{row.entry}",
        said.stated_on.text,
        row.subject or "",
        said.field.word,
        said.text,
        said.speaker,
        said.tier.value,
        said.source.slug if said.source else "",
        note,
    )
