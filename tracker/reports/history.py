"""The log as it was recorded, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.vocabulary import EntryKind
from tracker.reports.statement_columns import statement_columns
from tracker.tables.column import Column, Kind
from tracker.tables.table import Document, Table, listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One entry of the log; `statement` of a statement, `marks` the entry that a mark is about.

    `deprecated` tells that a later mark took the statement out of all reports. `finding` names what
    an acceptance accepts: code, subject and a digest of its facts, `content` what was defined.
    """

    entry: int
    kind: EntryKind
    subject: str | None
    recorded_at: datetime
    recorded_by: str | None
    statement: Statement | None
    marks: int | None
    reason: str | None
    deprecated: bool
    finding: str | None = None
    content: str | None = None

    @property
    def deed(self) -> str | None:
        """What an entry does that is no statement: `deprecate #120`, `accept V101`, `define`."""
        if self.statement is not None:
            return None
        if self.kind is EntryKind.DEFINE:
            return self.kind.value
        of = f"#{self.marks}" if self.finding is None else self.finding.split(" ", 1)[0]
        return f"{self.kind} {of}"

    @property
    def note(self) -> str:
        """What is to be known of it beside what it says, for who reads it on one line."""
        said = self.statement
        own = (said.remark, said.reason) if said else (self.reason,)
        return "; ".join(filter(None, ("deprecated" if self.deprecated else "", *own)))


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReport:
    """Entries of the log as recorded, the oldest first; `earlier` were left out before them."""

    clocks: Clocks
    subject: Subject | None
    rows: tuple[HistoryRow, ...]
    earlier: int


STATEMENT_SHOWN = {
    "field": ("field", 0),
    "value": ("value", 0),
    "tier": ("tier", 3),
    "speaker": ("said by", 1),
    "stated_on": ("said on", 0),
    "happened_on": ("happened", 5),
    "source.slug": ("source", 4),
}
"""What a terminal shows of an entry's statement, as `statement_columns` takes it."""


def _statement_columns() -> tuple[Column[HistoryRow], ...]:
    """The statement of an entry; in place of what is said, people see what another entry does."""
    columns = statement_columns(lambda row: row.statement, under="statement", shown=STATEMENT_SHOWN)
    return tuple(
        replace(one, told=lambda row: row.deed) if one.key == "statement.value" else one
        for one in columns
    )


SAID = _statement_columns()
SAID_ON = "statement.stated_on"
"""Stands before the subject: whoever reads the log looks for days first."""

ENTRY_COLUMNS: tuple[Column[HistoryRow], ...] = (
    Column(key="entry", value=lambda row: row.entry, kind=Kind.ENTRY),
    Column(key="kind", value=lambda row: row.kind.value, screen=False),
    *(column for column in SAID if column.key == SAID_ON),
    Column(key="subject", value=lambda row: row.subject, whole=True),
    *(column for column in SAID if column.key != SAID_ON),
    Column(
        key="recorded_at",
        title="recorded",
        value=lambda row: row.recorded_at,
        kind=Kind.INSTANT,
        priority=6,
    ),
    Column(key="recorded_by", title="by", value=lambda row: row.recorded_by, priority=7),
    Column(key="marks", value=lambda row: row.marks, kind=Kind.ENTRY, screen=False),
    Column(key="finding", value=lambda row: row.finding, screen=False),
    Column(key="content", value=lambda row: row.content, screen=False),
    Column(
        key="reason",
        title="note",
        value=lambda row: row.reason,
        told=lambda row: row.note,
        priority=2,
    ),
    Column(key="deprecated", value=lambda row: row.deprecated, kind=Kind.FLAG, screen=False),
)


def entries(title: str, rows: Sequence[HistoryRow]) -> Table[HistoryRow]:
    """Declare entries of the log as a table."""
    return Table(key="entries", title=title, columns=ENTRY_COLUMNS, rows=rows)


def history(report: HistoryReport) -> Document:
    """Declare the entries of the log."""
    return listed(entries("History", report.rows))
