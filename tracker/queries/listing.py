"""Reading lists of a project's subjects and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.sources import all_sources, read_citations, read_sources
from tracker.db.state import read_state
from tracker.domain.definitions.catalog import missing
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.queries.rows import metric_rows, milestone_rows
from tracker.reports.listing import (
    HolderListReport,
    MetricListReport,
    MilestoneListReport,
    SourceListReport,
    SourceReport,
    SourceRow,
    TrancheListReport,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks


def milestone_list(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    breach: BreachLimits = DEFAULT_LIMITS,
) -> MilestoneListReport:
    """Read the milestones of which somebody spoke."""
    rows = milestone_rows(read_state(connection, project, clocks))
    return MilestoneListReport(project=project, clocks=clocks, rows=tuple(rows), breach=breach)


def tranche_list(connection: Connection, project: Project, clocks: Clocks) -> TrancheListReport:
    """Read the tranches of which somebody spoke."""
    rows = read_state(connection, project, clocks).tranches.values()
    return TrancheListReport(project=project, clocks=clocks, rows=tuple(rows))


def metric_list(connection: Connection, project: Project, clocks: Clocks) -> MetricListReport:
    """Read the metrics of which somebody spoke."""
    rows = metric_rows(read_state(connection, project, clocks))
    return MetricListReport(project=project, clocks=clocks, rows=tuple(rows))


def holder_list(connection: Connection, project: Project, clocks: Clocks) -> HolderListReport:
    """Read the holdings of which somebody spoke."""
    rows = read_state(connection, project, clocks).holdings.values()
    return HolderListReport(project=project, clocks=clocks, rows=tuple(rows))


def source_list(connection: Connection, project: Project, clocks: Clocks) -> SourceListReport:
    """Read the sources that live statements of a project cite."""
    rows = [
        SourceRow(source=source, statements=count)
        for source, count in read_sources(connection, project, clocks)
    ]
    rows.sort(key=lambda row: row.source.slug)
    rows.sort(key=lambda row: row.source.published_on or "", reverse=True)
    return SourceListReport(project=project, clocks=clocks, rows=tuple(rows))


def source_report(connection: Connection, slug: str, clocks: Clocks) -> SourceReport:
    """Read one source and what cites it; raises NotFoundError for a slug that none has."""
    found = read_citations(connection, slug, clocks)
    if found is None:
        raise missing("source", slug, [one.slug for one in all_sources(connection)])
    source, cited = found
    return SourceReport(clocks=clocks, source=source, cited=tuple(cited))
