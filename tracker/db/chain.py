"""The log as it was hashed: read with names instead of row ids, and followed to where it breaks."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy.exc import DBAPIError

from tracker.db import sqlite, tables
from tracker.db.log import NewEntry, read_head
from tracker.db.statements import is_live
from tracker.domain.definitions.content import read
from tracker.domain.definitions.records import SubjectRecord
from tracker.domain.log.chain import GENESIS, entry_hash
from tracker.domain.log.clocks import Clocks
from tracker.domain.log.statement import last_day, parse_value
from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from tracker.domain.definitions.subject import Subject

BATCH = 1000


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry with its place in the chain."""

    id: int
    recorded_at: datetime
    previous_hash: str
    hash: str
    entry: NewEntry


def stored_entries(
    connection: Connection, *, after: int | None = None, batch: int = BATCH
) -> Generator[StoredEntry, None, None]:
    """Read the log, or what comes after an entry, the oldest first, a batch of rows at a time.

    A caller that stops before the end has to close the generator.
    """
    query = _query() if after is None else _query().where(tables.entry.c.id > after)
    with connection.execute(query, execution_options={"yield_per": batch}) as rows:
        yield from map(_stored, rows)


def live_entries(connection: Connection, subjects: Iterable[str]) -> Iterator[NewEntry]:
    """Read the live statements about subjects, by their paths, in the order of the log."""
    head, digest, _ = read_head(connection)
    clocks = Clocks(as_of=date.max, entry=head, hash=digest)
    query = _query().where(_about(connection, subjects), is_live(tables.entry, clocks))
    for row in connection.execute(query):
        yield _entry(row)


def cited_by(connection: Connection, source: str) -> list[StoredEntry]:
    """Read the live statements that cite a source, in the order of the log."""
    head, digest, _ = read_head(connection)
    clocks = Clocks(as_of=date.max, entry=head, hash=digest)
    cites = tables.source.c.slug == source
    rows = connection.execute(_query().where(cites, is_live(tables.entry, clocks)))
    return [_stored(row) for row in rows]


def parts_by_key(connection: Connection, subjects: Iterable[str]) -> dict[str, int]:
    """Count the statements under each key that subjects have, marked ones too."""
    key, kind = tables.entry.c.key, tables.entry.c.kind
    theirs = select(key).where(_about(connection, subjects))
    query = select(key, func.count()).where(key.in_(theirs), kind == EntryKind.STATEMENT)
    return dict(connection.execute(query.group_by(key)).all())


def _about(connection: Connection, subjects: Iterable[str]) -> ColumnElement[bool]:
    project, subject = tables.project, tables.subject
    path = project.c.slug + "/" + subject.c.slug
    named = select(subject.c.id).join_from(subject, project).where(path.in_(list(subjects)))
    return tables.entry.c.subject_id.in_(connection.scalars(named).all())


NEW = tuple(one.name for one in fields(NewEntry))
READERS: dict[str, Callable[[str], Any]] = {"kind": EntryKind, "field": Field, "tier": Tier}


def _query() -> Select[Any]:
    """Every entry: the columns NEW, then its place in the chain."""
    entry, subject, project = tables.entry, tables.subject, tables.project
    source, organization = tables.source, tables.organization
    named = {
        "subject": (project.c.slug + "/" + subject.c.slug).label("subject"),
        "source": source.c.slug.label("source"),
        "said_by": organization.c.slug.label("said_by"),
    }
    place = (entry.c.id, entry.c.recorded_at, entry.c.previous_hash, entry.c.hash)
    return (
        select(*(named[name] if name in named else entry.c[name] for name in NEW), *place)
        .join_from(entry, subject, entry.c.subject_id == subject.c.id, isouter=True)
        .join(project, subject.c.project_id == project.c.id, isouter=True)
        .join(source, entry.c.source_id == source.c.id, isouter=True)
        .join(organization, entry.c.said_by_id == organization.c.id, isouter=True)
        .order_by(entry.c.id)
    )


def _stored(row: Any) -> StoredEntry:  # noqa: ANN401 - columns of every type
    *_, number, recorded_at, previous_hash, digest = row
    return StoredEntry(number, recorded_at, previous_hash, digest, _entry(row))


