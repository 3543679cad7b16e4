"""Reading the log as it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.history import read_entries
from tracker.reports.history import HistoryReport

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.vocabulary import Field


def history(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    subject: Subject | None = None,
    field: Field | None = None,
    limit: int | None = None,
) -> HistoryReport:
    """Read the entries about a project or one subject, the newest `limit` of them."""
    rows, earlier = read_entries(
        connection, project, clocks, subject=subject, field=field, limit=limit
    )
    return HistoryReport(clocks=clocks, subject=subject, rows=tuple(rows), earlier=earlier)
