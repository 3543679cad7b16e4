"""What became of one thing of a batch, as a row of its report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.domain.records import MarkRecord
from tracker.errors import ConflictError
from tracker.reports.definition import BatchRow, Outcome
from tracker.services.record import Result

if TYPE_CHECKING:
    from tracker.domain.records import StatementRecord
    from tracker.errors import LineError, Place, TrackerError
    from tracker.services.record import Recorder


def stated_row(recorder: Recorder, record: StatementRecord) -> BatchRow:
    """Record a statement and tell what became of it."""
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


def marked_row(recorder: Recorder, record: MarkRecord) -> BatchRow:
    """Record a mark and tell what became of it."""
    made = recorder.mark(record)
    return BatchRow(
        result=Outcome.CREATED if made else Outcome.UNCHANGED,
        kind="mark",
        name=record.of,
        key=record.key,
        where=record.where,
        entries=tuple(made),
    )


def refused_record(record: StatementRecord | MarkRecord, error: TrackerError) -> BatchRow:
    """Tell why a statement or a mark was refused."""
    if isinstance(record, MarkRecord):
        kind, name = "mark", record.of
    else:
        kind, name = "statement", _stated_name(record)
    return replace(refused_row(kind, name, record.where, error), key=record.key)


def refused_row(kind: str, name: str | None, where: Place | None, error: TrackerError) -> BatchRow:
    """Tell why what stands somewhere was refused; a conflict is told apart from a mistake."""
    conflict = isinstance(error, ConflictError)
    return BatchRow(
        result=Outcome.CONFLICT if conflict else Outcome.REJECTED,
        kind=kind,
        name=name,
        where=error.place or (where and where.at(error.field)),
        field=error.field,
        reason=error.message,
        hint=error.hint,
    )


def mistake_row(error: LineError) -> BatchRow:
    """Tell of a line that could not be read."""
    return refused_row("line", None, error.place, error)
