"""Reading sources and what cites them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.db import tables
from tracker.db.catalog import find_project, read_catalog
from tracker.db.statements import is_live, read_statement, statement_rows
from tracker.domain.log.statement import Source
from tracker.domain.vocabulary import Tier

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement


def read_sources(
    connection: Connection, project: Project, clocks: Clocks
) -> list[tuple[Source, int]]:
    """Return the sources that live statements of a project cite, with how many do."""
    source, entry, subject = tables.source, tables.entry, tables.subject
    cited = (
        select(entry.c.source_id, func.count().label("statements"))
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .where(is_live(entry, clocks), subject.c.project_id == project.id)
        .group_by(entry.c.source_id)
        .subquery()
    )
    query = select(source, cited.c.statements).join(cited, cited.c.source_id == source.c.id)
    return [(_source(row), row.statements) for row in connection.execute(query)]


def all_sources(connection: Connection) -> list[Source]:
    """Return every source there is, the oldest first."""
    source = tables.source
    return [_source(row) for row in connection.execute(select(source).order_by(source.c.id))]


def read_citations(
    connection: Connection, slug: str, clocks: Clocks
) -> tuple[Source, list[tuple[str, Statement]]] | None:
    """Return a source and the live statements that cite it by subject path; None without it."""
    source, entry, subject, project = tables.source, tables.entry, tables.subject, tables.project
    row = connection.execute(select(source).where(source.c.slug == slug)).first()
    if row is None:
        return None
    query = (
        statement_rows()
        .add_columns(subject.c.slug.label("subject_slug"), project.c.slug.label("project_slug"))
        .join(subject, entry.c.subject_id == subject.c.id)
        .join(project, subject.c.project_id == project.c.id)
        .where(entry.c.source_id == row.id, is_live(entry, clocks))
        .order_by(entry.c.stated_until, entry.c.id)
    )
    catalogs: dict[str, Catalog] = {}
    cited = []
    for found in connection.execute(query).mappings():
        name = found["project_slug"]
        if name not in catalogs:
            catalogs[name] = read_catalog(connection, find_project(connection, name))
        about = catalogs[name].subject(found["subject_slug"])
        cited.append((about.path, read_statement(found, about)))
    return _source(row), cited


def _source(row: Row[Any]) -> Source:
    return Source(
        slug=row.slug,
        title=row.title,
        tier=Tier(row.tier),
        publisher=row.publisher,
        url=row.url,
        language=row.language,
        published_on=row.published_on,
        retrieved_on=row.retrieved_on,
    )
