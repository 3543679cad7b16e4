"""Reading entries of the log in the order recorded, marks and marked ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from tracker.db import tables
from tracker.db.catalog import read_catalog
from tracker.db.statements import is_live, read_statement, statement_rows
from tracker.domain.vocabulary import EntryKind, Field
from tracker.reports.listing import HistoryRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, RowMapping

    from tracker.domain.subject import Clocks, Project, Subject


def read_entries(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    subject: Subject | None,
    field: Field | None,
    limit: int | None,
) -> tuple[list[HistoryRow], int]:
    """Return the newest `limit` entries as of both clocks, oldest first, and how many are older.

    Statements that were said after the day are left out; marks work for every day.
    """
    entry = tables.entry
    wanted = _wanted(project, clocks, subject, field)
    total = connection.scalar(select(func.count(entry.c.id)).where(*wanted)) or 0
    subjects = {one.id: one for one in read_catalog(connection, project).subjects.values()}
    query = statement_rows(*EntryKind).add_columns(is_live(entry, clocks).label("live"))
    query = query.where(*wanted).order_by(entry.c.id.desc()).limit(limit)
    rows = [_row(row, subjects) for row in connection.execute(query).mappings()]
    return rows[::-1], total - len(rows)


def _wanted(
    project: Project, clocks: Clocks, subject: Subject | None, field: Field | None
) -> list[ColumnElement[bool]]:
    entry = tables.entry
    of_project = select(tables.subject.c.id).where(tables.subject.c.project_id == project.id)
    wanted = [
        entry.c.id <= clocks.entry,
        or_(entry.c.stated_until.is_(None), entry.c.stated_until <= clocks.as_of),
        entry.c.subject_id == subject.id if subject else entry.c.subject_id.in_(of_project),
    ]
    return [*wanted, entry.c.field == field] if field else wanted


def _row(row: RowMapping, subjects: dict[int, Subject]) -> HistoryRow:
    kind = EntryKind(row["kind"])
    about = subjects[row["subject_id"]]
    said: Any = read_statement(row, about) if kind is EntryKind.STATEMENT else None
    return HistoryRow(
        entry=row["id"],
        kind=kind,
        subject=about.slug,
        recorded_at=row["recorded_at"],
        recorded_by=row["recorded_by"],
        statement=said,
        marks=row["marks_id"],
        reason=row["reason"],
        deprecated=kind is EntryKind.STATEMENT and not row["live"],
    )
