"""What became of one thing of a batch, as a row of its report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.domain.definitions.records import MarkRecord, identity
from tracker.errors import ConflictError, NotFoundError
from tracker.reports.definition import BatchRow
from tracker.reports.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.definitions.records import Definition, StatementRecord
    from tracker.errors import LineError, TrackerError
    from tracker.services.record import Recorder


def stated_row(recorder: Recorder, record: StatementRecord) -> BatchRow:
    """Record a statement and tell what became of it."""
    recorded = recorder.statement(record)
    new = any(one.result is Outcome.CREATED for one in recorded)
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


class Refusals:
    """Tells why things are refused, and which are skipped because they only name one of those."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = set(names)

    def add(self, name: str | None) -> None:
        """Learn a slug or key that cannot be found because it was refused."""
        if name is not None:
            self._names.add(name)

    def definition(self, record: Definition, error: TrackerError) -> list[BatchRow]:
        """Tell all that is wrong with a definition."""
        kind, name = identity(record)
        rows = self._rows(
            error, BatchRow(result=Outcome.REJECTED, kind=kind, name=name, where=record.where)
        )
        self.add(name.rpartition("/")[2])
        return rows

    def said(self, record: StatementRecord | MarkRecord, error: TrackerError) -> list[BatchRow]:
        """Tell all that is wrong with a statement or a mark."""
        if isinstance(record, MarkRecord):
            kind, name = "mark", record.of
        else:
            kind, name = "statement", _stated_name(record)
        row = BatchRow(
            result=Outcome.REJECTED, kind=kind, name=name, where=record.where, key=record.key
        )
        rows = self._rows(error, row)
        self.add(record.key)
        return rows

    def _rows(self, error: TrackerError, row: BatchRow) -> list[BatchRow]:
        own = [one for one in (error, *error.others) if not self._follows(one)]
        if own:
            return [_refused(row, one) for one in own]
        return [replace(_refused(row, error), result=Outcome.SKIPPED)]

    def _follows(self, error: TrackerError) -> bool:
        """Whether a name is missing only because what has it was refused."""
        name = error.name if isinstance(error, NotFoundError) else None
        return name is not None and not self._names.isdisjoint((name, *name.split("/")))


def mistake_row(error: LineError) -> BatchRow:
    """Tell of a line that could not be read."""
    return _refused(
        BatchRow(result=Outcome.REJECTED, kind="line", name=None, where=error.place), error
    )


def _refused(row: BatchRow, error: TrackerError) -> BatchRow:
    """Tell why what a row is about was refused; a conflict is told apart from a mistake."""
    conflict = isinstance(error, ConflictError)
    return replace(
        row,
        result=Outcome.CONFLICT if conflict else Outcome.REJECTED,
        where=error.place or (row.where and row.where.at(error.field)),
        field=error.field,
        reason=error.message,
        hint=error.hint,
    )
