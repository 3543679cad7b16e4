"""Reading what the status page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.findings import judge
from tracker.db.state import read_state
from tracker.db.statements import count_statements
from tracker.domain.checks import ON_PAGE
from tracker.domain.holdings import owners
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.milestones.upcoming import upcoming
from tracker.domain.money.coverage import beside_money, coverage, stated_needs
from tracker.domain.shown.explain import changes, newest, newest_figure
from tracker.domain.vocabulary import Field
from tracker.queries import diff
from tracker.queries.rows import metric_rows, milestone_rows
from tracker.reports.status import Counts, StatusReport

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.explain import Change


def status(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    since: date | None = None,
    breach: BreachLimits = DEFAULT_LIMITS,
) -> StatusReport:
    """Read where a project stands as of a day, known at an entry; and what changed since a day."""
    state = read_state(connection, project, clocks, rates=True)
    rows, metrics = milestone_rows(state), metric_rows(state)
    tranches = [*state.tranches.values()]
    needs = stated_needs((row.metric, row.found) for row in metrics)
    money = coverage(tranches, beside_money(needs))
    moved = changes(state.resolutions.values())
    statements, sources = count_statements(connection, project, clocks)
    due = {row.milestone.slug: (row.milestone, row.state) for row in rows}
    promised = {*state.milestones, *state.catalog.tranches}
    found = judge(connection, state, ON_PAGE)
    return StatusReport(
        project=project,
        clocks=clocks,
        counts=Counts(milestones=len(rows), statements=statements, sources=sources),
        newest_statement=newest(state.resolutions.values()),
        newest_change=newest_figure(moved),
        milestones=tuple(rows),
        money=money,
        figures=tuple(metrics),
        owners=owners([*state.holdings.values()], money.parts),
        latest=tuple(
            change
            for change in moved
            if change.statement.subject in promised and _counts(change, state.states)
        ),
        next=tuple(upcoming(due, tranches, clocks.as_of, project.calendar)),
        attention=tuple(row.finding for row in found if row.accepted is None),
        since=diff.since(connection, state, since) if since else None,
        breach=breach,
    )


def _counts(change: Change, states: Mapping[str, MilestoneState]) -> bool:
    """Whether what was stated is so: a "met" that its count does not bear out is not."""
    said = change.statement
    state = states.get(said.subject)
    return state is None or said.field is not Field.STATUS or state.status is said.value
