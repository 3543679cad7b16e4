"""Reading who holds the shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.snapshot import read_snapshot
from tracker.domain.breakdown import parts
from tracker.domain.owners import owners
from tracker.domain.register import CONTROL_FAMILY, founders, register
from tracker.domain.reported import compare_counts
from tracker.reports.owners import OwnersReport

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.clocks import Clocks
    from tracker.domain.subject import Project


def owners_report(connection: Connection, project: Project, clocks: Clocks) -> OwnersReport:
    """Read the register of holders and the stated steps of the state's share."""
    snapshot = read_snapshot(connection, project, clocks)
    held, money = snapshot.holdings(), snapshot.tranches()
    said = {
        state.holding.slug: [one for lane in snapshot.of(state.holding).values() for one in lane]
        for state in held
    }
    summed = owners(held, parts(money))
    first = founders(said, money, clocks.as_of)
    held_by = register(held, summed, first)
    metrics = [(row.metric, row.found) for row in snapshot.metrics()]
    return OwnersReport(
        project=project,
        clocks=clocks,
        owners=summed,
        register=held_by,
        steps=tuple(row for row in snapshot.metrics() if row.metric.family == CONTROL_FAMILY),
        compared=tuple(compare_counts(metrics, held_by.counts, clocks.as_of)),
        names={one.slug: one.name for one in snapshot.catalog.organizations.values()},
    )
