"""The projects and organizations of a database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import month_name
from tracker.tables.column import Column, Kind
from tracker.tables.table import Document, Table, listed, single

if TYPE_CHECKING:
    from tracker.domain.definitions.subject import Organization, Project
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
class ProjectListReport:
    """Projects in the order in which they were made; of one project, that one."""

    clocks: Clocks
    rows: tuple[ProjectRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationListReport:
    """Organizations by slug; of one organization, that one."""

    clocks: Clocks
    rows: tuple[OrganizationRow, ...]


class ProjectReport(ProjectListReport):
    """One project."""


class OrganizationReport(OrganizationListReport):
    """One organization."""


def _fiscal_year(row: ProjectRow) -> str:
    calendar = row.project.calendar
    return f"{month_name(calendar.first_month)[:3]}, {calendar.named_by} year"


PROJECT_COLUMNS: tuple[Column[ProjectRow], ...] = (
    Column(key="slug", title="project", value=lambda row: row.project.slug),
    Column(key="title", value=lambda row: row.project.title),
    Column(key="title_ja", value=lambda row: row.project.title_ja, priority=9),
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
    Column(key="subjects", value=lambda row: row.subjects, kind=Kind.COUNT, priority=7),
    Column(key="statements", value=lambda row: row.statements, kind=Kind.COUNT, priority=6),
)

ORGANIZATION_COLUMNS: tuple[Column[OrganizationRow], ...] = (
    Column(key="slug", title="org", value=lambda row: row.organization.slug),
    Column(key="name", value=lambda row: row.organization.name),
    Column(key="name_ja", value=lambda row: row.organization.name_ja, priority=9),
    Column(key="kind", value=lambda row: row.organization.kind.value),
    Column(key="parent", value=lambda row: row.organization.parent, priority=8),
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


def projects(report: ProjectListReport) -> Document:
    """Declare the list of projects."""
    return listed(_projects(report))


def project(report: ProjectListReport) -> Document:
    """Declare what is told of one project."""
    return single(_projects(report))


def organizations(report: OrganizationListReport) -> Document:
    """Declare the list of organizations."""
    return listed(_organizations(report))


def organization(report: OrganizationListReport) -> Document:
    """Declare what is told of one organization."""
    return single(_organizations(report))


def _projects(report: ProjectListReport) -> Table[ProjectRow]:
    return Table(key="projects", title="Projects", columns=PROJECT_COLUMNS, rows=report.rows)


def _organizations(report: OrganizationListReport) -> Table[OrganizationRow]:
    return Table(key="orgs", title="Organizations", columns=ORGANIZATION_COLUMNS, rows=report.rows)
