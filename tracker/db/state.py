"""Reading a project at both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.catalog import read_catalog
from tracker.db.rates import read_rates
from tracker.db.statements import live_statements, statements_of
from tracker.domain.state import ProjectState
from tracker.domain.vocabulary import Field

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks


def read_state(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    catalog: Catalog | None = None,
    rates: bool = False,
) -> ProjectState:
    """Read a project's definitions and the statements that reports look at.

    A `catalog` that was read already is taken as it is. The exchange rates are read where a rule
    or a conversion asks for them.
    """
    catalog = catalog or read_catalog(connection, project, clocks.instant)
    thresholds = {one.metric for one in catalog.milestones.values()} & set(catalog.metrics)
    # The first value to reach a threshold may be older than what live_statements looks at.
    decisive = [catalog.metrics[slug] for slug in thresholds if slug is not None]
    values = statements_of(connection, decisive, clocks) if decisive else {}
    return ProjectState(
        catalog=catalog,
        clocks=clocks,
        said=live_statements(connection, catalog.subjects.values(), clocks),
        counted={slug: fields[Field.VALUE] for slug, fields in values.items()},
        rates=read_rates(connection, clocks.instant) if rates else (),
    )
