"""Reading what waits for a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.state import read_state
from tracker.domain.milestones.impact import impact
from tracker.reports.impact import ImpactReport

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.periods.period import Period


def impact_report(
    connection: Connection, subject: Subject, clocks: Clocks, target: Period | None = None
) -> ImpactReport:
    """Read what waits for a milestone until the end of a window, by default of its target."""
    state = read_state(connection, subject.project, clocks)
    found = impact(
        subject.slug,
        state.milestones,
        state.states,
        [(one, state.tranches.get(one.slug)) for one in state.catalog.tranches.values()],
        target,
    )
    return ImpactReport(
        project=subject.project, clocks=clocks, impact=found, asked=target is not None
    )
