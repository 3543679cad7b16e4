"""Reading a project at both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from tracker.db import tables
from tracker.db.catalog import read_catalog
from tracker.db.statements import live_statements, statements_of
from tracker.domain.quantities.exchange import Rate
from tracker.domain.state import ProjectState
from tracker.domain.vocabulary import Field

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks


def read_state(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    catalog: Catalog | None = None,
    also: str | None = None,
    rates: bool = False,
) -> ProjectState:
    """Read a project's definitions and the statements that reports look at.

    A `catalog` that was read already is taken as it is; the subject `also` is in it though it be
    retired. The exchange rates are read where a rule or a conversion asks for them.
    """
    catalog = catalog or read_catalog(connection, project, clocks, also=also)
    thresholds = {one.metric for one in catalog.milestones.values()} & set(catalog.metrics)
    # The first value to reach a threshold may be older than what live_statements looks at.
    decisive = [catalog.metrics[slug] for slug in thresholds if slug is not None]
    values = statements_of(connection, decisive, clocks, catalog) if decisive else {}
    return ProjectState(
        catalog=catalog,
        clocks=clocks,
        said=live_statements(connection, catalog, clocks),
        counted={slug: fields[Field.VALUE] for slug, fields in values.items()},
        rates=read_rates(connection, clocks.instant) if rates else (),
    )


def read_rates(connection: Connection, known: datetime | None = None) -> tuple[Rate, ...]:
    """Read every rate, the oldest month first; those recorded after `known` are left out."""
    rate, source = tables.exchange_rate, tables.source
    query = (
        select(rate, source.c.slug)
        .join_from(rate, source, rate.c.source_id == source.c.id)
        .order_by(rate.c.month, rate.c.base, rate.c.quote)
    )
    if known is not None:
        query = query.where(rate.c.recorded_at <= known)
    return tuple(
        Rate(row.month, row.base, row.quote, row.rate_micro, row.slug)
        for row in connection.execute(query)
    )
