"""Reading the projects and organizations that there are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.db import tables
from tracker.db.catalog import find_project, read_organizations
from tracker.db.statements import is_live
from tracker.domain.definitions.catalog import missing
from tracker.reports.catalog import (
    OrganizationListReport,
    OrganizationReport,
    OrganizationRow,
    ProjectListReport,
    ProjectReport,
    ProjectRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, ColumnElement, Connection, Table

    from tracker.domain.log.clocks import Clocks


def project_list(connection: Connection, clocks: Clocks) -> ProjectListReport:
    """Read every project."""
    return ProjectListReport(clocks=clocks, rows=tuple(_projects(connection, clocks)))


def project_report(connection: Connection, slug: str, clocks: Clocks) -> ProjectReport:
    """Read one project; raises NotFoundError."""
    rows = [row for row in _projects(connection, clocks) if row.project.slug == slug]
    if not rows:
        known = connection.scalars(select(tables.project.c.slug))
        raise missing("project", slug, known)
    return ProjectReport(clocks=clocks, rows=tuple(rows))


def org_list(connection: Connection, clocks: Clocks) -> OrganizationListReport:
    """Read every organization."""
    return OrganizationListReport(clocks=clocks, rows=tuple(_organizations(connection, clocks)))


def org_report(connection: Connection, slug: str, clocks: Clocks) -> OrganizationReport:
    """Read one organization; raises NotFoundError."""
    rows = _organizations(connection, clocks)
    found = [row for row in rows if row.organization.slug == slug]
    if not found:
        raise missing("org", slug, [row.organization.slug for row in rows])
    return OrganizationReport(clocks=clocks, rows=tuple(found))


def _projects(connection: Connection, clocks: Clocks) -> list[ProjectRow]:
    project, subject, entry = tables.project, tables.subject, tables.entry
    of_project = (
        select(subject.c.project_id, func.count())
        .where(*_known(subject, clocks))
        .group_by(subject.c.project_id)
    )
    said = (
        select(subject.c.project_id, func.count())
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .where(is_live(entry, clocks))
        .group_by(subject.c.project_id)
    )
    subjects = {row[0]: row[1] for row in connection.execute(of_project)}
    statements = {row[0]: row[1] for row in connection.execute(said)}
    slugs = select(project.c.slug).where(*_known(project, clocks)).order_by(project.c.id)
    found = [find_project(connection, slug) for slug in connection.scalars(slugs).all()]
    return [
        ProjectRow(
            project=one, subjects=subjects.get(one.id, 0), statements=statements.get(one.id, 0)
        )
        for one in found
    ]


def _organizations(connection: Connection, clocks: Clocks) -> list[OrganizationRow]:
    organization, entry = tables.organization, tables.entry
    speakers = (
        select(entry.c.said_by_id, func.count())
        .where(is_live(entry, clocks), entry.c.said_by_id.is_not(None))
        .group_by(entry.c.said_by_id)
    )
    said = {row[0]: row[1] for row in connection.execute(speakers)}
    funds = _paths(connection, tables.tranche.c.funder_id, clocks)
    holds = _paths(connection, tables.holding.c.organization_id, clocks)
    party_to = _paths(connection, tables.milestone.c.party_id, clocks)
    known = connection.scalars(select(organization.c.id).where(*_known(organization, clocks)))
    every = read_organizations(connection)
    rows = [
        OrganizationRow(
            organization=every[number],
            said=said.get(number, 0),
            funds=funds.get(number, ()),
            holds=holds.get(number, ()),
            party_to=party_to.get(number, ()),
        )
        for number in known
    ]
    return sorted(rows, key=lambda row: row.organization.slug)


def _paths(
    connection: Connection, of: Column[int], clocks: Clocks
) -> Mapping[int, tuple[str, ...]]:
    """The subjects that refer to each organization by a column of their kind's table."""
    subject, project = tables.subject, tables.project
    query = (
        select(of, project.c.slug, subject.c.slug)
        .join_from(of.table, subject, of.table.c.subject_id == subject.c.id)
        .join(project, subject.c.project_id == project.c.id)
        .where(of.is_not(None), *_known(subject, clocks))
        .order_by(subject.c.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        found[row[0]].append(f"{row[1]}/{row[2]}")
    return {number: tuple(paths) for number, paths in found.items()}


def _known(table: Table, clocks: Clocks) -> list[ColumnElement[bool]]:
    """Definitions recorded after an earlier instant that was asked for did not exist then."""
    return [] if clocks.instant is None else [table.c.recorded_at <= clocks.instant]
