"""Recording in tests: each call in a transaction of its own, at the moment of the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import select

from databases import MOMENT, TODAY, now, reading, writing
from tracker.db import tables
from tracker.db.engine import Database
from tracker.db.log import LogWriter, NewEntry
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.vocabulary import EntryKind, Field
from tracker.reports.outcome import Outcome
from tracker.services.moment import Moment
from tracker.services.record import Recorder
from world import DEFINED

Made = TypeVar("Made")


def said(subject: str, field: Field, text: str, **other: Any) -> StatementRecord:
    return StatementRecord(subject=subject, values=((field, text),), **other)


def recording(database: Database, do: Callable[[Recorder], Made], **other: str) -> Made:
    """Do something with a recorder; `other` may give its author and project."""
    with writing(database) as connection:
        recorder = Recorder(connection, Moment(now=now, today=TODAY, **other))
        made = do(recorder)
        recorder.flush()
        return made


def say(database: Database, *records: StatementRecord) -> list[tuple[Outcome, int]]:
    """Record each in a transaction of its own; return results and entries."""
    results = []
    for one in records:
        with writing(database) as connection:
            recorder = Recorder(connection, MOMENT)
            results += [(made.result, made.entry) for made in recorder.statement(one)]
            recorder.flush()
    return results


CONTENT = '{"kind":"milestone","slug":"pilot"}'


def define(database: Database, slug: str) -> tuple[int, int]:
    """Append what a later program writes: a definition of no subject, then one of a subject."""
    with writing(database) as connection:
        subject, project = tables.subject, tables.project
        path = select(subject.c.id, project.c.slug + "/" + slug).join_from(subject, project)
        row = connection.execute(path.where(subject.c.slug == slug)).one()
        writer = LogWriter(connection, now)
        first = writer.append(NewEntry(kind=EntryKind.DEFINE, content=CONTENT))
        about = NewEntry(
            kind=EntryKind.DEFINE, content=CONTENT, subject_id=row[0], subject=row[1], reason="new"
        )
        second = writer.append(about)
        writer.flush()
        return first, second


def everything(database: Database) -> list[Any]:
    """Every row of the log in its order."""
    with reading(database) as connection:
        return [*connection.execute(select(tables.entry).order_by(tables.entry.c.id))]


def entries(database: Database) -> list[Any]:
    """What was said, marked and accepted, in the order of the log: all but the definitions."""
    return [row for row in everything(database) if row.kind != EntryKind.DEFINE]


def nth(number: int, behind: int = DEFINED) -> int:
    """The number of an entry, counted from 1 behind those that define: the world, or `behind`."""
    return behind + number
