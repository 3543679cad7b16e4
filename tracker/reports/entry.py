"""One entry of the log, and what marking one changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.reports.history import ENTRY_COLUMNS, HistoryRow
from tracker.reports.log import MILESTONE_COLUMNS
from tracker.reports.statement_columns import statement_columns
from tracker.tables.column import Column, Kind
from tracker.tables.table import Document, Table, single

if TYPE_CHECKING:
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.vocabulary import EntryKind
    from tracker.reports.log import MilestoneChange
    from tracker.reports.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReport:
    """One entry with the marks on it, the oldest first; `subject` is a path, if there is one."""

    clocks: Clocks
    subject: str | None
    entry: HistoryRow
    marks: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksReport:
    """What one call marked, in the order given, each as it stood after those before it."""

    clocks: Clocks
    rows: tuple[MarkReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReport:
    """The outcome of deprecating or reinstating an entry: `created` or `unchanged`.

    `entry` is the mark, None where what is `marked` always stood; `subject` is a path. `before`
    and `shown` are the statements shown of a statement's field without and with the mark.
    """

    clocks: Clocks
    result: Outcome
    kind: EntryKind
    entry: int | None
    reason: str
    subject: str
    marked: HistoryRow
    before: Statement | None
    shown: Statement | None
    milestones: tuple[MilestoneChange, ...]


def entry(report: EntryReport) -> Document:
    """Declare an entry, its subject as a path, with the marks on it."""
    marked_by: Column[HistoryRow] = Column(
        key="marked_by",
        value=lambda _: report.marks,
        kind=Kind.ROWS,
        inner=ENTRY_COLUMNS,
    )
    return single(
        Table(
            key="entries",
            title=f"Entry #{report.entry.entry}",
            columns=(*ENTRY_COLUMNS, marked_by),
            rows=(replace(report.entry, subject=report.subject),),
        )
    )


MARK_COLUMNS: tuple[Column[MarkReport], ...] = (
    Column(key="result", value=lambda row: row.result.value),
    Column(key="kind", value=lambda row: row.kind.value),
    Column(key="entry", value=lambda row: row.entry, kind=Kind.ENTRY),
    Column(key="reason", value=lambda row: row.reason),
    Column(key="marks", value=lambda row: row.marked.entry, kind=Kind.ENTRY),
    *statement_columns(lambda row: row.marked.statement, under="statement"),
    Column(key="finding", value=lambda row: row.marked.finding),
    Column(key="before", value=lambda row: row.before, kind=Kind.STATEMENT),
    Column(key="shown", value=lambda row: row.shown, kind=Kind.STATEMENT),
    Column(
        key="milestones",
        value=lambda row: row.milestones,
        kind=Kind.ROWS,
        inner=MILESTONE_COLUMNS,
    ),
)


def marks(report: MarksReport) -> Document:
    """Declare the marks, each with what is shown before and after it."""
    table = Table(key="marks", title="Marked", columns=MARK_COLUMNS, rows=report.rows)
    return Document(tables=(table,))
