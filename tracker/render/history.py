"""The log as it was recorded, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.clocks import utc_text
from tracker.domain.vocabulary import EntryKind
from tracker.render import encode, words
from tracker.render.cells import styled
from tracker.render.grid import as_grid
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.domain.quantity_format import Units
    from tracker.render.layout import Layout
    from tracker.reports.listing import HistoryReport, HistoryRow


def as_text(report: HistoryReport, layout: Layout) -> list[Text]:
    """Write the entries as a table, and how many older ones were left out."""
    lines = as_grid(sheet(report, layout.units), layout)
    if report.earlier:
        lines.append(styled(f"{report.earlier} older: tracker history --limit 0", "faint"))
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
        "recorded_at": utc_text(row.recorded_at),
        "recorded_by": row.recorded_by,
        "statement": encode.statement(row.statement) if row.statement else None,
        "marks": row.marks,
        "finding": row.finding,
        "content": row.content,
        "reason": row.reason,
        "deprecated": row.deprecated,
    }


COLUMNS = (
    *("entry", "said on", "subject", "field", "value", "said by", "tier", "source"),
    *("happened", "recorded", "by", "note"),
)
DROP = ("by", "recorded", "happened", "source", "tier", "note", "said by")


def sheet(report: HistoryReport, units: Units) -> Sheet:
    """Return the entries as a table; `recorded` is an instant in UTC."""
    rows = tuple(tuple(_cells(row, units).get(name, "") for name in COLUMNS) for row in report.rows)
    whole = frozenset({"subject", "said on"})
    return Sheet("History", COLUMNS, rows, right=frozenset({"entry"}), whole=whole, drop=DROP)


def what(row: HistoryRow) -> str:
    """Say what an entry that is no statement does: `deprecate #120`, `accept V101`, `define`."""
    if row.kind is EntryKind.DEFINE:
        return row.kind.value
    of = f"#{row.marks}" if row.finding is None else row.finding.split(" ", 1)[0]
    return f"{row.kind} {of}"


def _cells(row: HistoryRow, units: Units) -> dict[str, str]:
    about = {
        "entry": f"#{row.entry}",
        "subject": row.subject or "",
        "recorded": utc_text(row.recorded_at),
        "by": row.recorded_by or "",
    }
    said = row.statement
    if said is None:
        undone = "deprecated" if row.deprecated else ""
        return about | {"value": what(row), "note": "; ".join(filter(None, (undone, row.reason)))}
    notes = ("deprecated" if row.deprecated else "", said.remark, said.reason)
    return about | {
        "said on": said.stated_on.text,
        "field": said.field.word,
        "value": words.said(said, units),
        "said by": said.speaker,
        "tier": said.tier.value,
        "source": said.source.slug if said.source else "",
        "happened": said.happened_on.text if said.happened_on else "",
        "note": "; ".join(filter(None, notes)),
    }
