"""Reading one entry of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.history import find_entry
from tracker.reports.entry import EntryReport

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.log.clocks import Clocks


def entry_report(connection: Connection, number: int, clocks: Clocks) -> EntryReport:
    """Read an entry and the marks on it; raises NotFoundError."""
    subject, entry, marks = find_entry(connection, number, clocks)
    return EntryReport(
        clocks=clocks, subject=subject.path if subject else None, entry=entry, marks=tuple(marks)
    )
