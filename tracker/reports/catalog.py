"""The projects and organizations of a database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Column as DbColumn
from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy import Table as DbTable

from tracker.db import tables
from tracker.db.catalog import find_project, kind_rows, retired_by
from tracker.db.statements import is_live
from tracker.domain.definitions.catalog import named
from tracker.domain.definitions.records import Organization, ProjectRecord, identity
from tracker.domain.periods.calendar import month_name
from tracker.reports.asked import UNASKED, Asked
from tracker.tables.common import became, more_columns, title_columns
from tracker.tables.table import Column, Document, Kind, Report, Table, listed, single

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project, how many subjects it has, and how many live statements are about them."""

    project: Project
    subjects: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRow:
    """One organization and how many live statements name it as their speaker.

    `funds`, `holds` and `party_to` are paths of tranches, holdings and milestones.
    """

    organization: Organization
    said: int
    funds: tuple[str, ...]
    holds: tuple[str, ...]
    party_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectListReport(Report):
    """Projects in the order in which they were made; of one project, that one."""

    schema: ClassVar[str] = "projects/v2"

    clocks: Clocks
    rows: tuple[ProjectRow, ...]

    def document(self) -> Document:
        """Declare the list of projects."""
        return listed(_projects(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationListReport(Report):
    """Organizations by slug; of one organization, that one."""

    schema: ClassVar[str] = "orgs/v2"

    clocks: Clocks
    rows: tuple[OrganizationRow, ...]

    def document(self) -> Document:
        """Declare the list of organizations."""
        return listed(_organizations(self))


class ProjectReport(ProjectListReport):
    """One project."""

    schema: ClassVar[str] = "project/v2"

    def document(self) -> Document:
        """Declare what is told of one project."""
        return single(_projects(self))


class OrganizationReport(OrganizationListReport):
    """One organization."""

    schema: ClassVar[str] = "org/v2"

    def document(self) -> Document:
        """Declare what is told of one organization."""
        return single(_organizations(self))


def project_list(
    connection: Connection, clocks: Clocks, asked: Asked = UNASKED
) -> ProjectListReport:
    """Read every project that is not retired."""
    out = retired_by(connection, kind_rows(connection, "project").values(), clocks)
    rows = _project_rows(connection, clocks)
    left = [row for row in rows if ("project", row.project.slug) not in out]
    return ProjectListReport(clocks=clocks, rows=asked.of("project", left, PROJECT_COLUMNS))


def project_report(connection: Connection, slug: str, clocks: Clocks) -> ProjectReport:
    """Read the one project that is meant; raises NotFoundError."""
    rows = {row.project.slug: row for row in _project_rows(connection, clocks)}
    known = {name: row.project for name, row in rows.items()}
    return ProjectReport(clocks=clocks, rows=(rows[named("project", slug, known)],))


def org_list(
    connection: Connection, clocks: Clocks, asked: Asked = UNASKED
) -> OrganizationListReport:
    """Read every organization that is not retired."""
    rows = _organization_rows(connection, clocks)
    out = retired_by(connection, (row.organization for row in rows), clocks)
    left = [row for row in rows if identity(row.organization) not in out]
    return OrganizationListReport(clocks=clocks, rows=asked.of("org", left, ORGANIZATION_COLUMNS))


def org_report(connection: Connection, slug: str, clocks: Clocks) -> OrganizationReport:
    """Read the one organization that is meant; raises NotFoundError."""
    rows = {row.organization.slug: row for row in _organization_rows(connection, clocks)}
    known = {name: row.organization for name, row in rows.items()}
    return OrganizationReport(clocks=clocks, rows=(rows[named("org", slug, known)],))


def _project_rows(connection: Connection, clocks: Clocks) -> list[ProjectRow]:
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


def _organization_rows(connection: Connection, clocks: Clocks) -> list[OrganizationRow]:
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
    every = kind_rows(connection, "organization")
    known = connection.scalars(select(organization.c.id).where(*_known(organization, clocks)))
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
    connection: Connection, of: DbColumn[int], clocks: Clocks
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


def _known(table: DbTable, clocks: Clocks) -> list[ColumnElement[bool]]:
    """Definitions recorded after an earlier instant that was asked for did not exist then."""
    return [] if clocks.instant is None else [table.c.recorded_at <= clocks.instant]


def _fiscal_year(row: ProjectRow) -> str:
    calendar = row.project.calendar
    return f"{month_name(calendar.first_month)[:3]}, {calendar.named_by} year"


PROJECT_KEYS: tuple[Column[ProjectRow], ...] = (
    Column(key="slug", title="project", value=lambda row: row.project.slug),
    *title_columns("title", lambda row: row.project.title, lambda row: row.project.title_ja),
    Column(key="subtitle", value=lambda row: row.project.subtitle, screen=False),
    Column(key="currency", value=lambda row: row.project.currency),
    Column(
        key="fiscal_year_starts",
        title="fiscal year",
        value=lambda row: row.project.calendar.first_month,
        kind=Kind.COUNT,
        told=_fiscal_year,
        priority=8,
    ),
    Column(
        key="fiscal_year_named_by",
        value=lambda row: row.project.calendar.named_by,
        screen=False,
    ),
)
PROJECT_COLUMNS: tuple[Column[ProjectRow], ...] = (
    *PROJECT_KEYS,
    *more_columns(ProjectRecord, lambda row: row.project, PROJECT_KEYS),
    Column(key="subjects", value=lambda row: row.subjects, kind=Kind.COUNT, priority=7),
    Column(key="statements", value=lambda row: row.statements, kind=Kind.COUNT, priority=6),
)

ORGANIZATION_KEYS: tuple[Column[OrganizationRow], ...] = (
    Column(key="slug", title="org", value=lambda row: row.organization.slug),
    *title_columns("name", lambda row: row.organization.name, lambda row: row.organization.name_ja),
    Column(key="kind", value=lambda row: row.organization.kind.value),
    Column(key="parent", value=lambda row: row.organization.parent, priority=8, whole=True),
)
ORGANIZATION_COLUMNS: tuple[Column[OrganizationRow], ...] = (
    *ORGANIZATION_KEYS,
    *more_columns(Organization, lambda row: row.organization, ORGANIZATION_KEYS),
    Column(
        key="funds",
        value=lambda row: row.funds,
        kind=Kind.NAMES,
        told=lambda row: str(len(row.funds) or ""),
        right=True,
        priority=5,
    ),
    Column(
        key="holds",
        value=lambda row: row.holds,
        kind=Kind.NAMES,
        told=lambda row: str(len(row.holds) or ""),
        right=True,
        priority=6,
    ),
    Column(key="party_to", value=lambda row: row.party_to, kind=Kind.NAMES, screen=False),
    Column(key="said", value=lambda row: row.said, kind=Kind.COUNT, priority=7),
)


def _projects(report: ProjectListReport) -> Table[ProjectRow]:
    columns = (*PROJECT_COLUMNS, *became(lambda row: row.project, report.rows))
    return Table(key="projects", title="Projects", columns=columns, rows=report.rows)


def _organizations(report: OrganizationListReport) -> Table[OrganizationRow]:
    columns = (*ORGANIZATION_COLUMNS, *became(lambda row: row.organization, report.rows))
    return Table(key="orgs", title="Organizations", columns=columns, rows=report.rows)
