"""Applying a stream of lines, each of which may refer to those above it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from tracker.db.log import LogWriter, read_clocks
from tracker.domain.definitions.records import (
    MarkRecord,
    MetricRecord,
    SourceRecord,
    StatementRecord,
    SubjectRecord,
    identity,
)
from tracker.errors import NotFoundError, TrackerError
from tracker.reports.outcome import UNLISTED, BatchReport, BatchRow, Outcome
from tracker.services.applied import Refusals, defined_row, mistake_row, retired_rows, said_rows
from tracker.services.definitions import Definer
from tracker.services.record import Recorder
from tracker.services.sources import known_page, same_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import BatchLine, Definition
    from tracker.services.moment import Moment

    Held = Definition | StatementRecord | MarkRecord | None


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
        return [defined_row(self._definer, record, new=new)]

    def retire(self) -> Iterator[BatchRow]:
        """Retire what lines retire, once all of them are applied."""
        return retired_rows(self._definer, self._retired, self._refusals)

    def _record(self, number: int, record: Held) -> list[BatchRow]:
        """Record a statement or a mark; no row for a line that is neither."""
        if not isinstance(record, StatementRecord | MarkRecord):
            return []
        try:
            if isinstance(record, StatementRecord):
                self._require_above(number, record)
        except TrackerError as error:
            return self._refusals.said(record, error)
        return said_rows(self._recorder, record, self._refusals)

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
