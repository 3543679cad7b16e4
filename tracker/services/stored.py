"""The definitions of a database, read back as the records that would make them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.db import tables
from tracker.db.catalog import all_projects, read_catalog, read_organizations
from tracker.db.statements import all_sources
from tracker.domain.definitions.records import (
    Dataset,
    Definition,
    HoldingRecord,
    MetricRecord,
    MilestoneRecord,
    OrganizationRecord,
    ProjectRecord,
    RateRecord,
    SourceRecord,
    SubjectRecord,
    TrancheRecord,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.subject import Project, Subject

KINDS: dict[type, tuple[str, str]] = {
    ProjectRecord: ("project", "projects"),
    OrganizationRecord: ("organization", "organizations"),
    SourceRecord: ("source", "sources"),
    MetricRecord: ("metric", "metrics"),
    MilestoneRecord: ("milestone", "milestones"),
    TrancheRecord: ("tranche", "tranches"),
    HoldingRecord: ("holding", "holdings"),
    RateRecord: ("rate", "rates"),
}
"""What one definition of each kind is called, and the list of a dataset that holds it."""


def identity(record: Definition) -> tuple[str, str]:
    """Return a definition's kind and name; no two definitions share both."""
    kind, _ = KINDS[type(record)]
    if isinstance(record, RateRecord):
        return kind, f"{record.base} {record.quote} {record.month}"
    if isinstance(record, SubjectRecord):
        return kind, f"{record.project}/{record.slug}"
    return kind, record.slug


def definitions(dataset: Dataset) -> Iterator[Definition]:
    """Give every definition of a dataset, those that others refer to first."""
    for _, collection in KINDS.values():
        yield from getattr(dataset, collection)


def differences(one: Definition, other: Definition) -> list[str]:
    """Name the fields in which two definitions of one kind differ."""
    one, other = _plain(one), _plain(other)
    return [
        each.name
        for each in fields(one)
        if each.compare and getattr(one, each.name) != getattr(other, each.name)
    ]


def stored_definitions(connection: Connection) -> dict[tuple[str, str], Definition]:
    """Read every definition by its kind and name."""
    return {identity(one): one for read in READERS.values() for one in read(connection, None)}


def stored_of_kind(
    connection: Connection, kind: str, project: str | None = None
) -> dict[str, Definition]:
    """Read the definitions of one kind by name; of subjects only those of a project, if given."""
    read = READERS.get(kind, _subjects)
    named = ((*identity(one), one) for one in read(connection, project))
    return {name: one for its_kind, name, one in named if its_kind == kind}


def _organizations(connection: Connection, _: str | None) -> Iterator[OrganizationRecord]:
    for one in read_organizations(connection).values():
        yield OrganizationRecord(
            slug=one.slug, name=one.name, name_ja=one.name_ja, kind=one.kind, parent=one.parent
        )


def _sources(connection: Connection, _: str | None) -> Iterator[SourceRecord]:
    for source in all_sources(connection):
        yield SourceRecord(
            slug=source.slug,
            title=source.title,
            publisher=source.publisher,
            url=source.url,
            language=source.language,
            published_on=source.published_on,
            retrieved_on=source.retrieved_on,
            tier=source.tier,
        )


def _projects(connection: Connection, _: str | None) -> Iterator[ProjectRecord]:
    for project in all_projects(connection):
        yield _project(project)


def _subjects(connection: Connection, slug: str | None) -> Iterator[SubjectRecord]:
    for project in all_projects(connection):
        if slug in {None, project.slug}:
            yield from _subjects_of(read_catalog(connection, project))


def _project(project: Project) -> ProjectRecord:
    return ProjectRecord(
        slug=project.slug,
        title=project.title,
        title_ja=project.title_ja,
        subtitle=project.subtitle,
        currency=project.currency,
        fiscal_year_starts=project.calendar.first_month,
        fiscal_year_named_by=project.calendar.named_by,
    )


def _subjects_of(catalog: Catalog) -> Iterator[SubjectRecord]:
    for metric in catalog.metrics.values():
        yield MetricRecord(
            **_shared(metric),
            unit=metric.counted_in,
            nature=metric.nature,
            scope=metric.scope,
            family=metric.family,
            headline=metric.headline,
            cumulative=metric.cumulative,
            counts=metric.counts,
            sums=metric.sums,
        )
    for milestone in catalog.milestones.values():
        yield MilestoneRecord(
            **_shared(milestone),
            type=milestone.type,
            headline=milestone.headline,
            metric=milestone.metric,
            gates=milestone.gates,
            party=milestone.party,
        )
    for tranche in catalog.tranches.values():
        yield TrancheRecord(
            **_shared(tranche),
            funder=tranche.funder.slug,
            instrument=tranche.instrument,
            fiscal_year=tranche.fiscal_year,
            parent=tranche.parent,
            gate=tranche.gate,
            paid_by=tranche.paid_by,
        )
    for holding in catalog.holdings.values():
        yield HoldingRecord(
            **_shared(holding),
            organization=holding.organization.slug,
            holding_class=holding.holding_class,
        )


def _shared(subject: Subject) -> dict[str, Any]:
    return {
        "project": subject.project.slug,
        "slug": subject.slug,
        "title": subject.title,
        "title_ja": subject.title_ja,
    }


def _rates(connection: Connection, _: str | None) -> Iterator[RateRecord]:
    rate, source = tables.exchange_rate, tables.source
    query = select(rate, source.c.slug).join_from(rate, source, rate.c.source_id == source.c.id)
    for row in connection.execute(query):
        yield RateRecord(
            month=row.month,
            base=row.base,
            quote=row.quote,
            rate_micro=row.rate_micro,
            source=row.slug,
        )


READERS: dict[str, Callable[[Connection, str | None], Iterator[Definition]]] = {
    "organization": _organizations,
    "source": _sources,
    "project": _projects,
    "subject": _subjects,
    "rate": _rates,
}
"""What reads the definitions of a kind; of subjects all kinds, of one project or of all."""


def _plain(record: Definition) -> Definition:
    """The record without what may be written in two ways: the order of gates, a bare payer.

    A holding is called what its organization is called.
    """
    if isinstance(record, HoldingRecord):
        return replace(record, title="", title_ja=None)
    if isinstance(record, MilestoneRecord):
        return replace(record, gates=tuple(sorted(set(record.gates))))
    if isinstance(record, TrancheRecord) and record.paid_by and "/" not in record.paid_by:
        return replace(record, paid_by=f"{record.project}/{record.paid_by}")
    return record
