"""What lies between two states of a project: marks, and what other projects had recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.db import tables
from tracker.db.statements import read_statement, statement_rows
from tracker.domain.diff.changes import Correction
from tracker.domain.vocabulary import EntryKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.state import ProjectState

MARKS = (EntryKind.DEPRECATE, EntryKind.REINSTATE)


def corrections(connection: Connection, before: Clocks, after: ProjectState) -> list[Correction]:
    """Return the statements whose last mark, known at the later clocks, is a new one.

    Those recorded since, and those that count again as they did, are left out.
    """
    subjects = {one.id: one for one in after.catalog.subjects.values()}
    entry, clocks = tables.entry, after.clocks
    marks = (
        select(entry.c.marks_id, entry.c.kind, entry.c.reason, entry.c.id)
        .where(
            entry.c.kind.in_(MARKS),
            entry.c.marks_id <= before.entry,
            entry.c.id <= clocks.entry,
            entry.c.subject_id.in_(list(subjects)),
        )
        .order_by(entry.c.id)
    )
    rows = connection.execute(marks).all()
    was = {row.marks_id: row.kind for row in rows if row.id <= before.entry}
    now = {row.marks_id: row for row in rows}
    standing = EntryKind.REINSTATE
    changed = [one for one in now if now[one].kind != was.get(one, standing)]
    day = max(before.as_of, clocks.as_of)
    query = statement_rows().where(entry.c.id.in_(changed), entry.c.stated_until <= day)
    return [
        Correction(
            statement=read_statement(row, subjects[row["subject_id"]]),
            deprecated=now[row["id"]].kind == EntryKind.DEPRECATE,
            reason=now[row["id"]].reason,
        )
        for row in connection.execute(query.order_by(entry.c.id)).mappings()
    ]


def entries_elsewhere(
    connection: Connection, project: Project, before: Clocks, after: Clocks
) -> dict[str, int]:
    """Count by slug what was recorded of other projects after one look and by the other."""
    entry, subject, other = tables.entry, tables.subject, tables.project
    query = (
        select(other.c.slug, func.count())
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .join(other, subject.c.project_id == other.c.id)
        .where(entry.c.id > before.entry, entry.c.id <= after.entry, other.c.id != project.id)
        .group_by(other.c.slug)
        .order_by(other.c.slug)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
