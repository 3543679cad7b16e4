"""Reading who holds the shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.state import read_state
from tracker.domain.holdings import CONTROL_FAMILY, founders, owners, register
from tracker.domain.money.breakdown import counted_tranches
from tracker.domain.reconcile import reconcile_counts
from tracker.queries.rows import metric_rows
from tracker.reports.owners import OwnersReport

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks


def owners_report(connection: Connection, project: Project, clocks: Clocks) -> OwnersReport:
    """Read the register of holders and the stated steps of the state's share."""
    state = read_state(connection, project, clocks)
    held, money = [*state.holdings.values()], [*state.tranches.values()]
    said = {
        slug: [one for series in state.said[slug].values() for one in series]
        for slug in state.holdings
    }
    summed = owners(held, counted_tranches(money))
    first = founders(said, money, clocks.as_of)
    held_by = register(held, summed, first)
    rows = metric_rows(state)
    metrics = [(row.metric, row.found) for row in rows]
    return OwnersReport(
        project=project,
        clocks=clocks,
        owners=summed,
        register=held_by,
        steps=tuple(row for row in rows if row.metric.family == CONTROL_FAMILY),
        reconciled=tuple(reconcile_counts(metrics, held_by.counts, clocks.as_of)),
        names={one.slug: one.name for one in state.catalog.organizations.values()},
    )
