"""Applying a file of definitions, statements and marks: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.db.catalog import stored_definitions
from tracker.db.log import read_clocks
from tracker.domain.definitions.records import Dataset, differences, identity
from tracker.errors import ConflictError, DataError, LineError, TrackerError
from tracker.reports.definition import BatchReport, BatchRow
from tracker.reports.outcome import Outcome
from tracker.services.batch_rows import Refusals, marked_row, mistake_row, stated_row
from tracker.services.defining import other_content
from tracker.services.definitions import add_definitions
from tracker.services.record import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When and by whom a file is applied; `project` is that of bare names in statements."""

    now: Callable[[], datetime]
    today: date
    author: str | None = None
    project: str | None = None


@dataclass(slots=True)
class _Batch:
    connection: Connection
    moment: Moment
    refusals: Refusals
    rows: list[BatchRow] = field(default_factory=list)

    def define(self, dataset: Dataset) -> None:
        """Add the definitions that are lacking; one with other content is a conflict."""
        stored = stored_definitions(self.connection)
        lacking = Dataset()
        refused: list[tuple[Definition, TrackerError]] = []
        for record in dataset.definitions:
            kind, name = identity(record)
            known = stored.get((kind, name))
            if known is None:
                lacking.of(kind).append(record)
            elif differences(known, record):
                refused.append((record, other_content(known, record)))
        add_definitions(self.connection, lacking, self.moment.now(), refused)
        for record, error in refused:
            self.rows += self.refusals.definition(record, error)
        told = {id(record) for record, _ in refused}
        for record in dataset.definitions:
            if id(record) not in told:
                kind, name = identity(record)
                result = Outcome.UNCHANGED if (kind, name) in stored else Outcome.CREATED
                self.rows.append(BatchRow(result=result, kind=kind, name=name, where=record.where))

    def record(self, dataset: Dataset) -> None:
        """Record statements, then marks."""
        recorder = Recorder(
            self.connection,
            now=self.moment.now,
            today=self.moment.today,
            author=self.moment.author,
            project=self.moment.project,
        )
        for statement in dataset.statements:
            try:
                self.rows.append(stated_row(recorder, statement))
            except TrackerError as error:
                self.rows += self.refusals.said(statement, error)
        recorder.flush()
        for mark in dataset.marks:
            try:
                self.rows.append(marked_row(recorder, mark))
            except TrackerError as error:
                self.rows += self.refusals.said(mark, error)
        recorder.flush()


def apply_dataset(
    connection: Connection,
    dataset: Dataset,
    moment: Moment,
    *,
    mistakes: Sequence[LineError] = (),
    keep: bool = True,
) -> BatchReport:
    """Add and record what a file holds, and report every table of it.

    When a table is refused, or `keep` is off, the report tells what would have been: the caller
    must roll back. What names a thing that was refused, or that was left out for one of the
    `mistakes` in the file's text, is skipped.
    """
    before = read_clocks(connection, moment.today, None)
    batch = _Batch(connection, moment, Refusals(dataset.unread))
    batch.rows += [mistake_row(error) for error in mistakes]
    batch.define(dataset)
    batch.record(dataset)
    batch.rows.sort(key=lambda row: row.line or 0)
    clocks = read_clocks(connection, moment.today, None)
    report = BatchReport(clocks=clocks, rows=tuple(batch.rows))
    return report if keep and not report.refused else report.unwritten(before)


def refusal_of(report: BatchReport) -> TrackerError | None:
    """Return the error of a file that was refused: its first mistake, and how many there are."""
    if not report.refused:
        return None
    first, *others = report.refused
    all_conflicts = all(row.result is Outcome.CONFLICT for row in report.refused)
    kind: type[TrackerError] = ConflictError if all_conflicts else DataError
    where = f"{first.where}: " if first.where else ""
    count = sum(row.count for row in others)
    more = f" (and {count} more)" if count else ""
    return kind(f"{where}{first.reason}{more}; nothing was written", first.hint or "")
