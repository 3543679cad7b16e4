"""Reading exchange rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.quantities.exchange import Rate

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


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
