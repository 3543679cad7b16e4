"""Reading what waits for a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.snapshot import read_snapshot
from tracker.domain.impact import impact
from tracker.reports.impact import ImpactReport

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.clocks import Clocks
    from tracker.domain.period import Period
    from tracker.domain.subject import Subject


def impact_report(
    connection: Connection, subject: Subject, clocks: Clocks, target: Period | None = None
) -> ImpactReport:
    """Read what waits for a milestone until the end of a window, by default of its target."""
    snapshot = read_snapshot(connection, subject.project, clocks)
    spoken = {state.tranche.slug: state for state in snapshot.tranches()}
    found = impact(
        subject.slug,
        snapshot.catalog.milestones,
        {row.milestone.slug: row.state for row in snapshot.milestones()},
        [(one, spoken.get(one.slug)) for one in snapshot.catalog.tranches.values()],
        target,
    )
    return ImpactReport(
        project=subject.project, clocks=clocks, impact=found, asked=target is not None
    )
