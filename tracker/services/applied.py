"""The rows that tell what became of each table or line of a batch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.domain.definitions.records import MarkRecord, StatementRecord, identity
from tracker.domain.text import is_address
from tracker.errors import ConflictError, LineError, NotFoundError, TrackerError
from tracker.reports.outcome import BatchRow, Outcome
from tracker.services.record import DETAILS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.domain.definitions.records import Definition
    from tracker.services.definitions import Definer
    from tracker.services.record import Recorder


def retired_rows(
    definer: Definer, records: Iterable[Definition], refusals: Refusals
) -> Iterator[BatchRow]:
    """Retire what records retire, once all is said; tell what cannot be."""
    for record, reason in definer.retire_all(records):
        yield from refusals.definition(record, reason)


def defined_row(definer: Definer, record: Definition, *, new: bool) -> BatchRow:
    """Tell what became of a definition: it is new, or was there, or is retired by it."""
    kind, name = identity(record)
    edited = Outcome.EDITED if definer.retires(record) else Outcome.UNCHANGED
    result = Outcome.CREATED if new else edited
    reason = definer.remark(record) if new else None
    return BatchRow(result=result, kind=kind, name=name, where=record.where, reason=reason)


def said_rows(
    recorder: Recorder, record: StatementRecord | MarkRecord, refusals: Refusals
) -> list[BatchRow]:
    """Record a statement or a mark, and tell what became of it."""
    try:
        if isinstance(record, MarkRecord):
            return [marked_row(recorder, record)]
        return [stated_row(recorder, record)]
    except TrackerError as error:
        return refusals.said(record, error)


def stated_row(recorder: Recorder, record: StatementRecord) -> BatchRow:
    """Record a statement and tell what became of it."""
    defined = len(recorder.defined)
    recorded = recorder.statement(record)
    new = any(one.result is Outcome.CREATED for one in recorded)
    dropped = dict.fromkeys(DETAILS[name] for one in recorded for name in one.dropped)
    return BatchRow(
        result=Outcome.CREATED if new else Outcome.UNCHANGED,
        reason=f"not recorded: {', '.join(dropped)}" if dropped else None,
        kind="statement",
        name=_stated_name(record),
        key=record.key,
        where=record.where,
        entries=tuple(one.entry for one in recorded),
        source=recorded[0].source if is_address(record.source or "") else None,
        defines=len(recorder.defined) > defined,
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


def mistake_row(error: LineError, definer: Definer) -> BatchRow:
    """Tell of a line that could not be read, and what a title in place of a slug means."""
    line = BatchRow(result=Outcome.REJECTED, kind="line", name=None, where=error.place)
    row = _refused(line, error)
    if error.written is None or error.field is None:
        return row
    if slug := definer.meant(error.field, error.written):
        return replace(row, reason=f"{row.reason}; write {slug}")
    return replace(row, hint=definer.advice(error.field, error.written) or row.hint)


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
