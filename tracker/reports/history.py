"""The log as it was recorded, entry by entry, and one entry of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ColumnElement, Connection, Select, func, not_, or_, select

from tracker.db import tables
from tracker.db.catalog import find_subject, subjects_by_path, told_definitions
from tracker.db.log import no_entry
from tracker.db.statements import (
    StatementRow,
    cited_sources,
    read_statement,
    stands,
    statement_rows,
)
from tracker.domain.definitions.content import SINCE, read
from tracker.domain.definitions.records import differences, identity
from tracker.domain.vocabulary import EntryKind, Field
from tracker.tables.common import statement_columns
from tracker.tables.table import Column, Document, Kind, Report, Table, listed, single

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from tracker.domain.definitions.records import Definition, SourceRecord
    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One entry of the log; `statement` of a statement, `marks` the entry that a mark is about.

    `deprecated` tells that a later mark took the statement out of all reports. `finding` names what
    an acceptance accepts: code, subject and a digest of its facts, `content` what was defined.
    """

    entry: int
    kind: EntryKind
    subject: str | None
    recorded_at: datetime
    recorded_by: str | None
    statement: Statement | None
    marks: int | None
    reason: str | None
    deprecated: bool
    finding: str | None = None
    content: str | None = None
    changed: tuple[str, ...] | None = None

    @property
    def deed(self) -> str | None:
        """What an entry does that is no statement: `deprecate #120`, `edit title`."""
        if self.statement is not None:
            return None
        if self.kind is EntryKind.DEFINE:
            of = "" if self.defined is None else " ".join(identity(self.defined))
            if self.changed == ("retired",):
                return f"retire {of}"
            did = "define" if self.changed is None else f"edit {', '.join(self.changed)} of"
            return f"{did} {of}"
        of = f"#{self.marks}" if self.finding is None else self.finding.split(" ", 1)[0]
        return f"{self.kind} {of}"

    @property
    def defined(self) -> Definition | None:
        """What a definition says; None of other entries."""
        return None if self.content is None else read(self.content).record

    @property
    def note(self) -> str:
        """What is to be known of it beside what it says, for who reads it on one line."""
        said = self.statement
        own = (said.remark, said.reason) if said else (self.reason,)
        return "; ".join(filter(None, ("deprecated" if self.deprecated else "", *own)))


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReport(Report):
    """Entries of the log as recorded, the oldest first; `earlier` were left out before them."""

    schema: ClassVar[str] = "history/v2"

    clocks: Clocks
    subject: Subject | None
    rows: tuple[HistoryRow, ...]
    earlier: int

    def document(self) -> Document:
        """Declare the entries of the log."""
        return listed(entries("History", self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReport(Report):
    """One entry with the marks on it, the oldest first; `subject` is a path, if there is one."""

    schema: ClassVar[str] = "entry/v2"

    clocks: Clocks
    subject: str | None
    entry: HistoryRow
    marks: tuple[HistoryRow, ...]

    def document(self) -> Document:
        """Declare an entry, its subject as a path, with the marks on it."""
        marked_by: Column[HistoryRow] = Column(
            key="marked_by",
            value=lambda _: self.marks,
            kind=Kind.ROWS,
            inner=ENTRY_COLUMNS,
        )
        return single(
            Table(
                key="entries",
                title=f"Entry #{self.entry.entry}",
                columns=(*ENTRY_COLUMNS, marked_by),
                rows=(replace(self.entry, subject=self.subject),),
            )
        )


def history_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    subject: Subject | None = None,
    field: Field | None = None,
    limit: int | None = None,
    adopted_too: bool = False,
) -> HistoryReport:
    """Read the entries about a project or one subject, the newest `limit` of them.

    Statements that were said after the day are left out; marks work for every day. What defines
    organizations, sources and rates belongs to every project. That the log adopted what was
    defined before it told of definitions is passed over unless it is asked for.
    """
    entry = tables.entry
    wanted = _wanted(project, clocks, subject, field)
    if not adopted_too:
        adopted = entry.c.content.contains(f'"{SINCE}":"', autoescape=True)
        wanted.append(or_(entry.c.content.is_(None), not_(adopted)))
    total = connection.scalar(select(func.count(entry.c.id)).where(*wanted)) or 0
    subjects = {one.id: one for one in subjects_by_path(connection).values()}
    query = _entries(clocks).where(*wanted).order_by(entry.c.id.desc()).limit(limit)
    rows = _rows(connection, subjects, query, clocks)
    return HistoryReport(
        clocks=clocks, subject=subject, rows=tuple(rows[::-1]), earlier=total - len(rows)
    )


def entry_report(connection: Connection, number: int, clocks: Clocks) -> EntryReport:
    """Read an entry and the marks on it; raises NotFoundError."""
    subject, entry, marks = find_entry(connection, number, clocks)
    return EntryReport(
        clocks=clocks, subject=subject.path if subject else None, entry=entry, marks=tuple(marks)
    )


def find_entry(
    connection: Connection, number: int, clocks: Clocks
) -> tuple[Subject | None, HistoryRow, list[HistoryRow]]:
    """Return what an entry is about, the entry, and the marks on it, the oldest first.

    They are as known at the clocks' entry, whatever the day; a definition need not be about a
    subject. Raises NotFoundError.
    """
    entry, subject, project = tables.entry, tables.subject, tables.project
    owner = (
        select(project.c.slug + "/" + subject.c.slug)
        .select_from(entry)
        .join(subject, entry.c.subject_id == subject.c.id, isouter=True)
        .join(project, subject.c.project_id == project.c.id, isouter=True)
        .where(entry.c.id == number)
    )
    # Compared here first: a number of more than 64 bits is an error to the driver.
    owned = connection.execute(owner).first() if number <= clocks.entry else None
    if owned is None:
        raise no_entry(number)
    (path,) = owned
    about = find_subject(connection, path, None) if path is not None else None
    subjects = {about.id: about} if about else {}
    about_it = or_(entry.c.id == number, entry.c.marks_id == number)
    query = _entries(clocks).where(about_it, entry.c.id <= clocks.entry).order_by(entry.c.id)
    found, *marks = _rows(connection, subjects, query, clocks)
    return about, found, marks


def _entries(clocks: Clocks) -> Select[Any]:
    """Entries of every kind, and of each whether it `stands`."""
    return statement_rows(*EntryKind).add_columns(stands(tables.entry, clocks).label("stands"))


def _wanted(
    project: Project, clocks: Clocks, subject: Subject | None, field: Field | None
) -> list[ColumnElement[bool]]:
    entry = tables.entry
    of_project = select(tables.subject.c.id).where(tables.subject.c.project_id == project.id)
    wanted = [
        entry.c.id <= clocks.entry,
        or_(entry.c.stated_until.is_(None), entry.c.stated_until <= clocks.as_of),
        entry.c.subject_id == subject.id
        if subject
        else or_(entry.c.subject_id.in_(of_project), entry.c.subject_id.is_(None)),
    ]
    return [*wanted, entry.c.field == field] if field else wanted


def _rows(
    connection: Connection, subjects: Mapping[int, Subject], query: Select[Any], clocks: Clocks
) -> list[HistoryRow]:
    """Read entries, what they say and cite, and what definitions changed."""
    found = [(StatementRow._make(columns), held) for *columns, held in connection.execute(query)]
    sources = cited_sources(connection, (row.source_id for row, _ in found), clocks)
    defined = any(row.kind == EntryKind.DEFINE for row, _ in found)
    changes = dict(_changes(connection)) if defined else {}
    return [_row(subjects, sources, changes, row, stands=held) for row, held in found]


def _changes(connection: Connection) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give every definition of what was defined before, with the keys that it changed."""
    known: dict[tuple[str, str], Definition] = {}
    for number, record in told_definitions(connection):
        before = known.get(identity(record))
        if before is not None:
            yield number, tuple(differences(before, record))
        known[identity(record)] = record


def _row(
    subjects: Mapping[int, Subject],
    sources: Mapping[int, SourceRecord],
    changes: Mapping[int, tuple[str, ...]],
    row: StatementRow,
    *,
    stands: bool,
) -> HistoryRow:
    kind = EntryKind(row.kind)
    about = subjects.get(row.subject_id)
    said = read_statement(row, about, sources) if about and kind is EntryKind.STATEMENT else None
    return HistoryRow(
        entry=row.id,
        kind=kind,
        subject=about.slug if about else None,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        statement=said,
        marks=row.marks_id,
        reason=row.reason,
        deprecated=not stands,
        finding=row.finding,
        content=row.content,
        changed=changes.get(row.id),
    )


STATEMENT_SHOWN = {
    "field": ("field", 0),
    "value": ("value", 0),
    "tier": ("tier", 3),
    "speaker": ("said by", 1),
    "stated_on": ("said on", 0),
    "happened_on": ("happened", 5),
    "source.slug": ("source", 4),
}
"""What a terminal shows of an entry's statement, as `statement_columns` takes it."""


def _statement_columns() -> tuple[Column[HistoryRow], ...]:
    """The statement of an entry; in place of what is said, people see what another entry does."""
    columns = statement_columns(lambda row: row.statement, under="statement", shown=STATEMENT_SHOWN)
    return tuple(
        replace(one, told=lambda row: row.deed) if one.key == "statement.value" else one
        for one in columns
    )


SAID = _statement_columns()

SAID_ON = "statement.stated_on"
"""Stands before the subject: whoever reads the log looks for days first."""

ENTRY_COLUMNS: tuple[Column[HistoryRow], ...] = (
    Column(key="entry", value=lambda row: row.entry, kind=Kind.ENTRY),
    Column(key="kind", value=lambda row: row.kind.value, screen=False),
    *(column for column in SAID if column.key == SAID_ON),
    Column(key="subject", value=lambda row: row.subject, whole=True),
    *(column for column in SAID if column.key != SAID_ON),
    Column(
        key="recorded_at",
        title="recorded",
        value=lambda row: row.recorded_at,
        kind=Kind.INSTANT,
        priority=6,
    ),
    Column(key="recorded_by", title="by", value=lambda row: row.recorded_by, priority=7),
    Column(key="marks", value=lambda row: row.marks, kind=Kind.ENTRY, screen=False),
    Column(key="finding", value=lambda row: row.finding, screen=False),
    Column(key="content", value=lambda row: row.content, screen=False),
    Column(
        key="reason",
        title="note",
        value=lambda row: row.reason,
        told=lambda row: row.note,
        priority=2,
    ),
    Column(key="deprecated", value=lambda row: row.deprecated, kind=Kind.FLAG, screen=False),
)


def entries(title: str, rows: Sequence[HistoryRow]) -> Table[HistoryRow]:
    """Declare entries of the log as a table."""
    return Table(key="entries", title=title, columns=ENTRY_COLUMNS, rows=rows)
