"""Reading sources and what cites them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.db import tables
from tracker.db.catalog import find_project, read_catalog
from tracker.db.statements import is_live, read_statement, statement_rows
from tracker.domain.statement import Source
from tracker.domain.vocabulary import Tier

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from tracker.db.catalog import Catalog
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Clocks, Project


def read_sources(
    connection: Connection, project: Project | None, clocks: Clocks
) -> list[tuple[Source, int]]:
    """Return the sources that live statements of a project cite, with how many do.

    Without a project every source there is, cited or not.
    """
    source, entry, subject = tables.source, tables.entry, tables.subject
    cited = (
        select(entry.c.source_id, func.count().label("statements"))
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .where(is_live(entry, clocks))
        .group_by(entry.c.source_id)
    )
    if project is not None:
        cited = cited.where(subject.c.project_id == project.id)
    counts = cited.subquery()
    query = select(source, func.coalesce(counts.c.statements, 0).label("statements"))
    query = query.join_from(
        source, counts, counts.c.source_id == source.c.id, isouter=project is None
    )
    return [(_source(row), row.statements) for row in connection.execute(query)]


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
