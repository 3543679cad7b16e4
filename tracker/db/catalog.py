"""Reading the definitions: projects, organizations and subjects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.calendar import FiscalCalendar
from tracker.domain.subject import (
    Holding,
    Metric,
    Milestone,
    Organization,
    Project,
    Subject,
    Tranche,
)
from tracker.domain.vocabulary import (
    HolderCount,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
)
from tracker.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, RowMapping, Table


@dataclass(frozen=True, slots=True)
class Catalog:
    """The definitions of one project, by slug, in the order in which they were made."""

    project: Project
    organizations: Mapping[str, Organization]
    milestones: Mapping[str, Milestone]
    metrics: Mapping[str, Metric]
    tranches: Mapping[str, Tranche]
    holdings: Mapping[str, Holding]

    @property
    def subjects(self) -> dict[str, Subject]:
        """All subjects by slug."""
        return {**self.milestones, **self.tranches, **self.metrics, **self.holdings}

    def subject(self, slug: str) -> Subject:
        """Return the subject of a slug; raises NotFoundError with the nearest names."""
        subjects = self.subjects
        if slug not in subjects:
            raise missing("subject", slug, subjects)
        return subjects[slug]


def missing(noun: str, name: str, known: Iterable[str]) -> NotFoundError:
    """Make the error for a name that nothing has, with the nearest that something has."""
    names = list(known)
    near = get_close_matches(name, names, n=3) or [n for n in names if name in n][:3]
    hint = f"did you mean {' or '.join(near)}?" if near else f"see: tracker {noun} list"
    if noun == "subject" and not near:
        hint = "see: tracker milestone list, tranche list, metric list, holder list"
    return NotFoundError(f"no {noun} is called '{name[:60]}'", hint, name)


def find_project(connection: Connection, slug: str | None) -> Project:
    """Return the project of a slug, or the first one made; raises NotFoundError."""
    rows = connection.execute(select(tables.project).order_by(tables.project.c.id)).all()
    if not rows:
        message = "the database holds no project"
        hint = "load the shipped data: tracker init; or make one: tracker project add --help"
        raise NotFoundError(message, hint)
    if slug is None:
        return _project(rows[0])
    for row in rows:
        if row.slug == slug:
            return _project(row)
    raise missing("project", slug, [row.slug for row in rows])


def find_subject(connection: Connection, path: str, project: str | None) -> Subject:
    """Return a subject by `project/slug`, or by bare slug in a project; raises NotFoundError."""
    named, _, slug = path.rpartition("/")
    found = find_project(connection, named or project)
    return read_catalog(connection, found).subject(slug)


def subjects_by_path(connection: Connection) -> dict[str, Subject]:
    """Read the subjects of every project, by `project/slug`."""
    slugs = connection.scalars(select(tables.project.c.slug).order_by(tables.project.c.id)).all()
    catalogs = [read_catalog(connection, find_project(connection, slug)) for slug in slugs]
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


class _Reader:
    """Turns the rows of one project into definitions."""

    def __init__(self, connection: Connection, project: Project, known: datetime | None) -> None:
        self.connection = connection
        self.project = project
        self.known = known
        self.organizations = read_organizations(connection)
        self.names = self._names()

    def metrics(self) -> Iterator[Metric]:
        for row in self._rows(tables.metric):
            yield Metric(
                **self._shared(row),
                counted_in=row["unit"],
                nature=MetricNature(row["nature"]),
                scope=row["scope"],
                family=row["family"],
                headline=row["headline"],
                counts=HolderCount(row["counts"]) if row["counts"] else None,
                sums=tuple((row["sums"] or "").split()),
            )

    def milestones(self, metrics: Mapping[str, Metric]) -> Iterator[Milestone]:
        gates = self._gates()
        for row in self._rows(tables.milestone):
            metric = self._slug(row["metric_id"])
            party = self.organizations.get(row["party_id"])
            yield Milestone(
                **self._shared(row),
                type=MilestoneType(row["type"]),
                headline=row["headline"],
                metric=metric,
                metric_unit=metrics[metric].counted_in if metric else None,
                gates=tuple(gates[row["subject_id"]]),
                party=party.slug if party else None,
            )

    def tranches(self) -> Iterator[Tranche]:
        for row in self._rows(tables.tranche):
            paid_by = self.names.get(row["paid_by_id"])
            yield Tranche(
                **self._shared(row),
                funder=self.organizations[row["funder_id"]],
                instrument=Instrument(row["instrument"]),
                fiscal_year=row["fiscal_year"],
                parent=self._slug(row["parent_id"]),
                gate=self._slug(row["gate_id"]),
                paid_by="/".join(paid_by) if paid_by else None,
            )

    def holdings(self) -> Iterator[Holding]:
        for row in self._rows(tables.holding):
            yield Holding(
                **self._shared(row),
                organization=self.organizations[row["organization_id"]],
                holding_class=HoldingClass(row["class"]),
            )

    def _rows(self, detail: Table) -> Sequence[RowMapping]:
        subject = tables.subject
        query = (
            select(subject, detail)
            .join_from(subject, detail, detail.c.subject_id == subject.c.id)
            .where(subject.c.project_id == self.project.id)
            .order_by(subject.c.id)
        )
        if self.known is not None:
            query = query.where(subject.c.recorded_at <= self.known)
        return self.connection.execute(query).mappings().all()

    def _shared(self, row: RowMapping) -> dict[str, Any]:
        return {
            "id": row["id"],
            "project": self.project,
            "slug": row["slug"],
            "title": row["title"],
            "title_ja": row["title_ja"],
        }

    def _names(self) -> dict[int, tuple[str, str]]:
        """Project and slug of every subject, since a tranche may be paid by another project."""
        subject, project = tables.subject, tables.project
        query = select(subject.c.id, project.c.slug, subject.c.slug).join_from(subject, project)
        return {row[0]: (row[1], row[2]) for row in self.connection.execute(query)}

    def _slug(self, subject_id: int | None) -> str | None:
        return self.names[subject_id][1] if subject_id is not None else None

    def _gates(self) -> dict[int, list[str]]:
        gates: dict[int, list[str]] = defaultdict(list)
        gate = tables.gate
        query = select(gate).order_by(gate.c.milestone_id, gate.c.gate_id)
        for row in self.connection.execute(query):
            gates[row.milestone_id].append(self.names[row.gate_id][1])
        return gates


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
