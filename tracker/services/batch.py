"""Applying a file of definitions, statements and marks: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.db.log import read_clocks
from tracker.domain.records import Dataset
from tracker.domain.vocabulary import Field
from tracker.errors import ConflictError, DataError, LineError, TrackerError
from tracker.reports.definition import BatchReport, BatchRow, Outcome
from tracker.services.defining import other_content
from tracker.services.definitions import add_definitions
from tracker.services.record import Recorder, Result
from tracker.services.stored import (
    KINDS,
    definitions,
    differences,
    identity,
    stored_definitions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.records import Definition, MarkRecord, StatementRecord


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
    rows: list[BatchRow] = field(default_factory=list)

    def define(self, dataset: Dataset) -> None:
        """Add the definitions that are lacking; one with other content is a conflict."""
        stored = stored_definitions(self.connection, self.moment.today)
        lacking = Dataset()
        refused: list[tuple[Definition, TrackerError]] = []
        for record in definitions(dataset):
            known = stored.get(identity(record))
            if known is None:
                getattr(lacking, KINDS[type(record)][1]).append(record)
            elif differences(known, record):
                refused.append((record, other_content(known, record)))
        try:
            add_definitions(self.connection, lacking, self.moment.now(), refused)
        except TrackerError as error:  # references in a circle belong to no one record
            self.rows.append(_refused("definition", None, None, error))
            return
        errors = {id(record): error for record, error in refused}
        for record in definitions(dataset):
            kind, name = identity(record)
            refusal = errors.get(id(record))
            if refusal is not None:
                self.rows.append(_refused(kind, name, record.where, refusal))
                continue
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
                self.rows.append(_stated(recorder, statement))
            except TrackerError as error:
                name = _stated_name(statement)
                row = _refused("statement", name, statement.where, error)
                self.rows.append(replace(row, key=statement.key))
        recorder.flush()
        for mark in dataset.marks:
            try:
                self.rows.append(_marked(recorder, mark))
            except TrackerError as error:
                row = _refused("mark", mark.of, mark.where, error)
                self.rows.append(replace(row, key=mark.key))
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
    must roll back. With `mistakes` in the file's text nothing else is looked at; with definitions
    that are refused no statement is.
    """
    before = read_clocks(connection, moment.today, None)
    batch = _Batch(connection, moment)
    batch.rows += [_mistake(error) for error in mistakes]
    if not mistakes:
        batch.define(dataset)
        if not any(row.result is Outcome.REJECTED for row in batch.rows):
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
    more = f" (and {len(others)} more)" if others else ""
    return kind(f"{where}{first.reason}{more}; nothing was written", first.hint or "")


def _stated(recorder: Recorder, record: StatementRecord) -> BatchRow:
    recorded = recorder.statement(record)
    new = any(one.result is Result.CREATED for one in recorded)
    return BatchRow(
        result=Outcome.CREATED if new else Outcome.UNCHANGED,
        kind="statement",
        name=_stated_name(record),
        key=record.key,
        where=record.where,
        entries=tuple(one.entry for one in recorded),
    )


def _stated_name(record: StatementRecord) -> str:
    return " ".join((record.subject, *(one.value for one, _ in record.values)))


def _marked(recorder: Recorder, record: MarkRecord) -> BatchRow:
    made = recorder.mark(record)
    return BatchRow(
        result=Outcome.CREATED if made else Outcome.UNCHANGED,
        kind="mark",
        name=record.of,
        key=record.key,
        where=record.where,
        entries=tuple(made),
    )


def _refused(kind: str, name: str | None, where: str | None, error: TrackerError) -> BatchRow:
    conflict = isinstance(error, ConflictError)
    reason = error.message.removeprefix(f"{where}: ")
    first, found, _ = reason.partition(":")
    return BatchRow(
        result=Outcome.CONFLICT if conflict else Outcome.REJECTED,
        kind=kind,
        name=name,
        where=where,
        field=first if found and first in list(Field) else None,
        reason=reason,
        hint=error.hint,
    )


def _mistake(error: LineError) -> BatchRow:
    return BatchRow(
        result=Outcome.REJECTED,
        kind="line",
        name=None,
        where=error.where,
        field=error.field,
        reason=error.reason,
        hint=error.hint,
    )
