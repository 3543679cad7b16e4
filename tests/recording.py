"""Recording in tests: each call in a transaction of its own, at the moment of the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import select

from databases import TODAY, now, reading, writing
from tracker.db import tables
from tracker.db.engine import Database
from tracker.domain.records import StatementRecord
from tracker.domain.vocabulary import Field
from tracker.reports.outcome import Outcome
from tracker.services.record import Recorder

Made = TypeVar("Made")


def said(subject: str, field: Field, text: str, **other: Any) -> StatementRecord:
    return StatementRecord(subject=subject, values=((field, text),), **other)


def recording(database: Database, do: Callable[[Recorder], Made], **other: str) -> Made:
    """Do something with a recorder; `other` may give its author and project."""
    with writing(database) as connection:
        recorder = Recorder(connection, now=now, today=TODAY, **other)
        made = do(recorder)
        recorder.flush()
        return made


def say(database: Database, *records: StatementRecord) -> list[tuple[Outcome, int]]:
    """Record each in a transaction of its own; return results and entries."""
    results = []
    for one in records:
        with writing(database) as connection:
            recorder = Recorder(connection, now=now, today=TODAY)
            results += [(made.result, made.entry) for made in recorder.statement(one)]
            recorder.flush()
    return results


def entries(database: Database) -> list[Any]:
    """Every row of the log in its order."""
    with reading(database) as connection:
        return [*connection.execute(select(tables.entry).order_by(tables.entry.c.id))]
