"""Adding one definition, or correcting the wording of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from tracker.db import tables
from tracker.db.catalog import find_subject, stored_definitions
from tracker.db.log import read_clocks
from tracker.domain.definitions.catalog import missing
from tracker.domain.definitions.records import Dataset, content, differences, identity
from tracker.domain.definitions.subject import Holding
from tracker.domain.vocabulary import noun_of
from tracker.errors import ConflictError, NotFoundError
from tracker.reports.definition import DefinitionReport
from tracker.reports.outcome import Outcome
from tracker.services.definitions import add_definitions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Table

    from tracker.domain.definitions.records import Definition

TABLES = {
    "project": tables.project,
    "organization": tables.organization,
    "source": tables.source,
}


def define(
    connection: Connection, record: Definition, *, now: datetime, today: date
) -> DefinitionReport:
    """Add a definition that the database lacks.

    Raises ConflictError when one of that name has other content, and NotFoundError or UsageError
    for a reference to nothing, or to another kind of thing.
    """
    kind, name = identity(record)
    known = stored_definitions(connection).get((kind, name))
    if known is None:
        dataset = Dataset()
        dataset.of(kind).append(record)
        add_definitions(connection, dataset, now)
    elif differences(known, record):
        raise other_content(known, record)
    return DefinitionReport(
        clocks=read_clocks(connection, today, None),
        result=Outcome.UNCHANGED if known else Outcome.CREATED,
        kind=kind,
        name=name,
        before=content(known) if known else None,
        after=content(known or record),
    )


def other_content(known: Definition, record: Definition) -> ConflictError:
    """Make the error for a definition whose name has other content already."""
    kind, name = identity(record)
    noun, keys = noun_of(kind), differences(known, record)
    error = ConflictError(
        f"{noun} {name} is there with another {', '.join(keys)}",
        f"wording: tracker {noun} edit {name}; all else is fixed when made: make a new one",
    )
    error.field = keys[0]
    return error


def reword(
    connection: Connection,
    kind: str,
    name: str,
    wording: Mapping[str, Any],
    *,
    today: date,
    project: str | None = None,
) -> DefinitionReport:
    """Correct the wording of a definition; a holding's is its organization's.

    `name` is a slug, a subject's may be a path. Raises NotFoundError.
    """
    kind, name, table, row = _find(connection, kind, name, project)
    stored = stored_definitions(connection, name.partition("/")[0])
    if (kind, name) not in stored:
        raise missing(noun_of(kind), name, [other for of, other in stored if of == kind])
    connection.execute(update(table).where(row).values(**wording))
    before = content(stored[kind, name])
    after = {**before, **wording}
    return DefinitionReport(
        clocks=read_clocks(connection, today, None),
        result=Outcome.UNCHANGED if after == before else Outcome.EDITED,
        kind=kind,
        name=name,
        before=before,
        after=after,
    )


def _find(
    connection: Connection, kind: str, name: str, project: str | None
) -> tuple[str, str, Table, ColumnElement[bool]]:
    """What holds the wording: its kind and full name, and the row of its table."""
    if kind in TABLES:
        table = TABLES[kind]
        return kind, name, table, table.c.slug == name
    subject = find_subject(connection, name, project)
    if subject.kind != kind:
        other = noun_of(subject.kind)
        message = f"{subject.slug} is a {subject.kind}, no {noun_of(kind)}"
        raise NotFoundError(message, f"try: tracker {other} edit {subject.slug}")
    if isinstance(subject, Holding):
        return _find(connection, "organization", subject.organization.slug, project)
    return kind, subject.path, tables.subject, tables.subject.c.id == subject.id
