"""Reading what the status page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.findings import judge
from tracker.db.rates import read_rates
from tracker.db.snapshot import case_of, read_snapshot
from tracker.db.statements import count_statements
from tracker.domain.checks import ON_PAGE
from tracker.domain.coverage import beside_money, coverage, stated_needs
from tracker.domain.latest import changes, newest, newest_figure
from tracker.domain.owners import owners
from tracker.domain.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.upcoming import upcoming
from tracker.queries import diff
from tracker.reports.status import Counts, StatusReport

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.clocks import Clocks
    from tracker.domain.subject import Project


def status(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    since: date | None = None,
    breach: BreachLimits = DEFAULT_LIMITS,
) -> StatusReport:
    """Read where a project stands as of a day, known at an entry; and what changed since a day."""
    snapshot = read_snapshot(connection, project, clocks)
    as_of = clocks.as_of
    rows = snapshot.milestones()
    tranches = snapshot.tranches()
    metrics = snapshot.metrics()
    needs = stated_needs((row.metric, row.found) for row in metrics)
    money = coverage(tranches, beside_money(needs))
    resolutions = snapshot.resolutions()
    moved = changes(snapshot.lanes(), as_of)
    statements, sources = count_statements(connection, project, clocks)
    due = {row.milestone.slug: (row.milestone, row.state) for row in rows}
    promised = {*snapshot.catalog.milestones, *snapshot.catalog.tranches}
    rates = read_rates(connection, clocks.instant)
    case = case_of(snapshot, rows, tranches, resolutions, rates)
    found = judge(connection, project, clocks, case, ON_PAGE)
    return StatusReport(
        project=project,
        clocks=clocks,
        counts=Counts(milestones=len(rows), statements=statements, sources=sources),
        newest_statement=newest(resolutions.values()),
        newest_change=newest_figure(moved),
        milestones=tuple(rows),
        money=money,
        figures=tuple(metrics),
        owners=owners(snapshot.holdings(), money.parts),
        latest=tuple(change for change in moved if change.statement.subject in promised),
        next=tuple(upcoming(due, tranches, as_of, project.calendar)),
        attention=tuple(row.finding for row in found if row.accepted is None),
        since=diff.since(connection, snapshot, since) if since else None,
        breach=breach,
    )
