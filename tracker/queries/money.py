"""Reading where the money is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.db import tables
from tracker.db.catalog import find_project
from tracker.db.rates import read_rates
from tracker.db.state import read_state
from tracker.domain.money.breakdown import breakdown
from tracker.domain.money.budget import CROSSING_FAMILY, budget_lines
from tracker.domain.money.coverage import beside_money, gap, stated_needs
from tracker.domain.quantities.amount import of_quantity
from tracker.domain.quantities.exchange import Exchange
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.reconcile import reconcile_totals
from tracker.domain.vocabulary import MilestoneType
from tracker.errors import UsageError
from tracker.queries.rows import metric_rows, milestone_rows
from tracker.reports.budget import BudgetReport
from tracker.reports.money import MoneyReport, NeedRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Metric, Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.money.breakdown import Breakdown, By, CountedTranche
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.quantities.exchange import RateMode, RateUsed
    from tracker.domain.shown.resolve import Resolution


def money_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    by: By,
    *,
    currency: str | None = None,
    mode: RateMode,
) -> MoneyReport:
    """Read the money of a project and its needs, in a currency or in the project's own.

    Raises UsageError for a currency that we do not know.
    """
    state = read_state(connection, project, clocks)
    exchange = read_exchange(connection, project, clocks, currency, mode)
    money = breakdown([*state.tranches.values()], by, exchange)
    shown = [(row.metric, row.found) for row in metric_rows(state)]
    needs = tuple(_needs(shown, money, exchange))
    parents = {slug: one.parent for slug, one in state.catalog.tranches.items() if one.parent}
    return MoneyReport(
        project=project,
        clocks=clocks,
        currency=exchange.target if exchange else project.currency,
        exchange=exchange,
        rates=_rates_used(money.parts, exchange, needs),
        money=money,
        needs=needs,
        reconciled=tuple(
            one
            for one in reconcile_totals(shown, state.resolutions, clocks.as_of, parents)
            if one.metric.counted_in in CURRENCIES
        ),
    )


def budget_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    currency: str | None = None,
    mode: RateMode,
) -> BudgetReport:
    """Read a project's money as a tree of lines; raises UsageError as `money_report` does."""
    state = read_state(connection, project, clocks)
    exchange = read_exchange(connection, project, clocks, currency, mode)
    elsewhere = _paid_elsewhere(connection, project, clocks)
    lines = budget_lines([*state.tranches.values()], elsewhere, exchange)
    process = [row for row in milestone_rows(state) if row.milestone.type is MilestoneType.APPROVAL]
    crossing = (row for row in metric_rows(state) if row.metric.family == CROSSING_FAMILY)
    return BudgetReport(
        project=project,
        clocks=clocks,
        currency=exchange.target if exchange else project.currency,
        exchange=exchange,
        rates=_rates_used((line.counted for line in lines), exchange, ()),
        lines=tuple(lines),
        crossing=tuple(crossing),
        process=tuple(process),
    )


def read_exchange(
    connection: Connection, project: Project, clocks: Clocks, currency: str | None, mode: RateMode
) -> Exchange | None:
    """Read the rates known by the report's day; None when nothing has to be converted."""
    target = (currency or project.currency).upper()
    if target not in CURRENCIES:
        raise UsageError(f"'{target[:20]}' is no currency", "one of: " + ", ".join(CURRENCIES))
    if target == project.currency:
        return None
    latest = f"{clocks.as_of:%Y-%m}"
    rates = tuple(r for r in read_rates(connection, clocks.instant) if r.month <= latest)
    return Exchange(target=target, mode=mode, as_of=clocks.as_of, rates=rates)


def _needs(
    shown: Iterable[tuple[Metric, Resolution]], money: Breakdown, exchange: Exchange | None
) -> Iterable[NeedRow]:
    needs = stated_needs(shown)
    taken = beside_money(needs)
    for need in needs:
        stated = need.turned(exchange)
        yield NeedRow(
            metric=need.metric,
            statement=need.statement,
            amount=of_quantity(stated) if stated and stated.figure is not None else None,
            gap=gap(need, taken, stated, money.total),
            conflict=bool(need.found.conflicts),
            beside_money=need == taken,
        )


def _rates_used(
    parts: Iterable[CountedTranche], exchange: Exchange | None, needs: Iterable[NeedRow]
) -> tuple[RateUsed, ...]:
    if exchange is None:
        return ()
    used = [cell.rate for part in parts for cell in part.levels.values() if cell.rate]
    said = [(row.metric.counted_in, row.statement.day) for row in needs]
    used += [rate for unit, day in said if (rate := exchange.used(unit, day))]
    return tuple(sorted(set(used), key=lambda one: (one.rate.month, one.months_off)))


def _paid_elsewhere(
    connection: Connection, project: Project, clocks: Clocks
) -> dict[str, list[TrancheState]]:
    """The tranches of other projects by the path of the line of this one that pays them."""
    tranche, subject, owner = tables.tranche, tables.subject.alias("line"), tables.subject
    query = (
        select(tables.project.c.slug)
        .join_from(tranche, subject, tranche.c.paid_by_id == subject.c.id)
        .join(owner, tranche.c.subject_id == owner.c.id)
        .join(tables.project, owner.c.project_id == tables.project.c.id)
        .where(subject.c.project_id == project.id, owner.c.project_id != project.id)
        .distinct()
        .order_by(tables.project.c.slug)
    )
    found: dict[str, list[TrancheState]] = {}
    for slug in connection.scalars(query).all():
        other = read_state(connection, find_project(connection, slug), clocks)
        for state in other.tranches.values():
            if state.tranche.paid_by:
                found.setdefault(state.tranche.paid_by, []).append(state)
    return found
