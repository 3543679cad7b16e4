"""Logging one update and telling what it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.db.statements import read_entry
from tracker.domain.explain import Effect, effect
from tracker.domain.resolve import resolve
from tracker.domain.shape import nothing_said, read_words
from tracker.domain.statement import date_on_earth
from tracker.domain.vocabulary import Field
from tracker.reports.log import LoggedRow, LogReport
from tracker.services.record import Recorder
from tracker.services.sources import is_url, source_of_url
from tracker.services.views import View, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.records import StatementRecord
    from tracker.domain.subject import Subject
    from tracker.services.record import Recorded


def log(
    connection: Connection,
    record: StatementRecord,
    words: Sequence[str] = (),
    *,
    now: Callable[[], datetime],
    today: date,
    author: str | None = None,
    project: str | None = None,
) -> LogReport:
    """Record what was said and report the fields and milestones that it bore on.

    `words` are the values typed after the subject; the record's source may be an address. Needs
    the connection of a writing transaction. Raises what Recorder.statement raises, and UsageError
    for words of the wrong shape.
    """
    if record.source is not None and is_url(record.source):
        slug = source_of_url(connection, record.source, record.tier, now())
        record = replace(record, source=slug)
    recorder = Recorder(connection, now=now, today=today, author=author, project=project)
    subject = recorder.subject(record.subject)
    record = replace(record, values=_values(subject, record, words))
    latest = date_on_earth(recorder.writer.recorded_at)
    before = View(connection, subject, today, latest)
    recorded = recorder.statement(record)
    recorder.flush()
    after = View(connection, subject, today, latest)
    return LogReport(
        clocks=after.clocks,
        rows=tuple(_row(connection, one, before, after) for one in recorded),
        milestones=changes(before, after),
    )


def _values(
    subject: Subject, record: StatementRecord, words: Sequence[str]
) -> tuple[tuple[Field, str], ...]:
    """The words and the options together; a message alone is a note."""
    values = (*read_words(subject, words), *record.values)
    if not values and record.remark and record.remark.strip() and Field.NOTE in subject.fields:
        return ((Field.NOTE, record.remark),)
    if not values:
        raise nothing_said(subject)
    return values


def _row(connection: Connection, recorded: Recorded, before: View, after: View) -> LoggedRow:
    statement = read_entry(connection, recorded.subject, recorded.entry)
    as_of = max(after.clocks.as_of, statement.day)
    was = resolve(before.of(recorded.subject.slug, recorded.field), as_of)
    now = resolve(after.of(recorded.subject.slug, recorded.field), as_of)
    live = now is not None and any(
        said.id == statement.id for said in after.of(recorded.subject.slug, recorded.field)
    )
    return LoggedRow(
        result=recorded.result,
        subject=recorded.subject.slug,
        statement=statement,
        effect=effect(statement, was, now) if now and live else Effect.DEPRECATED,
        before=was.shown if was else None,
        shown=now.shown if now else None,
        conflicts=now is not None and any(said.id == statement.id for said in now.conflicts),
    )
