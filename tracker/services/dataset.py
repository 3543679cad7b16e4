"""Loading a dataset: its definitions and statements that the database lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.services.definitions import add_definitions
from tracker.services.record import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import Dataset


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was added; 0 of everything when nothing was lacking."""

    definitions: int
    statements: int
    marks: int


def load_dataset(
    connection: Connection, dataset: Dataset, *, now: Callable[[], datetime], today: date
) -> Loaded:
    """Add what the database lacks, definitions by slug and log lines by key.

    Raises TrackerError naming the line of the first mistake; then nothing is added.
    """
    definitions = add_definitions(connection, dataset, now())
    recorder = Recorder(connection, now=now, today=today)
    statements = recorder.missing_statements(dataset.statements)
    recorder.flush()
    marks = sum(len(recorder.mark(record)) for record in dataset.marks)
    recorder.flush()
    return Loaded(definitions, statements, marks)
