"""Reading entries as they were hashed: with names instead of row ids, in the chain's order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tracker.db import tables
from tracker.db.log import NewEntry, read_head
from tracker.db.statements import is_live
from tracker.domain.log.clocks import Clocks
from tracker.domain.vocabulary import EntryKind, Field, Tier

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping, Select

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

    Whoever stops before the end closes it.
    """
    query = _query() if after is None else _query().where(tables.entry.c.id > after)
    with connection.execute(query, execution_options={"yield_per": batch}) as rows:
        for row in rows.mappings():
            yield StoredEntry(
                id=row["id"],
                recorded_at=row["recorded_at"],
                previous_hash=row["previous_hash"],
                hash=row["hash"],
                entry=_entry(row),
            )


def live_entries(connection: Connection, subjects: Iterable[str]) -> Iterator[NewEntry]:
    """Read the live statements about subjects, by their paths, in the order of the log."""
    head, digest, _ = read_head(connection)
    clocks = Clocks(as_of=date.max, entry=head, hash=digest)
    query = _query().where(_about(connection, subjects), is_live(tables.entry, clocks))
    for row in connection.execute(query).mappings():
        yield _entry(row)


def parts_by_key(connection: Connection, subjects: Iterable[str]) -> dict[str, int]:
    """Count the statements under each key that subjects have, marked ones too."""
    key, kind = tables.entry.c.key, tables.entry.c.kind
    theirs = select(key).where(_about(connection, subjects))
    query = select(key, func.count()).where(key.in_(theirs), kind == EntryKind.STATEMENT)
    return {row[0]: row[1] for row in connection.execute(query.group_by(key))}


def _about(connection: Connection, subjects: Iterable[str]) -> ColumnElement[bool]:
    project, subject = tables.project, tables.subject
    path = project.c.slug + "/" + subject.c.slug
    named = select(subject.c.id).join_from(subject, project).where(path.in_(list(subjects)))
    return tables.entry.c.subject_id.in_(connection.scalars(named).all())


def _query() -> Select[Any]:
    entry, subject, project = tables.entry, tables.subject, tables.project
    source, organization = tables.source, tables.organization
    return (
        select(
            entry,
            (project.c.slug + "/" + subject.c.slug).label("subject"),
            source.c.slug.label("source"),
            organization.c.slug.label("said_by"),
        )
        .join_from(entry, subject, entry.c.subject_id == subject.c.id, isouter=True)
        .join(project, subject.c.project_id == project.c.id, isouter=True)
        .join(source, entry.c.source_id == source.c.id, isouter=True)
        .join(organization, entry.c.said_by_id == organization.c.id, isouter=True)
        .order_by(entry.c.id)
    )


def _entry(row: RowMapping) -> NewEntry:
    same = {name: row[name] for name in NewEntry.__dataclass_fields__}
    return NewEntry(
        **same
        | {
            "kind": EntryKind(row["kind"]),
            "field": Field(row["field"]) if row["field"] else None,
            "tier": Tier(row["tier"]) if row["tier"] else None,
        }
    )
