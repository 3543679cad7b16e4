"""Reading the definitions: projects, organizations and subjects."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.definitions.catalog import Catalog, missing
from tracker.domain.definitions.subject import (
    Holding,
    Metric,
    Milestone,
    Organization,
    Project,
    Subject,
    Tranche,
)
from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.vocabulary import (
    HolderCount,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    SubjectKind,
)
from tracker.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row, RowMapping, Select


def find_project(connection: Connection, slug: str | None) -> Project:
    """Return the project of a slug, or the first one made; raises NotFoundError."""
    projects = all_projects(connection)
    if not projects:
        message = "the database holds no project"
        hint = "load the shipped data: tracker init; or make one: tracker project add --help"
        raise NotFoundError(message, hint)
    if slug is None:
        return projects[0]
    for project in projects:
        if project.slug == slug:
            return project
    raise missing("project", slug, [project.slug for project in projects])


def all_projects(connection: Connection) -> list[Project]:
    """Read every project, the first one made first."""
    rows = connection.execute(select(tables.project).order_by(tables.project.c.id))
    return [_project(row) for row in rows]


def find_subject(connection: Connection, path: str, project: str | None) -> Subject:
    """Return a subject by `project/slug`, or by bare slug in a project; raises NotFoundError."""
    named, _, slug = path.rpartition("/")
    found = find_project(connection, named or project)
    return read_catalog(connection, found).subject(slug)


def subjects_by_path(connection: Connection) -> dict[str, Subject]:
    """Read the subjects of every project, by `project/slug`."""
    catalogs = [read_catalog(connection, project) for project in all_projects(connection)]
    return {one.path: one for catalog in catalogs for one in catalog.subjects.values()}


def read_catalog(
    connection: Connection, project: Project, known: datetime | None = None
) -> Catalog:
    """Read a project's definitions, those recorded after `known` left out."""
    reader = _Reader(connection, project, known)
    metrics = {one.slug: one for one in reader.metrics()}
    return Catalog(
        project=project,
        organizations={one.slug: one for one in reader.organizations.values()},
        milestones={one.slug: one for one in reader.milestones(metrics)},
        metrics=metrics,
        tranches={one.slug: one for one in reader.tranches()},
        holdings={one.slug: one for one in reader.holdings()},
    )


DETAILS = (tables.metric, tables.milestone, tables.tranche, tables.holding)
PAYER, PAYING_PROJECT = tables.subject.alias("payer"), tables.project.alias("paying_project")
"""A tranche may be paid by a line of another project."""


class _Reader:
    """Turns the rows of one project into definitions, all of them read in three queries."""

    def __init__(self, connection: Connection, project: Project, known: datetime | None) -> None:
        self.project = project
        self.organizations = read_organizations(connection)
        rows = connection.execute(_subject_rows(project)).mappings().all()
        self.names: dict[int, str] = {row["id"]: row["slug"] for row in rows}
        self.gates: dict[int, list[str]] = defaultdict(list)
        for row in connection.execute(_gate_rows(project)):
            self.gates[row.milestone_id].append(self.names[row.gate_id])
        self.rows: dict[str, list[RowMapping]] = defaultdict(list)
        for one in rows:
            if known is None or one["recorded_at"] <= known:
                self.rows[one["kind"]].append(one)

    def metrics(self) -> Iterator[Metric]:
        for row in self.rows[SubjectKind.METRIC]:
            yield Metric(
                **self._shared(row),
                counted_in=row["metric_unit"],
                nature=MetricNature(row["metric_nature"]),
                scope=row["metric_scope"],
                family=row["metric_family"],
                headline=row["metric_headline"],
                cumulative=row["metric_cumulative"],
                counts=HolderCount(row["metric_counts"]) if row["metric_counts"] else None,
                sums=tuple((row["metric_sums"] or "").split()),
            )

    def milestones(self, metrics: Mapping[str, Metric]) -> Iterator[Milestone]:
        for row in self.rows[SubjectKind.MILESTONE]:
            metric = self.names.get(row["milestone_metric_id"])
            party = self.organizations.get(row["milestone_party_id"])
            yield Milestone(
                **self._shared(row),
                type=MilestoneType(row["milestone_type"]),
                headline=row["milestone_headline"],
                metric=metric,
                metric_unit=metrics[metric].counted_in if metric else None,
                gates=tuple(self.gates[row["id"]]),
                party=party.slug if party else None,
            )

    def tranches(self) -> Iterator[Tranche]:
        for row in self.rows[SubjectKind.TRANCHE]:
            yield Tranche(
                **self._shared(row),
                funder=self.organizations[row["tranche_funder_id"]],
                instrument=Instrument(row["tranche_instrument"]),
                fiscal_year=row["tranche_fiscal_year"],
                parent=self.names.get(row["tranche_parent_id"]),
                gate=self.names.get(row["tranche_gate_id"]),
                paid_by=row["paid_by"],
            )

    def holdings(self) -> Iterator[Holding]:
        for row in self.rows[SubjectKind.HOLDING]:
            yield Holding(
                **self._shared(row),
                organization=self.organizations[row["holding_organization_id"]],
                holding_class=HoldingClass(row["holding_class"]),
            )

    def _shared(self, row: RowMapping) -> dict[str, Any]:
        return {
            "id": row["id"],
            "project": self.project,
            "slug": row["slug"],
            "title": row["title"],
            "title_ja": row["title_ja"],
        }


def _subject_rows(project: Project) -> Select[Any]:
    """Every subject of a project with what its kind adds, as `tranche_funder_id`."""
    subject = tables.subject
    added = [c.label(f"{table.name}_{c.name}") for table in DETAILS for c in table.c]
    paid_by = (PAYING_PROJECT.c.slug + "/" + PAYER.c.slug).label("paid_by")
    query = select(subject, *added, paid_by).select_from(subject)
    for table in DETAILS:
        query = query.outerjoin(table, table.c.subject_id == subject.c.id)
    return (
        query.outerjoin(PAYER, PAYER.c.id == tables.tranche.c.paid_by_id)
        .outerjoin(PAYING_PROJECT, PAYING_PROJECT.c.id == PAYER.c.project_id)
        .where(subject.c.project_id == project.id)
        .order_by(subject.c.id)
    )


def _gate_rows(project: Project) -> Select[Any]:
    gate, subject = tables.gate, tables.subject
    return (
        select(gate)
        .join_from(gate, subject, gate.c.milestone_id == subject.c.id)
        .where(subject.c.project_id == project.id)
        .order_by(gate.c.milestone_id, gate.c.gate_id)
    )


def read_organizations(connection: Connection) -> dict[int, Organization]:
    """Read every organization by its row's id."""
    rows = connection.execute(select(tables.organization)).all()
    slugs = {row.id: row.slug for row in rows}
    return {
        row.id: Organization(
            slug=row.slug,
            name=row.name,
            name_ja=row.name_ja,
            kind=OrganizationKind(row.kind),
            parent=slugs.get(row.parent_id),
        )
        for row in rows
    }


def _project(row: Row[Any]) -> Project:
    return Project(
        id=row.id,
        slug=row.slug,
        title=row.title,
        title_ja=row.title_ja,
        subtitle=row.subtitle,
        currency=row.currency,
        calendar=FiscalCalendar(row.fiscal_year_starts, row.fiscal_year_named_by),
    )