def _entry(columns: Iterable[Any]) -> NewEntry:
    """Make the entry of the columns NEW, which come first."""
    new = dict(zip(NEW, columns, strict=False))
    read = {name: make(new[name]) for name, make in READERS.items() if new[name] is not None}
    return NewEntry(**new | read)


def _amiss(stored: StoredEntry) -> str | None:
    """Say what is wrong with an entry that states nothing.

    It may define nothing, or be about another subject than it defines.
    """
    if stored.entry.stated_until is not None:
        return f"entry #{stored.id} is sorted by a day, and states nothing"
    if stored.entry.kind is not EntryKind.DEFINE:
        return None
    try:
        record = read(stored.entry.content or "").record
    except ValueError:
        return f"entry #{stored.id} defines nothing that can be read"
    path = record.path if isinstance(record, SubjectRecord) else None
    if stored.entry.subject != path:
        return f"entry #{stored.id} is about another subject than it defines"
    return None


UNREADABLE = "entry #{} cannot be read: it holds what the program never writes"


@dataclass(frozen=True, slots=True)
class Broken:
    """The entry at which the chain ends too early, and what is wrong there."""

    entry: int
    problem: str


@dataclass(slots=True)
class Chain:
    """How far the log is what was recorded: `id` and `hash` are of the last sound entry.

    `subjects` are by path; without any, what a statement says is not looked at.
    """

    subjects: Mapping[str, Subject]
    id: int = 0
    hash: str = GENESIS

    def follow(
        self, connection: Connection, each: Callable[[StoredEntry], None] = lambda _: None
    ) -> Broken | None:
        """Go on to the end of the log, or to the first entry that is broken.

        `each` is told of every sound entry.
        """
        with closing(self._rest(connection)) as entries:
            for stored in entries:
                due = self.id + 1
                if stored is None:
                    return Broken(due, UNREADABLE.format(due))
                if problem := self._problem(stored):
                    return Broken(min(stored.id, due), problem)
                self.id, self.hash = stored.id, stored.hash
                each(stored)
        return None

    def _rest(self, connection: Connection) -> Generator[StoredEntry | None, None, None]:
        """Give the entries still to follow, and None in place of one that cannot be read.

        A batch with such an entry is read again one by one, to tell which it is.
        """
        for batch in (BATCH, 1):
            entries = stored_entries(connection, after=self.id or None, batch=batch)
            try:
                with closing(entries):
                    yield from entries
                    return
            except (ValueError, TypeError):
                continue
            except DBAPIError as error:
                if not sqlite.is_undecodable(error):
                    raise
        yield None

    def _problem(self, stored: StoredEntry) -> str | None:
        """Say what is wrong with an entry, None when it follows."""
        new = stored.entry
        if stored.id != self.id + 1:
            return f"entry #{self.id + 1} is missing"
        if stored.previous_hash != self.hash:
            return f"entry #{stored.id} does not follow the one before it"
        try:
            digest = entry_hash(stored.previous_hash, new.hashed(stored.id, stored.recorded_at))
        except TypeError:  # SQLite stores anything anywhere
            return UNREADABLE.format(stored.id)
        if stored.hash != digest:
            return f"entry #{stored.id} is not what was recorded"
        return self._unreadable(stored) if new.kind is EntryKind.STATEMENT else _amiss(stored)

    def _unreadable(self, stored: StoredEntry) -> str | None:
        """Say why reports could not show a statement.

        The day that they sort by is not hashed, because it follows from what was said.
        """
        new = stored.entry
        if not self.subjects:
            return None
        subject = self.subjects.get(new.subject or "")
        if subject is None:
            return f"entry #{stored.id} is about a subject that is not defined"
        calendar = subject.project.calendar
        try:
            if new.field not in subject.fields:
                return f"entry #{stored.id} states a {new.field} of a {subject.kind}"
            unit = subject.unit(new.field)
            parse_value(new.field, new.value or "", unit=unit, calendar=calendar, kept=True)
            if new.happened_on:
                Period.recall(new.happened_on, calendar)
            if last_day(Period.recall(new.stated_on or "", calendar)) != new.stated_until:
                return f"entry #{stored.id} is sorted by another day than it was said on"
        except UsageError as error:
            return f"entry #{stored.id} cannot be read: {error.message}"
        return None
