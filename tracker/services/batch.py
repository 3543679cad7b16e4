"""Applying files of definitions, statements and marks: all of them or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from tracker.db.log import LogWriter, read_clocks
from tracker.domain.definitions.records import (
    Dataset,
    MarkRecord,
    MetricRecord,
    SourceRecord,
    StatementRecord,
    SubjectRecord,
    identity,
)
from tracker.domain.text import is_address
from tracker.errors import ConflictError, DataError, LineError, NotFoundError, TrackerError
from tracker.reports.outcome import UNLISTED, BatchReport, BatchRow, Outcome
from tracker.services.definitions import Definer
from tracker.services.effects import with_effects
from tracker.services.record import Recorder
from tracker.services.sources import known_page, require_new_page, same_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import BatchLine, Definition
    from tracker.services.moment import Moment

    Refused = tuple[Definition, TrackerError]
    Held = Definition | StatementRecord | MarkRecord | None


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
            rows += _recorded(recorder, record, refusals)
        recorder.flush()
    rows += _retire(definer, dataset.definitions, refusals)
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
            yield _defined_row(definer, record, new=id(record) in new)


def _retire(
    definer: Definer, records: Iterable[Definition], refusals: Refusals
) -> Iterator[BatchRow]:
    """Retire what records retire, once all is said; tell what cannot be."""
    for record, reason in definer.retire_all(records):
        yield from refusals.definition(record, reason)


def _defined_row(definer: Definer, record: Definition, *, new: bool) -> BatchRow:
    kind, name = identity(record)
    edited = Outcome.EDITED if definer.retires(record) else Outcome.UNCHANGED
    result = Outcome.CREATED if new else edited
    reason = definer.remark(record) if new else None
    return BatchRow(result=result, kind=kind, name=name, where=record.where, reason=reason)


def _recorded(
    recorder: Recorder, record: StatementRecord | MarkRecord, refusals: Refusals
) -> list[BatchRow]:
    """Record a statement or a mark, and tell what became of it."""
    try:
        if isinstance(record, MarkRecord):
            return [marked_row(recorder, record)]
        return [stated_row(recorder, record)]
    except TrackerError as error:
        return refusals.said(record, error)


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


def stated_row(recorder: Recorder, record: StatementRecord) -> BatchRow:
    """Record a statement and tell what became of it."""
    defined = len(recorder.defined)
    recorded = recorder.statement(record)
    new = any(one.result is Outcome.CREATED for one in recorded)
    return BatchRow(
        result=Outcome.CREATED if new else Outcome.UNCHANGED,
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


CHUNK = 1000
"""So many lines are looked up and stored together."""

LISTED = 1000
"""A batch of at most so many rows has all of them in its report."""

KEPT = 10_000
"""Of a longer one the report has so many of each result but `created`; the rest is counted."""

ABOVE = "put definitions above the lines that name them"
SUBJECT = "subject"


def apply_lines(
    connection: Connection,
    lines: Iterable[BatchLine],
    moment: Moment,
    *,
    keep: bool = True,
    progress: Callable[[int], None] = lambda _: None,
) -> BatchReport:
    """Add and record what the lines hold, in their order, and report what became of them.

    A line may refer to what lines above it define or state. When one is refused, or `keep` is
    off, the report tells what would have been: the caller must roll back. `progress` is told the
    number of lines done.
    """
    before = read_clocks(connection, moment.today, None)
    stream, tally, done = _Stream(connection, moment), _Tally(), 0
    remaining = iter(lines)
    while chunk := list(islice(remaining, CHUNK)):
        for row in stream.apply(chunk):
            tally.add(row)
        for number in range(done + 1, done + len(chunk) + 1):
            progress(number)
        done += len(chunk)
    for row in stream.retire():
        tally.add(row)
    clocks = read_clocks(connection, moment.today, None)
    report = BatchReport(clocks=clocks, rows=tuple(tally.all_rows()))
    return report if keep and not report.refused else report.unwritten(before)


class _Stream:
    """Knows what the database holds, and learns what the lines add to it."""

    def __init__(self, connection: Connection, moment: Moment) -> None:
        writer = LogWriter(connection, moment.now)
        self._retired: list[Definition] = []
        self._definer = Definer(connection, writer, moment.author)
        self._recorder = Recorder(connection, moment, writer, self._definer)
        self._refusals = Refusals()
        self._made: dict[tuple[str, str], int] = {}

    def apply(self, lines: list[BatchLine]) -> Iterator[BatchRow]:
        """Define, then record, what some lines hold; their rows come in the order of the lines."""
        self._made = {}
        for line in lines:
            self._refusals.add(line.name)
        defined = {line.number: self._define(line.number, line.record) for line in lines}
        if self._made:
            self._recorder.renew()
        said = [line.record for line in lines]
        keys = {one.key for one in said if isinstance(one, StatementRecord | MarkRecord)}
        keys |= {one.of for one in said if isinstance(one, MarkRecord)}
        self._recorder.foresee([key for key in keys if key is not None])
        for line in lines:
            yield from (mistake_row(error, self._definer) for error in line.mistakes)
            yield from defined.pop(line.number) or self._record(line.number, line.record)
        self._recorder.flush()

    def _define(self, number: int, record: Held) -> list[BatchRow]:
        """Add a definition; no row for a line that is none."""
        if record is None or isinstance(record, StatementRecord | MarkRecord):
            return []
        kind, name = identity(record)
        try:
            new = self._definer.lacks(record)
            if new:
                self._require_uncited(record)
                self._definer.add(kind, [record])
                if isinstance(record, MetricRecord):
                    self._definer.check_parts([record])
                self._made[SUBJECT if isinstance(record, SubjectRecord) else kind, name] = number
        except TrackerError as error:
            return self._refusals.definition(record, error)
        if self._definer.retires(record):
            self._retired.append(record)
        return [_defined_row(self._definer, record, new=new)]

    def retire(self) -> Iterator[BatchRow]:
        """Retire what lines retire, once all of them are applied."""
        return _retire(self._definer, self._retired, self._refusals)

    def _record(self, number: int, record: Held) -> list[BatchRow]:
        """Record a statement or a mark; no row for a line that is neither."""
        if not isinstance(record, StatementRecord | MarkRecord):
            return []
        try:
            if isinstance(record, StatementRecord):
                self._require_above(number, record)
        except TrackerError as error:
            return self._refusals.said(record, error)
        return _recorded(self._recorder, record, self._refusals)

    def _require_uncited(self, record: Definition) -> None:
        """Refuse a source of a page that another one is, be it one that a line above cited."""
        sources = self._recorder.sources
        known = isinstance(record, SourceRecord) and sources.of_page(record.url)
        if known in sources.made:
            raise same_page(f"a line above made source {known} of this page", ABOVE)
        if isinstance(known, str):
            raise known_page(known)

    def _require_above(self, number: int, record: StatementRecord) -> None:
        """Refuse a name that only a later line of the same chunk defines, as of any other chunk."""
        if not self._made:
            return
        subject = self._recorder.subject_of(record).path
        source = record.source and self._recorder.sources.slug_of(record.source)
        named = {SUBJECT: subject, "source": source, "organization": record.said_by}
        for noun, name in named.items():
            line = self._made.get((noun, name or ""), 0)
            if line > number:
                raise NotFoundError(f"{noun} {name} is defined only below, in line {line}", ABOVE)


@dataclass(slots=True)
class _Tally:
    """The rows of a report while they are few, and a count of all."""

    rows: list[BatchRow] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)

    def add(self, row: BatchRow) -> None:
        """Count a row, and keep it unless it is one of too many."""
        before = self.counts.total()
        self.counts[row.result] += 1
        if before == LISTED:
            self.rows = [one for one in self.rows if one.result is not Outcome.CREATED]
        if before < LISTED or (
            row.result is not Outcome.CREATED and self.counts[row.result] <= KEPT
        ):
            self.rows.append(row)

    def all_rows(self) -> Iterator[BatchRow]:
        """The rows kept, and after them one for those of each result that were not."""
        yield from self.rows
        listed = Counter(row.result for row in self.rows)
        for result, count in (self.counts - listed).items():
            yield BatchRow(result=result, kind=UNLISTED, name=None, where=None, count=count)
