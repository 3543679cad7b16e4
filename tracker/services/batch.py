"""Applying files of definitions, statements and marks: all of them or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.db.log import LogWriter, read_clocks
from tracker.domain.definitions.records import Dataset, SourceRecord, identity
from tracker.errors import ConflictError, DataError, LineError, TrackerError
from tracker.reports.outcome import BatchReport, BatchRow, Outcome
from tracker.services.applied import Refusals, defined_row, mistake_row, retired_rows, said_rows
from tracker.services.definitions import Definer
from tracker.services.effects import with_effects
from tracker.services.record import Recorder
from tracker.services.sources import require_new_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import Definition
    from tracker.services.moment import Moment

    Refused = tuple[Definition, TrackerError]


Part = Callable[["Connection", "Moment"], BatchReport]
"""What applies one of several files, and tells what became of it."""


def apply_all(
    connection: Connection, parts: Iterable[Part], moment: Moment, *, keep: bool = True
) -> BatchReport:
    """Apply files one after the other in one transaction, up to the first that is refused.

    When one is, or `keep` is off, the report tells what would have been: the caller must roll back.
    """
    before = read_clocks(connection, moment.today, None)
    reports: list[BatchReport] = []
    for part in parts:
        reports.append(part(connection, moment))
        if reports[-1].refused:
            break
    rows = tuple(row for one in reports for row in one.rows)
    report = BatchReport(clocks=reports[-1].clocks, rows=rows)
    if report.refused:
        return report.unwritten(before)
    report = with_effects(connection, report, before)
    return report if keep else report.unwritten(before)


def apply_dataset(
    connection: Connection,
    dataset: Dataset,
    moment: Moment,
    *,
    mistakes: Sequence[LineError] = (),
    keep: bool = True,
) -> BatchReport:
    """Add and record what the files of a dataset hold, and report every table of them.

    When a table is refused, or `keep` is off, the report tells what would have been: the caller
    must roll back. What names a thing that was refused, or that was left out for one of the
    `mistakes` in the file's text, is skipped.
    """
    before = read_clocks(connection, moment.today, None)
    writer, refusals = LogWriter(connection, moment.now), Refusals(dataset.unread)
    refused: list[Refused] = []
    definer = Definer(connection, writer, moment.author, refused)
    rows = [*_define(connection, definer, dataset, refused, refusals)]
    rows += [mistake_row(error, definer) for error in mistakes]
    recorder = Recorder(connection, moment, writer, definer)
    for records in (dataset.statements, dataset.marks):
        for record in records:
            rows += said_rows(recorder, record, refusals)
        recorder.flush()
    rows += retired_rows(definer, dataset.definitions, refusals)
    rows.sort(key=lambda row: (row.where.file if row.where else "", row.line or 0))
    report = BatchReport(clocks=read_clocks(connection, moment.today, None), rows=tuple(rows))
    return report if keep and not report.refused else report.unwritten(before)


def _define(
    connection: Connection,
    definer: Definer,
    dataset: Dataset,
    refused: list[Refused],
    refusals: Refusals,
) -> Iterator[BatchRow]:
    """Add the definitions that are lacking; one with other content is a conflict."""
    lacking = Dataset()
    for record in dataset.definitions:
        try:
            if definer.lacks(record):
                if isinstance(record, SourceRecord):
                    require_new_page(connection, record)
                lacking.of(identity(record)[0]).append(record)
        except TrackerError as error:
            refused.append((record, error))
    definer.add_all(lacking)
    for record, reason in refused:
        yield from refusals.definition(record, reason)
    told = {id(record) for record, _ in refused}
    new = {id(record) for record in lacking.definitions}
    for record in dataset.definitions:
        if id(record) not in told:
            yield defined_row(definer, record, new=id(record) in new)


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
