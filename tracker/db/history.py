"""Reading entries of the log in the order recorded, marks and marked ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from tracker.db import tables
from tracker.db.catalog import find_project, read_catalog
from tracker.db.statements import read_statement, stands, statement_rows
from tracker.domain.vocabulary import EntryKind, Field
from tracker.errors import NotFoundError
from tracker.reports.history import HistoryRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, RowMapping

    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks


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
    query = statement_rows(*EntryKind).add_columns(stands(entry, clocks).label("stands"))
    query = query.where(*wanted).order_by(entry.c.id.desc()).limit(limit)
    rows = [_row(row, subjects) for row in connection.execute(query).mappings()]
    return rows[::-1], total - len(rows)


def find_entry(
    connection: Connection, number: int, clocks: Clocks
) -> tuple[Subject | None, HistoryRow, list[HistoryRow]]:
    """Return what an entry is about, the entry, and the marks on it, the oldest first.

    They are as known at the clocks' entry, whatever the day; a definition need not be about a
    subject. Raises NotFoundError.
    """
    entry, subject, project = tables.entry, tables.subject, tables.project
    owner = (
        select(project.c.slug)
        .select_from(entry)
        .join(subject, entry.c.subject_id == subject.c.id, isouter=True)
        .join(project, subject.c.project_id == project.c.id, isouter=True)
        .where(entry.c.id == number)
    )
    # Compared here first: a number of more than 64 bits is an error to the driver.
    found = connection.execute(owner).first() if number <= clocks.entry else None
    if found is None:
        raise NotFoundError(f"there is no entry #{str(number)[:20]}", "see: tracker history")
    subjects: dict[int, Subject] = {}
    if found.slug is not None:
        catalog = read_catalog(connection, find_project(connection, found.slug))
        subjects = {one.id: one for one in catalog.subjects.values()}
    query = statement_rows(*EntryKind).add_columns(stands(entry, clocks).label("stands"))
    query = query.where(
        or_(entry.c.id == number, entry.c.marks_id == number), entry.c.id <= clocks.entry
    ).order_by(entry.c.id)
    first, *marks = connection.execute(query).mappings().all()
    about = subjects.get(first["subject_id"])
    return about, _row(first, subjects), [_row(mark, subjects) for mark in marks]


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
    about = subjects.get(row["subject_id"])
    said = read_statement(row, about) if about and kind is EntryKind.STATEMENT else None
    return HistoryRow(
        entry=row["id"],
        kind=kind,
        subject=about.slug if about else None,
        recorded_at=row["recorded_at"],
        recorded_by=row["recorded_by"],
        statement=said,
        marks=row["marks_id"],
        reason=row["reason"],
        deprecated=not row["stands"],
        finding=row["finding"],
        content=row["content"],
    )
